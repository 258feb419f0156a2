import { listing } from '../../operations/operation.ts'
import { withExternalAbilities } from '../abilities.ts'
import { listExternalUsersApi } from '../contract.ts'
import { countExternalUsers, listExternalUsers as listExternalRows } from '../user.sql.ts'
import { askedBy, pageOf, readStart } from './asked.ts'

export const listExternalUsers = listing({
  name: 'listExternalUsers',
  endpoint: listExternalUsersApi,
  permission: 'user.view',
  within: () => ({}),
  async run(context, { search, status, organization, deleted, after, limit }) {
    const listed = { search, status, organization, deleted, after: readStart(after), limit: limit + 1 }
    const rows = await listExternalRows(context.db, await askedBy(context), listed)
    const total = await countExternalUsers(context.db, context.visible, listed)
    return { ...pageOf(rows, limit, (row) => [row.fullName, row.id], withExternalAbilities), total }
  },
})
