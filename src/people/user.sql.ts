import { sql } from 'kysely'
import type { OrganizationId, UserId } from '../base/ids.ts'
import { canonicalEmail } from '../base/text.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { ExternalUserShape, MeShape, PersonShape, UserShape } from './contract.ts'
import { photoOfTarget } from './photo.sql.ts'
import {
  administers,
  type Asked,
  externalColumns,
  held,
  matches,
  organization,
  supervises,
  userColumns,
} from './user-columns.sql.ts'
import { groupsOfTarget } from './user-groups.sql.ts'
import type { UserRow } from './user-list.sql.ts'

export type ExternalUserRow = Omit<ExternalUserShape, 'can'> & { manages: boolean }
type Listed = { search: string | undefined; after: [string, string] | undefined; limit: number }

const afterRow = (after: [string, string] | undefined): Sql =>
  after ? sql`(target.full_name, target.id) > (${after[0]}, ${after[1]}::uuid)` : sql`true`

export async function findMe(db: Db, visible: Sql<boolean>): Promise<MeShape | undefined> {
  const { rows } = await sql<MeShape>`
    select target.id, target.kind, target.full_name as "fullName", target.email, target.phone, target.language,
      target.time_zone as "timeZone", target.date_format as "dateFormat", target.time_format as "timeFormat",
      target.number_format as "numberFormat", ${photoOfTarget} as photo, target.version, ${organization} as organization,
      ${administers} as "isAdministrator", ${supervises} as "isSupervisor",
      (${administers} or exists (select from company c join actor_principals p on p.principal_id = c.auditors_id
        where p.user_id = target.id)) as "readsAudit", (select name from company) as "companyName"
    from users target where ${visible} and target.deleted_at is null`.execute(db)
  return rows[0]
}

type UserDetail = UserRow & {
  groups: { id: never; name: string; through: string[] }[]
  positions: { id: never; name: string; kind: never }[]
  lockedBy: string | null
  createdBy: string | null
  deletedBy: string | null
  directoryFields: string[]
  timeZone: string
  language: 'en' | 'ru'
}

export async function findUser(
  db: Db,
  { asking, visible, manages, controls }: Asked,
  id: UserId,
): Promise<UserDetail | undefined> {
  const { rows } = await sql<UserDetail>`
    select ${userColumns(asking, manages, controls)},
      (select full_name from users by where by.id = target.locked_by) as "lockedBy",
      case when ${manages} then ${groupsOfTarget} else '[]' end as groups,
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'kind', o.kind) order by o.name)
        from org_elements o where o.deleted_at is null and o.id in ${held}), '[]') as positions,
      target.time_zone as "timeZone", target.language,
      case when ${manages} then coalesce(target.directory_fields, '{}') else '{}' end as "directoryFields",
      case when ${manages} then (select full_name from users by where by.id = target.created_by) end as "createdBy",
      case when ${manages} then (select full_name from users by where by.id = target.deleted_by) end as "deletedBy"
    from users target where target.id = ${id} and target.kind = 'employee' and (target.deleted_at is null or ${manages}) and ${visible}`.execute(
    db,
  )
  return rows[0]
}

type ExternalListed = Listed & {
  status: ExternalUserShape['status'] | undefined
  organization: OrganizationId | undefined
  deleted: 'yes' | undefined
}

const externalOnes = (visible: Sql<boolean>, { search, status, organization, deleted }: ExternalListed): Sql =>
  sql`target.kind = 'external' and target.deleted_at is ${deleted ? sql`not null` : sql`null`} and ${visible} and ${matches(search)}
    and ${status ? sql`target.status = ${status}` : sql`true`}
    and ${organization ? sql`target.organization_id = ${organization}` : sql`true`}`

export async function listExternalUsers(
  db: Db,
  { visible, manages }: Asked,
  listed: ExternalListed,
): Promise<ExternalUserRow[]> {
  const { rows } = await sql<ExternalUserRow>`
    select ${externalColumns(manages)} from users target
    where ${externalOnes(visible, listed)} and ${afterRow(listed.after)}
    order by target.full_name, target.id limit ${listed.limit}`.execute(db)
  return rows
}

