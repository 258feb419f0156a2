import { listing } from '../../operations/operation.ts'
import { countUsersApi } from '../contract-users.ts'
import { countUsers as countUserRows } from '../user-list.sql.ts'
import { askedBy } from './asked.ts'

export const countUsers = listing({
  name: 'countUsers',
  endpoint: countUsersApi,
  permission: 'user.view',
  within: () => ({}),
  run: async (context, filter) => ({ total: await countUserRows(context.db, await askedBy(context), filter) }),
})
