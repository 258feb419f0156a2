import { sql } from 'kysely'
import type { CalendarId, UserId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import { addWorkingTime, hoursOfDay } from '../working-time.ts'
import { workingCalendar } from './working-calendar.ts'

const millisecondsOfMinute = 60_000

/**
 * The moment by which so much working time has passed, by the calendar somebody works by today; of nobody, by the
 * company's default. Days are working days of an average length. Null: the calendar has not so much time in it.
 */
export async function afterWorkingTime(
  db: Db,
  user: UserId | null,
  { days, minutes }: { days: number; minutes: number },
  start: Date,
): Promise<Date | null> {
  const { rows } = await sql<{ id: CalendarId }>`select calendar_of(${user}::uuid) as id`.execute(db)
  const calendar = (await workingCalendar(db, rows[0]!.id))!
  return addWorkingTime(calendar, start, (days * hoursOfDay(calendar) * 60 + minutes) * millisecondsOfMinute)
}
