import { sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import { ability } from '../access/decide.ts'
import type { GroupId, PageId, PortalId, UserId, WorkspaceId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import { type Branding, defaultBranding, type PortalState } from './contract.ts'
import type { Portal } from './portal.ts'

const columns = sql`target.id, target.workspace_id as workspace, target.group_id as "group", target.name, target.state,
  target.branding, target.version`

const withBranding = <Row extends { branding: Partial<Branding> }>(row: Row) => ({
  ...row,
  branding: { ...defaultBranding, ...row.branding },
})

export type PortalRow = Portal & { code: string; users: number; can: { manage: boolean } }

export async function findPortalOf(db: Db, actor: Actor, workspace: WorkspaceId): Promise<PortalRow | undefined> {
  const { rows } = await sql<PortalRow>`
    select ${columns}, w.code, (select count(*) from group_members m where m.group_id = target.group_id) as users,
      jsonb_build_object('manage', ${ability(actor, 'portal.manage')}) as can
    from portals target join workspaces w on w.id = target.workspace_id
    where target.workspace_id = ${workspace}`.execute(db)
  return rows.map(withBranding)[0]
}

/** Those one can be invited to, by name. */
export async function listPortals(
  db: Db,
): Promise<(Pick<Portal, 'id' | 'workspace' | 'name' | 'state'> & { code: string })[]> {
  const { rows } = await sql<Pick<Portal, 'id' | 'workspace' | 'name' | 'state'> & { code: string }>`
    select p.id, p.workspace_id as workspace, w.code, p.name, p.state from portals p join workspaces w on w.id = p.workspace_id
    where p.state <> 'disabled' order by lower(p.name), p.id`.execute(db)
  return rows
}

export async function lockPortal(tx: Tx, id: PortalId): Promise<Portal> {
  const { rows } = await sql<Portal>`select ${columns} from portals target where target.id = ${id} for update`.execute(
    tx,
  )
  return rows.map(withBranding)[0]!
}

/** The workspace of a portal to be, locked, so that two who enable it at once make one. */
export async function lockWorkspace(tx: Tx, id: WorkspaceId): Promise<{ name: string; portal: PortalId | null }> {
  await sql`select from workspaces where id = ${id} for update`.execute(tx)
  const { rows } = await sql<{ name: string; portal: PortalId | null }>`
    select w.name, p.id as portal from workspaces w left join portals p on p.workspace_id = w.id
    where w.id = ${id}`.execute(tx)
  return rows[0]!
}

/** The group of a portal's users: for people from outside, filled by accepting invitations. */
export async function insertUsersGroup(
  tx: Tx,
  group: { id: GroupId; workspace: WorkspaceId; name: string; by: UserId | null },
): Promise<void> {
  await sql`with principal as (insert into principals (id, kind, audience) values (${group.id}, 'group', 'external'))
    insert into groups (id, audience, scope, type, code, name, membership, workspace_id, created_by)
    values (${group.id}, 'external', 'workspace', 'group', 'portal_users', ${group.name}, 'computed', ${group.workspace},
      ${group.by})`.execute(tx)
}

export async function insertPortal(
  tx: Tx,
  portal: { id: PortalId; workspace: WorkspaceId; group: GroupId; name: string; by: UserId | null },
): Promise<void> {
  await sql`insert into portals (id, workspace_id, group_id, name, created_by)
    values (${portal.id}, ${portal.workspace}, ${portal.group}, ${portal.name}, ${portal.by})`.execute(tx)
}

export async function setHomePage(tx: Tx, portal: PortalId, page: PageId): Promise<void> {
  await sql`update portals set home_page_id = ${page} where id = ${portal}`.execute(tx)
}

export async function savePortal(tx: Tx, portal: Portal): Promise<void> {
  await sql`update portals set name = ${portal.name}, state = ${portal.state}, version = ${portal.version},
      branding = ${JSON.stringify(portal.branding)}::jsonb,
      activated_at = case when ${portal.state} = 'active' then coalesce(activated_at, now()) else activated_at end
    where id = ${portal.id}`.execute(tx)
}

export async function insertPortalUser(tx: Tx, group: GroupId, user: UserId, by: UserId | null): Promise<void> {
  await sql`insert into group_members (group_id, member_id, audience, added_by) values (${group}, ${user}, 'external', ${by})
    on conflict do nothing`.execute(tx)
}

export type Door = Pick<Portal, 'id' | 'group' | 'name' | 'branding'> & {
  workspace: WorkspaceId
  code: string
  company: string
  state: Exclude<PortalState, 'disabled'>
}

/** A portal by its code, as strangers may know it: a disabled one is not there. */
export async function findDoor(db: Db, code: string): Promise<Door | undefined> {
  const { rows } = await sql<Door>`select ${columns}, w.code, company.name as company
    from portals target join workspaces w on w.id = target.workspace_id cross join company
    where w.code = ${code} and w.deleted_at is null and target.state <> 'disabled'`.execute(db)
  return rows.map(withBranding)[0]
}

/** The same for the person signed in: `visible` is `portal.view` on the portal. */
export async function findVisiblePortal(db: Db, visible: Sql<boolean>, code: string): Promise<Door | undefined> {
  const { rows } = await sql<Door>`select ${columns}, w.code, company.name as company
    from portals target join workspaces w on w.id = target.workspace_id cross join company
    where w.code = ${code} and w.deleted_at is null and target.state <> 'disabled' and ${visible}`.execute(db)
  return rows.map(withBranding)[0]
}

export type MyPortalRow = { code: string; name: string; state: 'active' | 'inactive' }

export async function listVisiblePortals(db: Db, visible: Sql<boolean>): Promise<MyPortalRow[]> {
  const { rows } = await sql<MyPortalRow>`select w.code, target.name, target.state
    from portals target join workspaces w on w.id = target.workspace_id
    where target.state <> 'disabled' and w.deleted_at is null and ${visible} order by lower(target.name), w.code
    limit 200`.execute(db)
  return rows
}

export async function nameOfUser(db: Db, user: UserId): Promise<string> {
  const { rows } = await sql<{ full_name: string }>`select full_name from users where id = ${user}`.execute(db)
  return rows[0]!.full_name
}
