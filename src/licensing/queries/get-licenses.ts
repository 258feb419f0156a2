import { query } from '../../operations/operation.ts'
import { getLicensesApi } from '../contract.ts'
import { readInstallation } from '../license-settings.sql.ts'
import { listPacks, readPools } from '../seat.sql.ts'

export const getLicenses = query({
  name: 'getLicenses',
  endpoint: getLicensesApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db }) {
    const { installation } = await readInstallation(db)
    return { installation, pools: await readPools(db), packs: await listPacks(db) }
  },
})
