import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { refuseInTheOpen } from '../../ldap/connect.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { passwordFor, sealedPassword } from '../account.ts'
import { createDirectoryApi } from '../contract.ts'
import { insertDirectory } from '../directory.sql.ts'
import { parsedFilter } from '../read.ts'
import { explainDirectoryWrite } from '../stale.ts'

/** A new way in wants a recent proof. It is off until somebody has looked at a preview and switches it on. */
export const createDirectory = command({
  name: 'createDirectory',
  endpoint: createDirectoryApi,
  permission: 'company.administer',
  target: () => ({}),
  recent: true,
  async run({ tx, actor, secrets, note }, { connection, password: given, ...rules }) {
    refuseInTheOpen(connection)
    for (const filter of [connection.userFilter, connection.groupFilter]) parsedFilter(filter)
    const password = sealedPassword(secrets, passwordFor(connection, given, undefined, secrets))
    const id = newId<'directory'>()
    await explainDirectoryWrite(() => insertDirectory(tx, { id, rules, connection, password, by: personBehind(actor) }))
    note({ directory: id, name: rules.name, url: connection.url, bindDn: connection.bindDn })
    await changed(tx, { topics: ['directories'], employees: true })
    return { id }
  },
})
