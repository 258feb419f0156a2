import { sql } from 'kysely'
import { systemGroups } from '../access/system-groups.ts'
import type { OrganizationId, UserId } from '../base/ids.ts'
import { canonicalEmail } from '../base/text.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { ExternalUserShape, MeShape, PersonShape, UserShape } from './contract.ts'

export type UserRow = Omit<UserShape, 'can'> & { manages: boolean; isMe: boolean; asksSupervisor: boolean }
export type ExternalUserRow = Omit<ExternalUserShape, 'can'> & { manages: boolean }

/** Takes the signs with a meaning in LIKE as themselves. */
const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

const matches = (search: string | undefined): Sql =>
  search ? sql`(target.full_name ilike ${likeText(search)} or target.email ilike ${likeText(search)})` : sql`true`

const administers = sql`(exists (select from user_principals p where p.user_id = target.id and p.principal_id = ${systemGroups.administrators})
  or exists (select from company where supervisor_id = target.id))`

const supervises = sql`exists (select from company where supervisor_id = target.id)`

/** Mark of too many wrong passwords; a past one is none. */
const pausedUntil = sql`case when target.sign_in_paused_until > now() then target.sign_in_paused_until end`

const organization = sql`(select jsonb_build_object('id', o.id, 'name', o.name) from organizations o where o.id = target.organization_id)`

const common = sql`target.id, target.full_name as "fullName", target.email, target.phone, target.status,
  target.created_at as "createdAt", target.registered_at as "registeredAt", target.locked_at as "lockedAt", target.version`

/** `manages`: the condition by which access says that the asking person manages accounts. */
const userColumns = (asking: UserId | null, manages: Sql<boolean>): Sql => sql`${common},
  case when ${manages} then ${pausedUntil} end as "signInPausedUntil",
  ${administers} as "isAdministrator", ${supervises} as "isSupervisor", ${manages} as manages,
  target.id is not distinct from ${asking}::uuid as "isMe",
  exists (select from company where supervisor_id = ${asking}::uuid) as "asksSupervisor"`

const externalColumns = (manages: Sql<boolean>): Sql => sql`${common}, ${pausedUntil} as "signInPausedUntil",
  ${organization} as organization, ${manages} as manages`

export type Asked = { asking: UserId | null; visible: Sql<boolean>; manages: Sql<boolean> }
type Listed = { search: string | undefined; after: [string, string] | undefined; limit: number }

const afterRow = (after: [string, string] | undefined): Sql =>
  after ? sql`(target.full_name, target.id) > (${after[0]}, ${after[1]}::uuid)` : sql`true`

export async function findMe(db: Db, visible: Sql<boolean>): Promise<MeShape | undefined> {
  const { rows } = await sql<MeShape>`
    select target.id, target.kind, target.full_name as "fullName", target.email, target.phone, target.language,
      target.time_zone as "timeZone", target.version, ${organization} as organization,
      ${administers} as "isAdministrator", ${supervises} as "isSupervisor", (select name from company) as "companyName"
    from users target where ${visible} and target.deleted_at is null`.execute(db)
  return rows[0]
}

export async function listUsers(
  db: Db,
  { asking, visible, manages }: Asked,
  { search, status, after, limit }: Listed & { status: UserShape['status'] | undefined },
): Promise<UserRow[]> {
  const { rows } = await sql<UserRow>`
    select ${userColumns(asking, manages)} from users target
    where target.kind = 'employee' and target.deleted_at is null and ${visible} and ${matches(search)}
      and ${status ? sql`target.status = ${status}` : sql`target.status not in ('locked', 'cancelled')`}
      and ${afterRow(after)}
    order by target.full_name, target.id limit ${limit}`.execute(db)
  return rows
}

type UserDetail = UserRow & {
  groups: { id: never; name: string }[]
  positions: { id: never; name: string }[]
  lockedBy: string | null
}

