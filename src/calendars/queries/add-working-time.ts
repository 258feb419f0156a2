import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { addWorkingTimeApi } from '../contract.ts'
import { addWorkingTime as add } from '../working-time.ts'
import { workingCalendar } from './working-calendar.ts'

const millisecondsOfHour = 3_600_000

export const addWorkingTime = query({
  name: 'addWorkingTime',
  endpoint: addWorkingTimeApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db }, { calendar, start, hours }) {
    const found = await workingCalendar(db, calendar)
    if (!found) throw notFound()
    return { end: add(found, new Date(start), Math.round(hours * millisecondsOfHour))?.toISOString() ?? null }
  },
})
