import { query } from '../../operations/operation.ts'
import { getUploadSettingsApi } from '../contract.ts'
import { findUploadSettings } from '../upload-settings.sql.ts'

export const getUploadSettings = query({
  name: 'getUploadSettings',
  endpoint: getUploadSettingsApi,
  permission: 'company.administer',
  target: () => ({}),
  run: ({ db }) => findUploadSettings(db),
})
