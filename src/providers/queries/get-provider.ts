import { links } from '../../base/employee-links.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { getProviderApi } from '../contract.ts'
import { countPeopleOf, findProvider, listPortals } from '../provider.sql.ts'
import { openSecret } from '../secret.ts'

export const getProvider = query({
  name: 'getProvider',
  endpoint: getProviderApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db, secrets, baseUrl }, { provider: id }) {
    const provider = await findProvider(db, id)
    if (!provider) throw notFound()
    const { secret: _, ...told } = provider
    const portals = await listPortals(db, id)
    return {
      ...told,
      portals: portals.map((portal) => ({ id: portal.id, name: portal.name })),
      isSecretLost: openSecret(secrets, provider) === undefined,
      people: await countPeopleOf(db, id),
      backAddresses: [
        ...(provider.forEmployees ? [links.signInBy({ provider: id })] : []),
        ...portals.map(({ code }) => portalLinks.signInBy({ portal: code, provider: id })),
      ].map((path) => baseUrl + path),
    }
  },
})
