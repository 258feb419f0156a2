import { sql } from 'kysely'
import { type Actor, personBehind } from '../access/actor.ts'
import { ability, visible } from '../access/decide.ts'
import type { AppId, FolderId, ItemId } from '../base/ids.ts'
import { notFound } from '../base/refusal.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { FolderShape } from './contract-folders.ts'
import type { Folder } from './folder.ts'
import type { Shape } from './shape.sql.ts'
import { tableOf } from './table.sql.ts'

const columns = sql`target.id, target.app_id as app, target.parent_id as parent, target.name, target.inherits, target.version`

const can = (actor: Actor): Sql => sql`jsonb_build_object('createItem', ${ability(actor, 'folder.create_item')},
  'edit', ${ability(actor, 'folder.edit')}, 'assign', ${ability(actor, 'folder.assign')}) as can`

/** The root among them; whose parent is not among them hangs at the top. */
export async function listFolders(db: Db, actor: Actor, visible: Sql<boolean>, app: AppId): Promise<FolderShape[]> {
  const { rows } = await sql<FolderShape>`
    select ${columns}, ${can(actor)} from folders target join apps a on a.id = target.app_id and a.deleted_at is null
    where target.app_id = ${app} and target.deleted_at is null and ${visible} order by target.name, target.id`.execute(
    db,
  )
  const seen = new Set(rows.map(({ id }) => id))
  return rows.map((row) => ({ ...row, parent: row.parent && seen.has(row.parent) ? row.parent : null }))
}

/** The folder and, if wanted, those below it, as far as the actor sees a way down to them; "not found" without it. */
export async function foldersSeen(
  db: Db,
  actor: Actor,
  app: AppId,
  folder: FolderId,
  withSubfolders: boolean,
): Promise<FolderId[]> {
  const condition = await visible(db, actor, 'folder.view')
  const { rows } = await sql<{ id: FolderId }>`
    with recursive seen as (
      select target.id, target.parent_id from folders target
      where target.app_id = ${app} and target.deleted_at is null and ${withSubfolders ? sql`true` : sql`target.id = ${folder}`} and ${condition}
    ), below (id) as (
      select id from seen where id = ${folder}
      union select seen.id from seen join below on seen.parent_id = below.id
    ) select id from below`.execute(db)
  if (rows.length === 0) throw notFound()
  return rows.map(({ id }) => id)
}

export const liesIn = (app: AppId, folders: readonly FolderId[]): Sql<boolean> =>
  sql`target.id in (select item_id from item_folders where app_id = ${app} and folder_id = any(${folders}::uuid[]))`

/** One change of a tree at a time; the same lock as the trigger's (migration 0039), taken before anything is read. */
export async function lockTree(tx: Tx, app: AppId): Promise<void> {
  await sql`select pg_advisory_xact_lock(7208, hashtext(${app}::text))`.execute(tx)
}

/**
 * The folder, taken for changing it, or to put something in, which its deletion waits for. One of another app is not
 * there: the path decides (AT-006).
 */
