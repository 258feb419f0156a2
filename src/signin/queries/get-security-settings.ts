import { query } from '../../operations/operation.ts'
import { getSecuritySettingsApi } from '../security-contract.ts'
import { readSecuritySettings } from '../security.sql.ts'

export const getSecuritySettings = query({
  name: 'getSecuritySettings',
  endpoint: getSecuritySettingsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db }) {
    const settings = await readSecuritySettings(db)
    return { ...settings, pauseReaders: settings.readers.map(({ id }) => id) }
  },
})