export async function findUser(
  db: Db,
  { asking, visible, manages }: Asked,
  id: UserId,
): Promise<UserDetail | undefined> {
  const { rows } = await sql<UserDetail>`
    select ${userColumns(asking, manages)},
      (select full_name from users by where by.id = target.locked_by) as "lockedBy",
      coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name)
        from group_members m join groups g on g.id = m.group_id and g.deleted_at is null
        where m.member_id = target.id and ${manages}), '[]') as groups,
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name) from org_elements o
        where o.lead_id = target.id or o.id in (select element_id from org_members where user_id = target.id)), '[]') as positions
    from users target where target.id = ${id} and target.kind = 'employee' and target.deleted_at is null and ${visible}`.execute(
    db,
  )
  return rows[0]
}

type ExternalListed = Listed & {
  status: ExternalUserShape['status'] | undefined
  organization: OrganizationId | undefined
}

const externalOnes = (visible: Sql<boolean>, { search, status, organization }: ExternalListed): Sql =>
  sql`target.kind = 'external' and target.deleted_at is null and ${visible} and ${matches(search)}
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
    from users target where target.id = ${id} and target.kind = 'external' and target.deleted_at is null and ${visible}`.execute(
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
        target.email, '') as detail
    from users target
    where target.status = 'active' and target.deleted_at is null and ${visible} and ${matches(search)}
      and ${kind ? sql`target.kind = ${kind}` : sql`true`}
    order by target.full_name, target.id limit 20`.execute(db)
  return rows
}

export type LockedUser = {
  id: UserId
  kind: 'employee' | 'external'
  status: ExternalUserShape['status']
  fullName: string
  email: string | null
  version: number
}

export async function lockUserRow(tx: Tx, id: UserId): Promise<LockedUser | undefined> {
  const { rows } = await sql<LockedUser>`
    select id, kind, status, full_name as "fullName", email, version from users
    where id = ${id} and deleted_at is null for update`.execute(tx)
  return rows[0]
}

export async function saveMe(
  tx: Tx,
  id: UserId,
  change: { fullName: string | undefined; language: string | undefined; timeZone: string | undefined },
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update users set full_name = coalesce(${change.fullName ?? null}, full_name),
      language = coalesce(${change.language ?? null}, language),
      time_zone = coalesce(${change.timeZone ?? null}, time_zone), version = version + 1
    where id = ${id} returning version`.execute(tx)
  return rows[0]!.version
}

/** `undefined` leaves a column as it is, `null` empties it. */
export async function saveExternalUser(
  tx: Tx,
  id: UserId,
  change: {
    fullName?: string | undefined
    email?: string | null | undefined
    phone?: string | null | undefined
    organization?: OrganizationId | null | undefined
  },
): Promise<number> {
  const { fullName, email, phone, organization } = change
  const sets = [
    sql`version = version + 1`,
    ...(fullName === undefined ? [] : [sql`full_name = ${fullName}`]),
    ...(phone === undefined ? [] : [sql`phone = ${phone || null}`]),
    ...(organization === undefined ? [] : [sql`organization_id = ${organization}`]),
    ...(email === undefined
      ? []
      : [sql`email = ${email}`, sql`email_canonical = ${email === null ? null : canonicalEmail(email)}`]),
  ]
  const { rows } = await sql<{ version: number }>`
    update users set ${sql.join(sets)} where id = ${id} returning version`.execute(tx)
  return rows[0]!.version
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
}

/** Language and time zone are the company's unless given. */
export async function insertUser(tx: Tx, user: NewUser): Promise<void> {
  const audience = user.kind === 'employee' ? 'employees' : 'external'
  const canonical = user.email === null ? null : canonicalEmail(user.email)
  await sql`with principal as (insert into principals (id, kind, audience) values (${user.id}, 'user', ${audience}))
    insert into users (id, kind, status, full_name, email, email_canonical, phone, organization_id, language, time_zone,
      password_hash, registered_at, created_by)
    values (${user.id}, ${user.kind}, ${user.status}, ${user.fullName}, ${user.email}, ${canonical}, ${user.phone}, ${user.organization},
      coalesce(${user.language}, (select language from company), 'en'),
      coalesce(${user.timeZone}, (select time_zone from company), 'UTC'),
      ${user.passwordHash}, ${user.status === 'active' ? sql`now()` : null}, ${user.by})`.execute(tx)
}