export async function lockFolder(
  tx: Tx,
  app: AppId,
  folder: FolderId,
  how: 'to change' | 'to fill' = 'to change',
): Promise<Folder> {
  const { rows } = await sql<Folder>`select ${columns} from folders target
    where id = ${folder} and app_id = ${app} and deleted_at is null ${how === 'to change' ? sql`for update` : sql`for share`}`.execute(
    tx,
  )
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** Whether the actor sees another folder of that name there. What is not seen takes no name (access.md rule 5). */
export async function isNameTaken(
  tx: Tx,
  actor: Actor,
  { id, parent, name }: Pick<Folder, 'id' | 'parent' | 'name'>,
): Promise<boolean> {
  const { rows } =
    await sql`select from folders target where parent_id = ${parent} and id <> ${id} and deleted_at is null
    and lower(normalize(btrim(name), NFKC)) = lower(normalize(btrim(${name}), NFKC)) and ${await visible(tx, actor, 'folder.view')}`.execute(
      tx,
    )
  return rows.length > 0
}

export async function insertFolder(
  tx: Tx,
  actor: Actor,
  { id, app, parent, name }: Pick<Folder, 'id' | 'app' | 'parent' | 'name'>,
): Promise<void> {
  await sql`insert into folders (id, app_id, parent_id, name, created_by) values (${id}, ${app}, ${parent}, ${name}, ${personBehind(actor)})`.execute(
    tx,
  )
}

export async function saveFolder(tx: Tx, { id, parent, name, inherits }: Folder): Promise<number> {
  const { rows } = await sql<{
    version: number
  }>`update folders set parent_id = ${parent}, name = ${name}, inherits = ${inherits},
    version = version + 1 where id = ${id} returning version`.execute(tx)
  return rows[0]!.version
}

export const hasRoot = async (tx: Tx, app: AppId): Promise<boolean> =>
  (await sql`select from folders where id = ${app}`.execute(tx)).rows.length > 0

/** What lies in a folder: counted as far as the actor sees it, and whether there is more. Deleted items do not count. */
export async function insideOf(
  tx: Tx,
  actor: Actor,
  { id, app }: Folder,
  shape: Shape | undefined,
): Promise<{ folders: number; items: number; isMore: boolean }> {
  const count = async (from: Sql, seen: Sql<boolean>) => {
    const { rows } = await sql<{ seen: number; all: number }>`
      select count(*) filter (where ${seen}) as seen, count(*) as all from ${from} and target.deleted_at is null`.execute(
      tx,
    )
    return rows[0]!
  }
  const folders = await count(
    sql`folders target where target.parent_id = ${id}`,
    await visible(tx, actor, 'folder.view'),
  )
  const items = shape
    ? await count(
        sql`${tableOf(shape.table)} target where ${liesIn(app, [id])}`,
        await visible(tx, actor, 'item.view', { app }),
      )
    : { seen: 0, all: 0 }
  return {
    folders: folders.seen,
    items: items.seen,
    isMore: folders.all > folders.seen || items.all > items.seen,
  }
}

/** Its deleted items go up, so that they can still be restored, and its rows end. How many items. */
export async function markFolderDeleted(tx: Tx, actor: Actor, { id, parent }: Folder): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with risen as (update item_folders set folder_id = ${parent} where folder_id = ${id} returning 1),
      gone as (update folders set deleted_at = now(), version = version + 1 where id = ${id}),
      ended as (update grants set revoked_at = now(), revoked_by = ${personBehind(actor)}::uuid where resource_kind = 'folder' and resource_id = ${id} and revoked_at is null)
    select count(*) as count from risen`.execute(tx)
  return rows[0]!.count
}

/** Where these items lie now; they are locked, so it stays so. */
export async function placesOf(tx: Tx, app: AppId, items: readonly ItemId[]): Promise<FolderId[]> {
  const { rows } = await sql<{ id: FolderId }>`select distinct folder_id as id from item_folders
    where app_id = ${app} and item_id = any(${items}::uuid[])`.execute(tx)
  return rows.map(({ id }) => id)
}

export async function saveItemFolders(tx: Tx, app: AppId, items: readonly ItemId[], folder: FolderId): Promise<number> {
  const { rows } = await sql<{ id: string }>`update item_folders set folder_id = ${folder}
    where app_id = ${app} and item_id = any(${items}::uuid[]) and folder_id <> ${folder} returning item_id as id`.execute(
    tx,
  )
  return rows.length
}

/**
 * What rows would give and take when something moves from these folders to that one, in an app whose folders decide:
 * whether anything differs, and the rights that somebody has only there.
 */
export async function rightsBetween(
  tx: Tx,
  app: AppId,
  from: readonly FolderId[],
  to: FolderId,
): Promise<{ differ: boolean; given: string[] }> {
  const row = sql`principal_id, rights, expires_at, fields`
  const { rows } = await sql<{ differ: boolean; given: string[] }>`
    with counted as (
      select r.folder_id, g.principal_id, array(select unnest(g.rights) order by 1) as rights, g.expires_at, g.fields
      from folder_reach r join live_grants l on l.resource_id = r.from_id and l.resource_kind in ('app', 'folder') and l.narrowed_to = 'all'
        join grants g on g.id = l.grant_id
      where r.folder_id = any(${[...from, to]}::uuid[]) and exists (select from apps where id = ${app} and mode = 'folders')
    ), there as (
      select place, ${row} from counted, unnest(${from}::uuid[]) place where folder_id = ${to}
    ), here as (
      select folder_id as place, ${row} from counted where folder_id = any(${from}::uuid[])
    ), gained as (select * from there except select * from here), lost as (select * from here except select * from there)
    select exists (select from gained) or exists (select from lost) as differ,
      array(select distinct unnest(rights) from gained) as given`.execute(tx)
  return rows[0]!
}

/**
 * Rows that counted in a folder from above become rows of its own. Not those of published pages, which end with their
 * page, nor rights that no folder has.
 */
export async function copyRows(
  tx: Tx,
  actor: Actor,
  { id, app }: Folder,
): Promise<{ principal: string; rights: string[] }[]> {
  const { rows } = await sql<{ principal: string; rights: string[] }>`
    insert into grants (id, principal_id, audience, resource_kind, resource_id, app_id, rights, expires_at, granted_by)
    select uuid7(), principal_id, audience, 'folder', ${id}, ${app}, rights, expires_at, ${personBehind(actor)}::uuid from (
      select g.principal_id, g.audience, array(select unnest(g.rights) except select unnest('{import,export}'::text[]) order by 1) as rights, g.expires_at
      from folder_reach r join live_grants l on l.resource_id = r.from_id and l.resource_kind in ('app', 'folder') and l.narrowed_to = 'all'
        join grants g on g.id = l.grant_id and g.page_version_id is null and g.fields is null
      where r.folder_id = ${id} and r.from_id <> ${id}
      except
      select g.principal_id, g.audience, array(select unnest(g.rights) order by 1), g.expires_at from grants g join live_grants l on l.grant_id = g.id
      where g.resource_kind = 'folder' and g.resource_id = ${id}
    ) counted where cardinality(rights) > 0
    returning principal_id as principal, rights`.execute(tx)
  return rows
}
