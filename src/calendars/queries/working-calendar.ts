import type { CalendarId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import { findCounted } from '../calendar.sql.ts'
import type { WorkingCalendar } from '../working-time.ts'

/** A calendar as working time is counted by it, for whoever counts; undefined: there is none by this id. */
export async function workingCalendar(db: Db, id: CalendarId): Promise<WorkingCalendar | undefined> {
  const found = await findCounted(db, id)
  if (!found) return undefined
  const { timeZone, week, exceptions } = found
  return { timeZone, week, exceptions: new Map(exceptions.map(({ day, hours }) => [day, hours])) }
}
