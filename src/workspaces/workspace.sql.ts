import { sql } from 'kysely'
import { ability } from '../access/decide.ts'
import type { Actor } from '../access/actor.ts'
import { systemGroups } from '../access/system-groups.ts'
import type { UserId, WorkspaceId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { VisibleTo, WorkspaceShape } from './contract.ts'
import type { Workspace } from './workspace.ts'

export const isVisibleToAll = (kind: 'workspace' | 'app'): Sql => sql`(case when exists (select from visibility
  where resource_kind = ${sql.lit(kind)} and resource_id = target.id and principal_id = ${systemGroups.allUsers})
  then 'everyone' else 'administrators' end)`

/** Workspaces by place and name, each with the apps that `visibleApps` (a condition on `target` too) lets through. */
export async function listWorkspaces(
  db: Db,
  actor: Actor,
  visible: Sql<boolean>,
  visibleApps: Sql<boolean>,
  id?: WorkspaceId,
): Promise<WorkspaceShape[]> {
  const configure = ability(actor, 'workspace.configure')
  const { rows } = await sql<WorkspaceShape>`
    select target.id, target.code, target.name, target.description, target.icon, target.version,
      ${isVisibleToAll('workspace')} as "visibleTo", ${configure} as portal,
      jsonb_build_object('configure', ${configure}, 'manage', ${ability(actor, 'workspace.manage')}) as can,
      coalesce((select jsonb_agg(jsonb_build_object('id', target.id, 'code', target.code, 'name', target.name,
            'icon', target.icon, 'description', target.description, 'published', target.published_at is not null)
          order by target.sort, lower(target.name), target.id)
        from apps target where target.workspace_id = w.id and target.deleted_at is null and ${visibleApps}), '[]') as apps
    from workspaces target join workspaces w on w.id = target.id
    where target.deleted_at is null and ${visible} and ${id ? sql`target.id = ${id}` : sql`true`}
    order by target.sort, lower(target.name), target.id limit 500`.execute(db)
  return rows
}

export async function lockWorkspace(tx: Tx, id: WorkspaceId): Promise<Workspace> {
  const { rows } = await sql<Workspace>`
    select target.id, target.name, target.description, target.icon, target.version, ${isVisibleToAll('workspace')} as "visibleTo"
    from workspaces target where target.id = ${id} for update`.execute(tx)
  return rows[0]!
}

export async function insertWorkspace(
  tx: Tx,
  workspace: Omit<Workspace, 'version' | 'visibleTo'> & { code: string },
  by: UserId | null,
): Promise<void> {
  await sql`insert into workspaces (id, code, name, description, icon, created_by)
    values (${workspace.id}, ${workspace.code}, ${workspace.name}, ${workspace.description}, ${workspace.icon}, ${by})`.execute(
    tx,
  )
}

export async function saveWorkspace(tx: Tx, workspace: Workspace): Promise<void> {
  await sql`update workspaces set name = ${workspace.name}, description = ${workspace.description}, icon = ${workspace.icon},
    version = ${workspace.version} where id = ${workspace.id}`.execute(tx)
}

export async function saveVisibility(tx: Tx, id: WorkspaceId, visibleTo: VisibleTo): Promise<void> {
  const group = visibleTo === 'everyone' ? systemGroups.allUsers : systemGroups.administrators
  await sql`with gone as (delete from visibility where resource_kind = 'workspace' and resource_id = ${id} and principal_id <> ${group})
    insert into visibility (resource_kind, resource_id, principal_id) values ('workspace', ${id}, ${group}) on conflict do nothing`.execute(
    tx,
  )
}

export async function markWorkspaceDeleted(tx: Tx, id: WorkspaceId): Promise<void> {
  await sql`with gone as (delete from visibility where resource_kind = 'workspace' and resource_id = ${id})
    update workspaces set deleted_at = now(), version = version + 1 where id = ${id}`.execute(tx)
}

export type Content = { apps: number; processes: number; portals: number }

/** What stands in it; the three tables are read here only to refuse. */
export async function countContent(tx: Tx, id: WorkspaceId): Promise<Content> {
  const { rows } = await sql<Content>`select
    (select count(*) from apps where workspace_id = ${id} and deleted_at is null) as apps,
    (select count(*) from processes where workspace_id = ${id} and deleted_at is null) as processes,
    (select count(*) from portals where workspace_id = ${id}) as portals`.execute(tx)
  return rows[0]!
}

/** Codes that begin like this one, the deleted ones' included: a code is never given twice. */
export async function codesLike(tx: Tx, code: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from workspaces where starts_with(code, ${code})`.execute(tx)
  return rows.map((row) => row.code)
}
