import { sql } from 'kysely'
import type { OrgElementId, UserId } from '../base/ids.ts'
import type { Db, Sql } from '../sql/database.ts'
import type { ColleagueShape } from './contract.ts'
import type { Start } from './org-element.sql.ts'

/** A person as a colleague sees her, of the row called `target`. */
const colleague = sql`target.id, target.full_name as name, target.email, target.phone, target.work_phone as "workPhone",
  (select jsonb_build_object('id', p.element_id, 'name', p.name) from user_positions p
    where p.user_id = target.id and p.is_displayed) as position,
  (with recursive up (id, parent_id, kind, name, height) as (
      select e.id, e.parent_id, e.kind, e.name, 0 from user_positions p join org_elements e on e.id = p.element_id
        where p.user_id = target.id and p.is_displayed
      union all
      select e.id, e.parent_id, e.kind, e.name, up.height + 1 from up join org_elements e on e.id = up.parent_id
        where up.kind <> 'department')
    select jsonb_build_object('id', id, 'name', name) from up where kind = 'department' order by height limit 1) as department`

const working = sql`target.kind = 'employee' and target.status = 'active' and target.deleted_at is null`

/** The expression of the index on users (migration 0010), so that a part of a name, an address or a number is found. */
const searchable = sql`(target.full_name || ' ' || coalesce(target.email, '') || ' ' || coalesce(target.phone, '') || ' ' || coalesce(target.work_phone, ''))`

const matches = (search: string | undefined): Sql =>
  search ? sql`${searchable} ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}` : sql`true`

const afterRow = (after: Start): Sql =>
  after ? sql`(target.full_name, target.id) > (${after[0]}, ${after[1]}::uuid)` : sql`true`

type Asked = { visible: Sql<boolean>; search: string | undefined; after: Start; limit: number; among: Sql }

/** The page is cut first; places are looked up for its rows alone. */
export async function listColleagues(
  db: Db,
  { visible, search, after, limit, among }: Asked,
): Promise<ColleagueShape[]> {
  const { rows } = await sql<ColleagueShape>`
    with page as materialized (
      select target.id from users target where ${working} and ${visible} and ${matches(search)} and ${among} and ${afterRow(after)}
      order by target.full_name, target.id limit ${limit})
    select ${colleague} from users target join page using (id) order by target.full_name, target.id`.execute(db)
  return rows
}

export const inOrBelow = (element: OrgElementId): Sql =>
  sql`target.id in (select user_id from user_principals where principal_id = ${element})`

/** Whoever counts as an element she leads stands in it or below it. */
export const belowHer = (user: UserId): Sql =>
  sql`target.id <> ${user} and target.id in (select below.user_id from org_elements led
    join user_principals below on below.principal_id = led.id where led.lead_id = ${user} and led.kind <> 'employee_group')`

export async function hasColleagues(db: Db, among: Sql): Promise<boolean> {
  const { rows } = await sql<{
    some: boolean
  }>`select exists (select from users target where ${working} and ${among}) as some`.execute(db)
  return rows[0]!.some
}

export async function findColleague(db: Db, user: UserId): Promise<ColleagueShape | null> {
  const { rows } =
    await sql<ColleagueShape>`select ${colleague} from users target where target.id = ${user} and ${working}`.execute(
      db,
    )
  return rows[0] ?? null
}

type Place = {
  id: OrgElementId
  name: string
  kind: 'department' | 'position' | 'employee_group'
  isLead: boolean
  isDisplayed: boolean
}

export async function listPlacesOf(db: Db, user: UserId): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select element_id as id, name, kind, is_lead as "isLead", is_displayed as "isDisplayed" from user_positions
    where user_id = ${user} order by is_displayed desc, name, element_id`.execute(db)
  return rows
}

type BirthdayRow = ColleagueShape & { on: string; days: number }

/**
 * The next birthday of everybody who is here. It falls on today in the company's time zone or on one of the 30 days after;
 * of 29 February, in years without one, on 28 February.
 */
export async function listBirthdays(
  db: Db,
  { visible, after, limit }: { visible: Sql<boolean>; after: [number, string, string] | undefined; limit: number },
): Promise<BirthdayRow[]> {
  const { rows } = await sql<BirthdayRow>`
    with today as (select (now() at time zone time_zone)::date as day from company),
    born as (
      select target.id, target.full_name, (target.birth_date + make_interval(years => (extract(year from day)
          - extract(year from target.birth_date))::integer))::date as this_year,
        (target.birth_date + make_interval(years => (extract(year from day)
          - extract(year from target.birth_date))::integer + 1))::date as next_year, day
      from users target cross join today where ${working} and target.birth_date is not null and ${visible}
    ), next as (
      select id, full_name, case when this_year >= day then this_year else next_year end as "on", day from born
    ), page as materialized (
      select id, "on", "on" - day as days from next
      where "on" - day <= 30 and ${after ? sql`("on" - day, full_name, id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)` : sql`true`}
      order by "on" - day, full_name, id limit ${limit})
    select ${colleague}, page."on"::text as "on", page.days from users target join page using (id)
    order by page.days, target.full_name, target.id`.execute(db)
  return rows
}

type Placeable = {
  id: UserId
  name: string
  email: string | null
  status: 'invited' | 'active' | 'locked' | 'rejected' | 'cancelled'
  places: { id: OrgElementId; name: string; isLead: boolean }[]
}

/** Employees who can be given a place, with those the draft gives them. */
export async function searchPlaceable(db: Db, search: string | undefined): Promise<Placeable[]> {
  const { rows } = await sql<Placeable>`
    with page as materialized (
      select target.id from users target where target.kind = 'employee' and target.deleted_at is null
        and target.status in ('active', 'invited') and ${matches(search)}
      order by target.full_name, target.id limit 20)
    select target.id, target.full_name as name, target.email, target.status, coalesce((
      select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'isLead', p.is_lead) order by p.name) from (
        select id, name, true as is_lead from org_draft_chart where lead_id = target.id
        union all
        select c.id, c.name, false from org_draft_people m join org_draft_chart c on c.id = m.element_id where m.user_id = target.id) p
    ), '[]') as places
    from users target join page using (id) order by target.full_name, target.id`.execute(db)
  return rows
}
