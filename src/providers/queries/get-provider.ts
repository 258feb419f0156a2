import { apiPath } from '../../base/endpoint.ts'
import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { getProviderApi, getProviderMetadataApi } from '../contract.ts'
import { backAddresses, entityOf } from '../entity.ts'
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
    const { secret: _, issuer: __, ...told } = provider
    const portals = await listPortals(db, id)
    const isSaml = provider.connection.protocol === 'saml'
    return {
      ...told,
      portals: portals.map((portal) => ({ id: portal.id, name: portal.name })),
      isSecretLost: !isSaml && openSecret(secrets, provider) === undefined,
      people: await countPeopleOf(db, id),
      backAddresses: backAddresses(provider, portals, baseUrl),
      entity: isSaml ? entityOf(id, baseUrl) : null,
      metadata: isSaml ? baseUrl + apiPath(getProviderMetadataApi).replace(':provider', id) : null,
    }
  },
})
