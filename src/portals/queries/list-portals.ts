import { query } from '../../operations/operation.ts'
import { listPortalsApi } from '../contract.ts'
import { listPortals as listPortalRows } from '../portal.sql.ts'

export const listPortals = query({
  name: 'listPortals',
  endpoint: listPortalsApi,
  permission: 'company.administer',
  target: () => ({}),
  run: async ({ db }) => ({ rows: await listPortalRows(db) }),
})
