import { differences } from '../../base/differences.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { lockCalendar, makeDefault, saveCalendar, saveWeek } from '../calendar.sql.ts'
import { updateCalendarApi } from '../contract.ts'
import { explainTaken } from '../name-taken.ts'

export const updateCalendar = command({
  name: 'updateCalendar',
  endpoint: updateCalendarApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, note }, { calendar: id, version, name, timeZone, week, isDefault }) {
    const before = await lockCalendar(tx, id)
    if (!before) throw notFound()
    if (before.version !== version) {
      throw new Refusal(
        'conflict',
        'calendar.changed_meanwhile',
        `Expected version ${version} of “${before.name}”, but somebody has changed it since. Look at it again.`,
        { version: before.version },
      )
    }
    const to = { name: name ?? before.name, timeZone: timeZone === undefined ? before.timeZone : timeZone }
    const saved = await explainTaken(to.name, () => saveCalendar(tx, id, to))
    if (week) await saveWeek(tx, id, week)
    if (isDefault) await makeDefault(tx, id)
    note({
      calendar: id,
      name: to.name,
      ...differences(before, to),
      ...(week && { week }),
      ...(isDefault && { isDefault }),
    })
    await changed(tx, { topics: ['calendars'], employees: true })
    return { version: saved }
  },
})
