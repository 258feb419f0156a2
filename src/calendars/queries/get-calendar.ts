import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { findCalendar } from '../calendar.sql.ts'
import { getCalendarApi } from '../contract.ts'

export const getCalendar = query({
  name: 'getCalendar',
  endpoint: getCalendarApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db }, { calendar }) {
    const found = await findCalendar(db, calendar)
    if (!found) throw notFound()
    return found
  },
})
