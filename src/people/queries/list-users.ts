import { listing } from '../../operations/operation.ts'
import { withUserAbilities } from '../abilities.ts'
import { listUsersApi } from '../contract.ts'
import { listUsers as listUserRows } from '../user.sql.ts'
import { askedBy, pageOf, readStart } from './asked.ts'

export const listUsers = listing({
  name: 'listUsers',
  endpoint: listUsersApi,
  permission: 'user.view',
  within: () => ({}),
  async run(context, { search, status, after, limit }) {
    const start = readStart(after)
    const rows = await listUserRows(context.db, await askedBy(context), {
      search,
      status,
      after: start,
      limit: limit + 1,
    })
    return pageOf(rows, limit, (row) => [row.fullName, row.id], withUserAbilities)
  },
})