export async function countExternalUsers(db: Db, visible: Sql<boolean>, listed: ExternalListed): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from users target where ${externalOnes(visible, listed)}`.execute(db)
  return rows[0]!.total
}

type ExternalDetail = ExternalUserRow & {
  lockedBy: string | null
  portals: { id: never; name: string; code: string }[]
}

export async function findExternalUser(
  db: Db,
  { visible, manages }: Asked,
  id: UserId,
): Promise<ExternalDetail | undefined> {
  const { rows } = await sql<ExternalDetail>`
    select ${externalColumns(manages)},
      (select full_name from users by where by.id = target.locked_by) as "lockedBy",
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'code', w.code) order by p.name)
        from portals p join workspaces w on w.id = p.workspace_id
        where p.group_id in (select principal_id from user_principals where user_id = target.id)), '[]') as portals
    from users target where target.id = ${id} and target.kind = 'external' and (target.deleted_at is null or ${manages}) and ${visible}`.execute(
    db,
  )
  return rows[0]
}

/** Those who can sign in; a picker offers nobody else. */
export async function searchPeople(
  db: Db,
  visible: Sql<boolean>,
  { search, kind }: { search: string | undefined; kind: 'employee' | 'external' | undefined },
): Promise<PersonShape[]> {
  const { rows } = await sql<PersonShape>`
    select target.id, target.full_name as name, target.kind,
      coalesce(case target.kind when 'external' then (select o.name from organizations o where o.id = target.organization_id) end,
        target.email, '') as detail,
      (select json_build_object('from', s.starts_at, 'until', s.ends_at) from shown_absences s where s.user_id = target.id
        order by s.starts_at limit 1) as away, ${photoOfTarget} as photo
    from users target
    where target.status = 'active' and target.deleted_at is null and ${visible} and ${matches(search)}
      and ${kind ? sql`target.kind = ${kind}` : sql`true`}
    order by target.full_name, target.id limit 20`.execute(db)
  return rows
}

export type LockedUser = {
  id: UserId
  kind: 'employee' | 'external'
  status: ExternalUserShape['status'] | UserShape['status']
  language: 'en' | 'ru'
  fullName: string
  email: string | null
  phone: string | null
  workPhone: string | null
  birthDate: string | null
  hireDate: string | null
  timeZone: string
  dateFormat: string | null
  timeFormat: string | null
  numberFormat: string | null
  displayedPosition: string | null
  organization: OrganizationId | null
  directoryFields: string[] | null
  version: number
}

export async function lockUserRow(tx: Tx, id: UserId): Promise<LockedUser | undefined> {
  const { rows } = await sql<LockedUser>`
    select id, kind, status, full_name as "fullName", email, phone, work_phone as "workPhone",
      birth_date::text as "birthDate", hire_date::text as "hireDate", language, time_zone as "timeZone",
      date_format as "dateFormat", time_format as "timeFormat", number_format as "numberFormat",
      displayed_position_id as "displayedPosition", organization_id as organization,
      directory_fields as "directoryFields", version from users
    where id = ${id} and deleted_at is null for update`.execute(tx)
  return rows[0]
}

/** `undefined` leaves a column as it is, `null` empties it. */
export type UserChange = {
  fullName?: string | undefined
  email?: string | null | undefined
  phone?: string | null | undefined
  workPhone?: string | null | undefined
  birthDate?: string | null | undefined
  hireDate?: string | null | undefined
  language?: string | undefined
  timeZone?: string | undefined
  dateFormat?: string | null | undefined
  timeFormat?: string | null | undefined
  numberFormat?: string | null | undefined
  displayedPosition?: string | null | undefined
  organization?: OrganizationId | null | undefined
}

const columnOf: Record<keyof UserChange, Sql> = {
  fullName: sql`full_name`,
  email: sql`email`,
  phone: sql`phone`,
  workPhone: sql`work_phone`,
  birthDate: sql`birth_date`,
  hireDate: sql`hire_date`,
  language: sql`language`,
  timeZone: sql`time_zone`,
  dateFormat: sql`date_format`,
  timeFormat: sql`time_format`,
  numberFormat: sql`number_format`,
  displayedPosition: sql`displayed_position_id`,
  organization: sql`organization_id`,
}

export async function saveUser(tx: Tx, id: UserId, change: UserChange): Promise<number> {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  const sets = [
    sql`version = version + 1`,
    ...given.map(([key, value]) => sql`${columnOf[key as keyof UserChange]} = ${value === '' ? null : value}`),
    ...(change.email === undefined
      ? []
      : [sql`email_canonical = ${change.email === null ? null : canonicalEmail(change.email)}`]),
  ]
  const { rows } = await sql<{ version: number }>`
    update users set ${sql.join(sets)} where id = ${id} returning version`.execute(tx)
  return rows[0]!.version
}

export async function holdsElement(tx: Tx, user: UserId, element: string): Promise<boolean> {
  const { rows } =
    await sql`select from users target where target.id = ${user} and ${element}::uuid in ${held}`.execute(tx)
  return rows.length > 0
}

export type NewUser = {
  id: UserId
  kind: 'employee' | 'external'
  status: 'invited' | 'not_registered' | 'active'
  fullName: string
  email: string | null
  phone: string | null
  organization: OrganizationId | null
  language: string | null
  timeZone: string | null
  passwordHash: string | null
  by: UserId | null
  source?: 'set_up' | 'invited' | 'imported' | 'provider' | undefined
  workPhone?: string | undefined
  birthDate?: string | undefined
  /** Today unless told; people from outside have none. */
  hireDate?: string | undefined
}

/** Language and time zone are the company's unless given. */
export async function insertUser(tx: Tx, user: NewUser): Promise<void> {
  const audience = user.kind === 'employee' ? 'employees' : 'external'
  const canonical = user.email === null ? null : canonicalEmail(user.email)
  await sql`with principal as (insert into principals (id, kind, audience) values (${user.id}, 'user', ${audience}))
    insert into users (id, kind, status, full_name, email, email_canonical, phone, organization_id, language, time_zone,
      password_hash, registered_at, created_by, source, work_phone, birth_date, hire_date)
    values (${user.id}, ${user.kind}, ${user.status}, ${user.fullName}, ${user.email}, ${canonical}, ${user.phone}, ${user.organization},
      coalesce(${user.language}, (select language from company), 'en'),
      coalesce(${user.timeZone}, (select time_zone from company), 'UTC'),
      ${user.passwordHash}, ${user.status === 'active' ? sql`now()` : null}, ${user.by},
      ${user.source ?? 'invited'}, ${user.workPhone || null}, ${user.birthDate ?? null}::date, ${user.kind === 'external' ? null : sql`coalesce(${user.hireDate ?? null}::date, current_date)`})`.execute(
    tx,
  )
}
