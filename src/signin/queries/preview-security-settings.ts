import { query } from '../../operations/operation.ts'
import { previewSecuritySettingsApi } from '../security-contract.ts'
import { whoIsTouched } from '../security-preview.sql.ts'

export const previewSecuritySettings = query({
  name: 'previewSecuritySettings',
  endpoint: previewSecuritySettingsApi,
  permission: 'company.administer',
  target: () => ({}),
  run: ({ db }, rules) => whoIsTouched(db, rules),
})
