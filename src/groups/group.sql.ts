import { sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import { ability } from '../access/decide.ts'
import type { AppId, GroupId, UserId, WorkspaceId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { GroupShape } from './contract.ts'
import type { Group } from './group.ts'

const place = (kind: 'workspace' | 'app') => sql`(select jsonb_build_object('id', p.id, 'name', p.name)
  from ${sql.table(`${kind}s`)} p where p.id = ${sql.ref(`target.${kind}_id`)})`

/** A hundred thousand are counted in 25 ms, which a list does not wait for. */
const activePeople = (kind: 'employee' | 'external') =>
  sql`(select count(*) from users where kind = ${sql.lit(kind)} and status = 'active' and deleted_at is null)`

const columns = (
  isCounted: boolean,
) => sql`target.id, target.name, target.code, target.description, target.scope, target.type, target.audience,
  target.membership, target.is_default as "isDefault", target.deleted_at as "deletedAt", target.version,
  ${place('workspace')} as workspace, ${place('app')} as app,
  case target.code when 'all_users' then ${isCounted ? activePeople('employee') : sql`null`}
    when 'external_users' then ${isCounted ? activePeople('external') : sql`null`}
    when 'system_supervisor' then 1
    else (select count(*) from group_members m where m.group_id = target.id) end as members,
  case when target.scope = 'system' then (select t.seat_limit from licensed_groups l join seat_totals t on t.kind = l.kind
    where l.group_id = target.id) end as licences`

/** Whether the permission to change members holds for the row; what else can be done depends on the group alone. */
export type GroupRow = Omit<GroupShape, 'can'> & { mayFill: boolean; seesUses: boolean }
export type Seen = { visible: Sql<boolean>; mayFill: Sql<boolean>; seesUses: Sql<boolean> }

type Asked = {
  search: string | undefined
  place: 'company' | 'system' | WorkspaceId | undefined
  state: 'live' | 'deleted'
  audience: Group['audience'] | undefined
  type: Group['type'] | undefined
  after: [string, string] | undefined
  limit: number
}

export async function listGroups(db: Db, { visible, mayFill, seesUses }: Seen, asked: Asked): Promise<GroupRow[]> {
  const { search, after, audience, type } = asked
  const { rows } = await sql<GroupRow>`
    select ${columns(false)}, ${mayFill} as "mayFill", ${seesUses} as "seesUses" from groups target
    where ${visible} and ${asked.state === 'live' ? sql`target.deleted_at is null` : sql`target.deleted_at is not null`}
      and ${asked.place ? isIn(asked.place) : sql`true`}
      and ${audience ? sql`target.audience = ${audience}` : sql`true`} and ${type ? sql`target.type = ${type}` : sql`true`}
      and ${search ? sql`(target.name ilike ${likeText(search)} or target.description ilike ${likeText(search)})` : sql`true`}
      and ${after ? sql`(lower(target.name), target.id) > (${after[0]}, ${after[1]}::uuid)` : sql`true`}
    order by lower(target.name), target.id limit ${asked.limit}`.execute(db)
  return rows
}

const isIn = (where: NonNullable<Asked['place']>): Sql =>
  where === 'company' || where === 'system'
    ? sql`target.scope = ${where}`
    : sql`(target.workspace_id = ${where} or target.app_id = ${where})`

/** Takes the signs with a meaning in LIKE as themselves. */
export const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

export async function findGroup(
  db: Db,
  { visible, mayFill, seesUses }: Seen,
  id: GroupId,
): Promise<GroupRow | undefined> {
  const { rows } = await sql<GroupRow>`
    select ${columns(true)}, ${mayFill} as "mayFill", ${seesUses} as "seesUses" from groups target where target.id = ${id} and ${visible}`.execute(
    db,
  )
  return rows[0]
}

type Places = {
  company: number | null
  system: number | null
  workspaces: { id: WorkspaceId; name: string; groups: number; apps: { id: AppId; name: string; groups: number }[] }[]
}

/** Where groups are and can be for somebody, with the number of living ones they may see. */
export async function listPlaces(db: Db, actor: Actor, visible: Sql<boolean>): Promise<Places> {
  const ofCompany = (scope: 'company' | 'system') => sql`case when ${ability(actor, 'company.administer')}
    then coalesce(sum(n) filter (where scope = ${sql.lit(scope)}), 0)::integer end`
  const { rows } = await sql<Places>`
    with counted as (
      select target.scope, target.workspace_id, target.app_id, count(*) as n from groups target
      where target.deleted_at is null and ${visible} group by 1, 2, 3)
    select ${ofCompany('company')} as company, ${ofCompany('system')} as system,
      (select coalesce(jsonb_agg(jsonb_build_object('id', target.id, 'name', target.name,
          'groups', (select coalesce(sum(n), 0) from counted c where c.workspace_id = target.id),
          'apps', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name,
              'groups', (select coalesce(sum(n), 0) from counted c where c.app_id = a.id)) order by lower(a.name), a.id), '[]')
            from apps a where a.workspace_id = target.id and a.deleted_at is null)) order by target.sort, lower(target.name), target.id), '[]')
        from workspaces target where target.deleted_at is null and ${ability(actor, 'workspace.configure')}) as workspaces
    from counted`.execute(db)
  return rows[0]!
}

export async function lockGroup(tx: Tx, id: GroupId): Promise<Group> {
  const { rows } = await sql<Group>`
    select id, name, description, scope, type, audience, membership, workspace_id as workspace, app_id as app,
      is_default as "isDefault", deleted_at as "deletedAt", version from groups where id = ${id} for update`.execute(tx)
  return rows[0]!
}

/** The workspace of an app, or the workspace itself, when it is there. */
export async function findPlace(
  db: Db,
  { workspace, app }: { workspace?: WorkspaceId | undefined; app?: AppId | undefined },
): Promise<WorkspaceId | undefined> {
  const { rows } = await sql<{ id: WorkspaceId }>`
    select w.id from workspaces w left join apps a on a.workspace_id = w.id and a.id = ${app ?? null}::uuid and a.deleted_at is null
    where w.deleted_at is null and ${app ? sql`a.id is not null` : sql`true`}
      and w.id = coalesce(${workspace ?? null}::uuid, a.workspace_id)`.execute(db)
  return rows[0]?.id
}

export async function codesLike(tx: Tx, code: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`select code from groups where starts_with(code, ${code})`.execute(tx)
  return rows.map((row) => row.code)
}

export async function insertGroup(tx: Tx, group: Group & { code: string }, by: UserId | null): Promise<void> {
  await sql`with principal as (insert into principals (id, kind, audience) values (${group.id}, 'group', ${group.audience}))
    insert into groups (id, audience, scope, type, code, name, description, membership, workspace_id, app_id, is_default, created_by)
    values (${group.id}, ${group.audience}, ${group.scope}, ${group.type}, ${group.code}, ${group.name}, ${group.description},
      ${group.membership}, ${group.workspace}, ${group.app}, ${group.isDefault}, ${by})`.execute(tx)
}

export async function saveGroup(tx: Tx, group: Group): Promise<void> {
  await sql`update groups set name = ${group.name}, description = ${group.description}, is_default = ${group.isDefault},
    version = ${group.version} where id = ${group.id}`.execute(tx)
}

export async function markDeleted(tx: Tx, id: GroupId, isDeleted: boolean): Promise<void> {
  await sql`update groups set deleted_at = ${isDeleted ? sql`now()` : null}, version = version + 1 where id = ${id}`.execute(
    tx,
  )
}

export async function touchGroup(tx: Tx, id: GroupId): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update groups set version = version + 1 where id = ${id} returning version`.execute(tx)
  return rows[0]!.version
}

export type ChangeSince = { by: string | null; at: Date; operation: string; facts: Record<string, unknown> }

/** What others did to a group after somebody read it, the last first; commands note the version they made. */
export async function changesSince(db: Db, id: GroupId, version: number): Promise<ChangeSince[]> {
  const { rows } = await sql<ChangeSince>`
    select (select full_name from users where users.id = e.for_user_id) as by, e.at, e.operation,
      e.facts - 'version' || jsonb_strip_nulls(jsonb_build_object('added', ${names('added')}, 'removed', ${names('removed')})) as facts
    from audit_events e
    where e.resource_kind = 'group' and e.resource_id = ${id} and e.outcome = 'done' and (e.facts ->> 'version')::integer > ${version}
    order by e.at desc, e.id desc limit 5`.execute(db)
  return rows
}

const names = (
  fact: 'added' | 'removed',
): Sql => sql`(select jsonb_agg(coalesce(u.full_name, g.name, o.name, c.name) order by coalesce(u.full_name, g.name, o.name, c.name))
  from jsonb_array_elements_text(case jsonb_typeof(e.facts -> ${sql.lit(fact)}) when 'array' then e.facts -> ${sql.lit(fact)} end) member
    left join users u on u.id = member::uuid left join groups g on g.id = member::uuid
    left join org_elements o on o.id = member::uuid left join organizations c on c.id = member::uuid)`
