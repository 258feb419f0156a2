import { query } from '../../operations/operation.ts'
import { listProvidersApi } from '../contract.ts'
import { listProviders as list } from '../provider.sql.ts'

export const listProviders = query({
  name: 'listProviders',
  endpoint: listProvidersApi,
  permission: 'company.administer',
  target: () => ({}),
  // A company has a handful: they are one page.
  run: async ({ db }) => ({ next: null, rows: await list(db) }),
})
