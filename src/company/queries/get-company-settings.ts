import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { findSettings } from '../company.sql.ts'
import { getCompanySettingsApi } from '../contract.ts'

export const getCompanySettings = query({
  name: 'getCompanySettings',
  endpoint: getCompanySettingsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db }) {
    const found = await findSettings(db)
    if (!found) throw notFound()
    return found
  },
})
