import { personBehind } from '../../access/actor.ts'
import { differences } from '../../base/differences.ts'
import { notFound } from '../../base/refusal.ts'
import { refuseInTheOpen } from '../../ldap/connect.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { passwordFor, sealedPassword } from '../account.ts'
import { updateDirectoryApi } from '../contract.ts'
import { lockDirectory, saveDirectory } from '../directory.sql.ts'
import { parsedFilter } from '../read.ts'
import { explainDirectoryWrite, refuseStale } from '../stale.ts'

export const updateDirectory = command({
  name: 'updateDirectory',
  endpoint: updateDirectoryApi,
  permission: 'company.administer',
  target: () => ({}),
  recent: true,
  async run({ tx, actor, secrets, note }, { directory: id, version, connection, password: given, ...rules }) {
    const directory = await lockDirectory(tx, id)
    if (!directory) throw notFound()
    refuseStale(directory, version)
    refuseInTheOpen(connection)
    for (const filter of [connection.userFilter, connection.groupFilter]) parsedFilter(filter)
    const password = sealedPassword(secrets, passwordFor(connection, given, directory, secrets))
    const saved = await explainDirectoryWrite(() =>
      saveDirectory(tx, { id, rules, connection, password, by: personBehind(actor) }),
    )
    note({ directory: id, name: rules.name, ...differences(directory, { ...rules, ...connection }) })
    await changed(tx, { topics: ['directories'], employees: true })
    return { version: saved }
  },
})
