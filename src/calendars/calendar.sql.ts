import { sql } from 'kysely'
import type { CalendarId, UserId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { NewException } from './calendar.ts'
import type { CalendarDetailShape, CalendarShape, ExceptionShape, HoursShape } from './contract.ts'

/** `[[540, 780], [840, 1080]]` of a multirange, and back. */
const asHours = (hours: Sql): Sql =>
  sql`(select coalesce(json_agg(json_build_array(lower(h), upper(h)) order by lower(h)), '[]') from unnest(${hours}) h)`
const asRange = (json: Sql): Sql =>
  sql`(select coalesce(range_agg(int4range((h ->> 0)::int, (h ->> 1)::int)), '{}'::int4multirange) from jsonb_array_elements(${json}) h)`

const columns = sql`target.id, target.name, target.time_zone as "timeZone", target.is_default as "isDefault", target.version,
  (select count(distinct u.user_id)::int from user_calendars u where u.calendar_id = target.id) as people,
  (select json_agg(${asHours(sql`d.hours`)} order by d.weekday) from calendar_weekdays d where d.calendar_id = target.id) as week`

export async function listCalendarRows(db: Db): Promise<CalendarShape[]> {
  const { rows } = await sql<CalendarShape>`select ${columns} from calendars target where target.deleted_at is null
    order by target.is_default desc, lower(target.name), target.id limit 500`.execute(db)
  return rows
}

const exceptions = sql`coalesce((select json_agg(json_build_object('day', e.day, 'name', e.name, 'hours', ${asHours(sql`e.hours`)},
  'isPast', e.day < calendar_today(target.id)) order by e.day) from calendar_exceptions e where e.calendar_id = target.id), '[]')`

export async function findCalendar(db: Db, id: CalendarId): Promise<CalendarDetailShape | undefined> {
  const { rows } =
    await sql<CalendarDetailShape>`select ${columns}, calendar_today(target.id)::text as today, ${exceptions} as exceptions,
      coalesce((select json_agg(json_build_object('id', u.user_id, 'name', p.full_name, 'fromDay', u.from_day) order by p.full_name, u.from_day)
        from (select * from user_calendars u where u.calendar_id = target.id limit 500) u join users p on p.id = u.user_id), '[]') as users
    from calendars target where target.id = ${id} and target.deleted_at is null`.execute(db)
  return rows[0]
}

export async function findExceptions(db: Db, id: CalendarId): Promise<ExceptionShape[] | undefined> {
  const { rows } = await sql<{ exceptions: ExceptionShape[] }>`select ${exceptions} as exceptions
    from calendars target where target.id = ${id} and target.deleted_at is null`.execute(db)
  return rows[0]?.exceptions
}

/** What working time is counted by: the zone is never empty here. */
export type Counted = { timeZone: string; week: HoursShape[]; exceptions: ExceptionShape[] }

export async function findCounted(db: Db, id: CalendarId): Promise<Counted | undefined> {
  const { rows } =
    await sql<Counted>`select coalesce(target.time_zone, (select time_zone from company), 'UTC') as "timeZone",
      (select json_agg(${asHours(sql`d.hours`)} order by d.weekday) from calendar_weekdays d where d.calendar_id = target.id) as week,
      ${exceptions} as exceptions
    from calendars target where target.id = ${id}`.execute(db)
  return rows[0]
}

/** With the week of the default calendar, to begin from. */
export async function insertCalendar(
  tx: Tx,
  calendar: { id: CalendarId; name: string; timeZone: string | null },
  by: UserId | null,
): Promise<void> {
  await sql`with made as (
      insert into calendars (id, name, time_zone, created_by) values (${calendar.id}, ${calendar.name}, ${calendar.timeZone}, ${by}) returning id
    )
    insert into calendar_weekdays (calendar_id, weekday, hours)
      select made.id, d.weekday, d.hours from made, calendar_weekdays d join calendars c on c.id = d.calendar_id and c.is_default`.execute(
    tx,
  )
}

export type Locked = { name: string; timeZone: string | null; isDefault: boolean; version: number; people: number }

export async function lockCalendar(tx: Tx, id: CalendarId): Promise<Locked | undefined> {
  const { rows } = await sql<Locked>`select name, time_zone as "timeZone", is_default as "isDefault", version,
      (select count(*)::int from user_calendars where calendar_id = ${id}) as people
    from calendars where id = ${id} and deleted_at is null for update`.execute(tx)
  return rows[0]
}

export async function saveCalendar(tx: Tx, id: CalendarId, to: Pick<Locked, 'name' | 'timeZone'>): Promise<number> {
  const { rows } = await sql<{
    version: number
  }>`update calendars set name = ${to.name}, time_zone = ${to.timeZone}, version = version + 1
    where id = ${id} returning version`.execute(tx)
  return rows[0]!.version
}

export const saveWeek = (tx: Tx, id: CalendarId, week: HoursShape[]) =>
  sql`update calendar_weekdays d set hours = ${asRange(sql`w.hours`)}
    from jsonb_array_elements(${JSON.stringify(week)}::jsonb) with ordinality as w (hours, number)
    where d.calendar_id = ${id} and d.weekday = w.number`.execute(tx)

/** In this order, because there is one default at every moment. */
export async function makeDefault(tx: Tx, id: CalendarId): Promise<void> {
  await sql`update calendars set is_default = false, version = version + 1 where is_default and id <> ${id}`.execute(tx)
  await sql`update calendars set is_default = true where id = ${id}`.execute(tx)
}

export const markCalendarDeleted = (tx: Tx, id: CalendarId) =>
  sql`update calendars set deleted_at = now(), version = version + 1 where id = ${id}`.execute(tx)

/** Those of today and later; gives how many. Days that have passed are left as they are. */
export async function putExceptions(tx: Tx, id: CalendarId, days: NewException[]): Promise<number> {
  const done = await sql`insert into calendar_exceptions (calendar_id, day, name, hours)
    select ${id}, (d ->> 'day')::date, d ->> 'name', ${asRange(sql`d -> 'hours'`)} from jsonb_array_elements(${JSON.stringify(days)}::jsonb) d
    where (d ->> 'day')::date >= calendar_today(${id})
    on conflict (calendar_id, day) do update set name = excluded.name, hours = excluded.hours`.execute(tx)
  return Number(done.numAffectedRows ?? 0)
}

export const deleteException = (tx: Tx, id: CalendarId, day: string) =>
  sql`delete from calendar_exceptions where calendar_id = ${id} and day = ${day}`.execute(tx)

export async function todayIn(tx: Tx, id: CalendarId | null): Promise<string> {
  const { rows } = await sql<{ today: string }>`
    select calendar_today(coalesce(${id}::uuid, (select id from calendars where is_default)))::text as today`.execute(
    tx,
  )
  return rows[0]!.today
}

/** From that day on by this calendar; later plans are replaced. Null: by the default one. */
export async function putUserCalendar(
  tx: Tx,
  user: UserId,
  calendar: CalendarId | null,
  fromDay: string,
): Promise<void> {
  await sql`delete from user_calendars where user_id = ${user} and from_day >= ${fromDay}`.execute(tx)
  await sql`insert into user_calendars (user_id, from_day, calendar_id)
    values (${user}, ${fromDay}, coalesce(${calendar}::uuid, (select id from calendars where is_default)))`.execute(tx)
}
