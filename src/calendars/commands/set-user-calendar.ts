import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { dayHasPassed } from '../calendar.ts'
import { lockCalendar, putUserCalendar, todayIn } from '../calendar.sql.ts'
import { setUserCalendarApi } from '../contract.ts'

/** A plan for a later day waits until then; what was counted before stays. */
export const setUserCalendar = command({
  name: 'setUserCalendar',
  endpoint: setUserCalendarApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  async run({ tx, note }, { user, calendar, fromDay }) {
    if (calendar !== null && !(await lockCalendar(tx, calendar))) throw notFound()
    if (fromDay < (await todayIn(tx, calendar))) throw dayHasPassed()
    await putUserCalendar(tx, user, calendar, fromDay)
    note({ calendar, fromDay })
    await changed(tx, { topics: ['calendars'], employees: true })
    return null
  },
})
