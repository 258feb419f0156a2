import { query } from '../../operations/operation.ts'
import { getLicensesApi } from '../contract.ts'
import { listPacks, readPools } from '../seat.sql.ts'

export const getLicenses = query({
  name: 'getLicenses',
  endpoint: getLicensesApi,
  permission: 'company.administer',
  target: () => ({}),
  run: async ({ db }) => ({ pools: await readPools(db), packs: await listPacks(db) }),
})
