import { sql } from 'kysely'
import { systemGroups } from '../access/system-groups.ts'
import type { UserId } from '../base/ids.ts'
import type { Sql } from '../sql/database.ts'
import { photoOfTarget } from './photo.sql.ts'

/** Takes the signs with a meaning in LIKE as themselves. */
const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** What the index `users_search` is made of, to the letter. */
const searched = sql`(target.full_name || ' ' || coalesce(target.email, '') || ' ' || coalesce(target.phone, '') || ' ' || coalesce(target.work_phone, ''))`

/** Each word anywhere in name, e-mail or a phone, so that “hale kev” finds Kevin Hale. */
export function matches(search: string | undefined): Sql {
  const words = search?.split(/\s+/).filter(Boolean).slice(0, 10) ?? []
  if (words.length === 0) return sql`true`
  return sql`(${sql.join(
    words.map((word) => sql`${searched} ilike ${likeText(word)}`),
    sql` and `,
  )})`
}

export const administers = sql`(exists (select from user_principals p where p.user_id = target.id and p.principal_id = ${systemGroups.administrators})
  or exists (select from company where supervisor_id = target.id))`

export const supervises = sql`exists (select from company where supervisor_id = target.id)`

/** Mark of too many wrong passwords; a past one is none. */
export const pausedUntil = sql`case when target.sign_in_paused_until > now() then target.sign_in_paused_until end`

export const organization = sql`(select jsonb_build_object('id', o.id, 'name', o.name) from organizations o where o.id = target.organization_id)`

const common = sql`target.id, target.full_name as "fullName", target.email, target.phone, target.status,
  target.created_at as "createdAt", target.registered_at as "registeredAt", target.locked_at as "lockedAt",
  target.deleted_at as "deletedAt", target.version`

export const held = sql`(select id from org_elements where lead_id = target.id
  union select element_id from org_members where user_id = target.id)`

/**
 * Of several places the one the person is shown with; of none chosen, a position before a department. From the places to
 * the chart: asked the other way round, every element was tried for every person of a page (5,000 for each of 50).
 */
const displayedPosition = sql`(select jsonb_build_object('id', o.id, 'name', o.name)
  from ${held} place join org_elements o on o.id = place.id where o.deleted_at is null
  order by o.id is distinct from target.displayed_position_id, o.kind <> 'position', o.name, o.id limit 1)`

/** What only those learn who manage accounts. */
const managed = (manages: Sql<boolean>): Sql => sql`
  case when ${manages} then ${pausedUntil} end as "signInPausedUntil",
  case when ${manages} then target.source end as source,
  case when ${manages} then (select kind from seats s where s.kind = 'named' and s.user_id = target.id and freed_at is null) end as seat,
  case when ${manages} then (select max(created_at) from sessions s where s.user_id = target.id and s.side <> 'token') end as "lastSignInAt"`

/** `manages` and `controls`: the conditions by which access says what the asking person may do with an account. */
export const userColumns = (
  asking: UserId | null,
  manages: Sql<boolean>,
  controls: Sql<boolean>,
): Sql => sql`${common}, ${managed(manages)},
  target.work_phone as "workPhone", case when ${manages} or target.id = ${asking}::uuid then target.birth_date::text end as "birthDate", target.hire_date::text as "hireDate",
  ${photoOfTarget} as photo, ${displayedPosition} as position,
  ${administers} as "isAdministrator", ${supervises} as "isSupervisor", ${manages} as manages, ${controls} as controls,
  target.id is not distinct from ${asking}::uuid as "isMe",
  exists (select from company where supervisor_id = ${asking}::uuid) as "asksSupervisor"`

export const externalColumns = (manages: Sql<boolean>): Sql => sql`${common}, ${pausedUntil} as "signInPausedUntil",
  ${organization} as organization, ${manages} as manages`

export type Asked = { asking: UserId | null; visible: Sql<boolean>; manages: Sql<boolean>; controls: Sql<boolean> }
