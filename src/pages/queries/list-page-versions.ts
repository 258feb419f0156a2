import { query } from '../../operations/operation.ts'
import { listPageVersionsApi } from '../contract.ts'
import { listVersions } from '../page.sql.ts'

export const listPageVersions = query({
  name: 'listPageVersions',
  endpoint: listPageVersionsApi,
  permission: 'page.configure',
  target: ({ page }) => ({ id: page }),
  run: async ({ db }, { page }) => ({ rows: await listVersions(db, page) }),
})
