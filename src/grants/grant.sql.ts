import { sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import { ability } from '../access/decide.ts'
import type { Right } from '../access/held.ts'
import type { AppId, GrantId, PrincipalId, UserId } from '../base/ids.ts'
import { newId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { GrantRow } from './contract.ts'
import type { Place } from './place.ts'

const tree = (place: Place): Sql =>
  place.kind === 'folder'
    ? sql`(select app_id from folders where id = ${place.id})`
    : sql`${place.kind === 'item' ? place.app : place.id}::uuid`

/** Rows count on the place itself and on what it inherits from; a page's rows for the app are among them. */
function counting(place: Place): Sql {
  const own = sql`(g.resource_kind = ${place.kind} and g.resource_id = ${place.id})`
  if (place.kind === 'app') return own
  const ofApp = sql`(g.resource_kind = 'app' and g.resource_id = ${tree(place)}`
  if (place.kind === 'item') return sql`(${own} or ${ofApp}))`
  return sql`(${own} or g.resource_kind in ('app', 'folder') and g.narrowed_to = 'all'
    and exists (select from folder_reach r where r.folder_id = ${place.id} and r.from_id = g.resource_id))`
}

/** Whoever gives rights here may not know everybody who has some: of those they do not see there is the name alone. */
const emailSeenBy = (actor: Actor): Sql =>
  sql`coalesce((select target.email from users target where target.id = p.id and ${ability(actor, 'user.view')}), '')`

/** Rows that stand now, own ones first; people from outside before employees, because that is what one looks for. */
export async function listRows(db: Db, actor: Actor, place: Place): Promise<GrantRow[]> {
  const { rows } = await sql<GrantRow>`
    select g.id, jsonb_build_object('id', p.id, 'kind', p.kind, 'name', coalesce(u.full_name, gr.name, o.name, c.name),
        'detail', case p.kind when 'user' then ${emailSeenBy(actor)} else coalesce(gr.type, o.kind, '') end,
        'isGone', coalesce(u.status = 'locked' or u.deleted_at is not null, gr.deleted_at is not null, o.deleted_at is not null, false)) as "to",
      g.audience, g.rights, g.narrowed_to as "narrowedTo", g.narrowed_field as field,
      jsonb_build_object('kind', g.resource_kind, 'id', g.resource_id, 'name', coalesce(f.name, a.name, '')) as "from",
      g.resource_kind = ${place.kind} and g.resource_id = ${place.id} as "isOwn", giver.full_name as by, g.granted_at as since,
      g.expires_at as "expiresAt", g.reason, pages.name as page
    from grants g join principals p on p.id = g.principal_id left join users u on u.id = p.id left join groups gr on gr.id = p.id
      left join org_elements o on o.id = p.id left join organizations c on c.id = p.id left join users giver on giver.id = g.granted_by
      left join folders f on g.resource_kind = 'folder' and f.id = g.resource_id
      left join apps a on g.resource_kind = 'app' and a.id = g.resource_id
      left join page_versions v on v.id = g.page_version_id left join pages on pages.id = v.page_id
    where g.revoked_at is null and (g.expires_at is null or g.expires_at > now()) and ${counting(place)}
      and (g.page_version_id is null or pages.current_version_id = g.page_version_id and pages.deleted_at is null)
    order by "isOwn" desc, g.audience = 'employees', p.kind = 'user', lower(coalesce(u.full_name, gr.name, o.name, c.name)), g.id
    limit 2000`.execute(db)
  return rows
}

/** Takes the place, so that two who change its rows come one after the other (AT-076). False: it is not there. */
export async function lockPlace(tx: Tx, place: Place): Promise<boolean> {
  const { rows } =
    place.kind === 'folder'
      ? await sql`select from folders where id = ${place.id} and deleted_at is null for no key update`.execute(tx)
      : await sql`select from apps where id = ${tree(place)} and deleted_at is null for no key update`.execute(tx)
  return rows.length > 0
}

export type Principal = {
  id: PrincipalId
  kind: 'user' | 'group' | 'org_element' | 'organization'
  audience: GrantRow['audience']
  name: string
}

/** Somebody who is there and not deleted. */
export async function findPrincipal(db: Db, id: PrincipalId): Promise<Principal | undefined> {
  const { rows } = await sql<Principal>`
    select p.id, p.kind, p.audience, coalesce(u.full_name, g.name, o.name, c.name) as name from principals p
      left join users u on u.id = p.id left join groups g on g.id = p.id left join org_elements o on o.id = p.id
      left join organizations c on c.id = p.id
    where p.id = ${id} and u.deleted_at is null and g.deleted_at is null and o.deleted_at is null`.execute(db)
  return rows[0]
}

export type Row = {
  id: GrantId
  to: PrincipalId
  audience: GrantRow['audience']
  name: string
  rights: Right[]
  narrowedTo: GrantRow['narrowedTo']
  field: string | null
  expiresAt: Date | null
  reason: string
  isOfPage: boolean
}

/** A row on this place, ended or not. */
export async function findRow(tx: Tx, place: Place, id: GrantId): Promise<(Row & { hasEnded: boolean }) | undefined> {
  const { rows } = await sql<Row & { hasEnded: boolean }>`
    select g.id, g.principal_id as "to", g.audience, coalesce(u.full_name, gr.name, o.name, c.name) as name, g.rights, g.narrowed_to as "narrowedTo",
      g.narrowed_field as field, g.expires_at as "expiresAt", g.reason, g.page_version_id is not null as "isOfPage",
      g.revoked_at is not null as "hasEnded"
    from grants g left join users u on u.id = g.principal_id left join groups gr on gr.id = g.principal_id
      left join org_elements o on o.id = g.principal_id left join organizations c on c.id = g.principal_id
    where g.id = ${id} and g.resource_kind = ${place.kind} and g.resource_id = ${place.id}`.execute(tx)
  return rows[0]
}

/** Whether somebody has a row of this kind on the place already, given by hand. */
export async function standsThere(
  tx: Tx,
  place: Place,
  { to, narrowedTo, field }: Pick<Row, 'to' | 'narrowedTo' | 'field'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from grants where resource_kind = ${place.kind} and resource_id = ${place.id} and principal_id = ${to} and narrowed_to = ${narrowedTo}
      and narrowed_field is not distinct from ${field} and page_version_id is null and revoked_at is null
      and (expires_at is null or expires_at > now())`.execute(tx)
  return rows.length > 0
}

export async function insertRow(
  tx: Tx,
  place: Place,
  row: Omit<Row, 'id' | 'name' | 'isOfPage'>,
  by: UserId | null,
): Promise<GrantId> {
  const id = newId<'grant'>()
  const app: AppId | null | Sql = place.kind === 'app' ? null : tree(place)
  await sql`insert into grants (id, principal_id, audience, resource_kind, resource_id, app_id, rights, narrowed_to, narrowed_field, granted_by, expires_at, reason)
    values (${id}, ${row.to}, ${row.audience}, ${place.kind}, ${place.id}, ${app}, ${row.rights}, ${row.narrowedTo}, ${row.field}, ${by}::uuid,
      ${row.expiresAt}, ${row.reason})`.execute(tx)
  return id
}

export async function endRow(tx: Tx, id: GrantId, by: UserId | null): Promise<void> {
  await sql`update grants set revoked_at = now(), revoked_by = ${by}::uuid where id = ${id}`.execute(tx)
}

/** What is to be told when the rows of a place change. */
export async function appOf(tx: Tx, place: Place): Promise<AppId> {
  const { rows } = await sql<{ app: AppId }>`select ${tree(place)} as app`.execute(tx)
  return rows[0]!.app
}
