import { query } from '../../operations/operation.ts'
import { readCompany } from '../account.sql.ts'
import { getSetUpStateApi } from '../contract.ts'

export const getSetUpState = query({
  name: 'getSetUpState',
  endpoint: getSetUpStateApi,
  permission: 'door.view',
  target: () => ({}),
  async run({ db }) {
    const company = await readCompany(db)
    return { done: company !== undefined, companyName: company?.name ?? null }
  },
})
