import { query } from '../../operations/operation.ts'
import { getAuditSettingsApi } from '../contract.ts'
import { findAuditSettings } from '../settings.sql.ts'

export const getAuditSettings = query({
  name: 'getAuditSettings',
  endpoint: getAuditSettingsApi,
  permission: 'company.audit',
  target: () => ({}),
  run: ({ db }) => findAuditSettings(db),
})
