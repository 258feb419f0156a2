import { personBehind } from '../../access/actor.ts'
import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { updateProviderApi } from '../contract.ts'
import { lockProvider, saveProvider } from '../provider.sql.ts'
import { explainProviderWrite, refuseStale, refuseUnfit } from '../provider.ts'
import { secretFor } from '../secret.ts'

export const updateProvider = command({
  name: 'updateProvider',
  endpoint: updateProviderApi,
  permission: 'company.administer',
  target: () => ({}),
  recent: true,
  async run({ tx, actor, secrets, note }, { provider: id, version, connection, secret: given, ...rules }) {
    const provider = await lockProvider(tx, id)
    if (!provider) throw notFound()
    refuseStale(provider, version)
    refuseUnfit({ rules, connection })
    const secret = secretFor(connection, given, provider, secrets)
    const saved = await explainProviderWrite(() =>
      saveProvider(tx, { id, rules, connection, secret, by: personBehind(actor) }),
    )
    const { connection: before, forEmployees, domains, createsPeople, renamesPeople } = provider
    const was = { ...before, forEmployees, domains, createsPeople, renamesPeople }
    note({ provider: id, ...connection, ...rules, isSecretNew: given !== undefined, was })
    await changed(tx, { topics: ['providers'], employees: true })
    return { version: saved }
  },
})
