import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { insertCalendar } from '../calendar.sql.ts'
import { createCalendarApi } from '../contract.ts'
import { explainTaken } from '../name-taken.ts'

export const createCalendar = command({
  name: 'createCalendar',
  endpoint: createCalendarApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, actor, note }, { name, timeZone }) {
    const id = newId<'calendar'>()
    await explainTaken(name, () => insertCalendar(tx, { id, name, timeZone }, personBehind(actor)))
    note({ calendar: id, name })
    await changed(tx, { topics: ['calendars'], employees: true })
    return { id }
  },
})
