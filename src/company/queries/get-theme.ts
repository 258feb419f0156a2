import { query } from '../../operations/operation.ts'
import { getThemeApi } from '../contract.ts'
import { findTheme } from '../theme.sql.ts'

export const getTheme = query({
  name: 'getTheme',
  endpoint: getThemeApi,
  permission: 'company.administer',
  target: () => ({}),
  run: ({ db }) => findTheme(db),
})
