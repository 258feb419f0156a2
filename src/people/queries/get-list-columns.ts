import { listing } from '../../operations/operation.ts'
import { getListColumnsApi } from '../contract-users.ts'
import { findListColumns } from '../list-columns.sql.ts'

export const getListColumns = listing({
  name: 'getListColumns',
  endpoint: getListColumnsApi,
  permission: 'user.act_as_self',
  within: () => ({}),
  run: async ({ db, visible }, { list }) => ({ columns: await findListColumns(db, visible, list) }),
})
