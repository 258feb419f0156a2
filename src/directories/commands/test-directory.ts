import { withDirectory } from '../../ldap/connect.ts'
import { textOf } from '../../ldap/values.ts'
import { command } from '../../operations/operation.ts'
import { passwordFor } from '../account.ts'
import { testDirectoryApi } from '../contract.ts'
import { findDirectory } from '../directory.sql.ts'
import { readEntry } from '../entry.ts'
import { parsedFilter, peopleAsked } from '../read.ts'

const shown = 5

/** Asks before the transaction: no transaction waits for a server of others. */
export const testDirectory = command({
  name: 'testDirectory',
  endpoint: testDirectoryApi,
  permission: 'company.administer',
  target: () => ({}),
  recent: true,
  async before({ db, secrets }, { directory: id, connection, password: given }) {
    const stored = id && (await findDirectory(db, id))
    const account = { dn: connection.bindDn, password: passwordFor(connection, given, stored, secrets) }
    return withDirectory(connection, account, async (session) => {
      const people = await session.few(peopleAsked(connection), shown)
      const groups = await session.few(
        {
          base: connection.groupBaseDn ?? connection.baseDn,
          filter: parsedFilter(connection.groupFilter),
          attributes: ['cn'],
        },
        shown,
      )
      return {
        people: people.map((entry) => {
          const { dn, fullName, email, position, isLocked, message } = readEntry(entry, connection.attributes)
          return { dn, fullName, email, position, isLocked, issue: message }
        }),
        groups: groups.map((entry) => ({ dn: entry.dn, name: textOf(entry, 'cn').text ?? entry.dn })),
      }
    })
  },
  async run({ note }, { connection }, found) {
    note({ url: connection.url, bindDn: connection.bindDn, people: found.people.length })
    return found
  },
})
