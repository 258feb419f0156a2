import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { exceptionsFrom } from '../calendar.ts'
import { lockCalendar, putExceptions } from '../calendar.sql.ts'
import { importCalendarExceptionsApi } from '../contract.ts'

export const importCalendarExceptions = command({
  name: 'importCalendarExceptions',
  endpoint: importCalendarExceptionsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, note }, { calendar, csv }) {
    if (!(await lockCalendar(tx, calendar))) throw notFound()
    const days = exceptionsFrom(csv)
    const imported = await putExceptions(tx, calendar, days)
    note({ calendar, imported })
    await changed(tx, { topics: ['calendars'], employees: true })
    return { imported, skipped: days.length - imported }
  },
})
