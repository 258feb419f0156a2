import { isLoopback } from '../../ldap/connect.ts'
import { query } from '../../operations/operation.ts'
import { listDirectoriesApi } from '../contract.ts'
import { listDirectories as list } from '../directory.sql.ts'

export const listDirectories = query({
  name: 'listDirectories',
  endpoint: listDirectoriesApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db }) {
    const rows = await list(db)
    return {
      // A company has a handful: they are one page.
      next: null,
      rows: rows.map(({ startTls, ...row }) => ({
        ...row,
        isSafe: startTls || row.url.startsWith('ldaps:') || isLoopback(row.url),
      })),
    }
  },
})
