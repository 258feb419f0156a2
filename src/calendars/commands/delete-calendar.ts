import { notFound, Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { lockCalendar, markCalendarDeleted } from '../calendar.sql.ts'
import { deleteCalendarApi } from '../contract.ts'

export const deleteCalendar = command({
  name: 'deleteCalendar',
  endpoint: deleteCalendarApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, note }, { calendar: id }) {
    const calendar = await lockCalendar(tx, id)
    if (!calendar) throw notFound()
    if (calendar.isDefault || calendar.people > 0) {
      const why = calendar.isDefault ? 'it is the default one' : `${calendar.people} people work by it`
      throw new Refusal(
        'conflict',
        'calendar.in_use',
        `Expected a calendar that nobody works by, but “${calendar.name}” is in use: ${why}. Give them another one first.`,
      )
    }
    await markCalendarDeleted(tx, id)
    note({ calendar: id, name: calendar.name })
    await changed(tx, { topics: ['calendars'], employees: true })
    return null
  },
})
