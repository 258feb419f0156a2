import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { dayHasPassed } from '../calendar.ts'
import { deleteException, lockCalendar, todayIn } from '../calendar.sql.ts'
import { deleteCalendarExceptionApi } from '../contract.ts'

export const deleteCalendarException = command({
  name: 'deleteCalendarException',
  endpoint: deleteCalendarExceptionApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, note }, { calendar, day }) {
    if (!(await lockCalendar(tx, calendar))) throw notFound()
    if (day < (await todayIn(tx, calendar))) throw dayHasPassed()
    await deleteException(tx, calendar, day)
    note({ calendar, day })
    await changed(tx, { topics: ['calendars'], employees: true })
    return null
  },
})
