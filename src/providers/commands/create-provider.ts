import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { createProviderApi } from '../contract.ts'
import { insertProvider } from '../provider.sql.ts'
import { explainProviderWrite, refuseUnfit } from '../provider.ts'
import { secretFor } from '../secret.ts'

/** A new way in wants a recent proof. It is off until somebody has tried it and switches it on. */
export const createProvider = command({
  name: 'createProvider',
  endpoint: createProviderApi,
  permission: 'company.administer',
  target: () => ({}),
  recent: true,
  async run({ tx, actor, secrets, note }, { connection, secret: given, ...rules }) {
    refuseUnfit({ rules, connection })
    const secret = secretFor(connection, given, undefined, secrets)
    const id = newId<'provider'>()
    await explainProviderWrite(() => insertProvider(tx, { id, rules, connection, secret, by: personBehind(actor) }))
    note({ provider: id, ...connection, ...rules })
    await changed(tx, { topics: ['providers'], employees: true })
    return { id }
  },
})
