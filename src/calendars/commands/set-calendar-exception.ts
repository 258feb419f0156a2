import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { dayHasPassed } from '../calendar.ts'
import { lockCalendar, putExceptions } from '../calendar.sql.ts'
import { setCalendarExceptionApi } from '../contract.ts'

export const setCalendarException = command({
  name: 'setCalendarException',
  endpoint: setCalendarExceptionApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, note }, { calendar, ...day }) {
    if (!(await lockCalendar(tx, calendar))) throw notFound()
    if ((await putExceptions(tx, calendar, [day])) === 0) throw dayHasPassed()
    note({ calendar, ...day })
    await changed(tx, { topics: ['calendars'], employees: true })
    return null
  },
})
