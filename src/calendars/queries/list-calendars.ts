import { query } from '../../operations/operation.ts'
import { listCalendarRows } from '../calendar.sql.ts'
import { listCalendarsApi } from '../contract.ts'

export const listCalendars = query({
  name: 'listCalendars',
  endpoint: listCalendarsApi,
  permission: 'company.administer',
  target: () => ({}),
  run: async ({ db }) => ({ rows: await listCalendarRows(db), next: null }),
})
