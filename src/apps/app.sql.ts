import { sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import { ability } from '../access/decide.ts'
import { systemGroups } from '../access/system-groups.ts'
import { type AppId, newId, type UserId, type WorkspaceId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { App } from './app.ts'
import type { AppShape, FieldShape } from './contract.ts'
import type { Retired } from './plan.ts'
import { settingsOf, titleFieldOf } from './field.ts'

const visibleTo = sql`(case when exists (select from visibility where resource_kind = 'app' and resource_id = target.id
  and principal_id = ${systemGroups.allUsers}) then 'everyone' else 'administrators' end)`

/** The published fields of the app called `target`, in their order. */
const fieldsOfTarget = sql`coalesce((select jsonb_agg(jsonb_build_object('code', f.code, 'name', f.name, 'type', f.type,
  'required', f.required) || f.settings order by f.sort, f.code) from fields f where f.app_id = target.id and f.removed_at is null), '[]')`

export async function findApp(db: Db, actor: Actor, visible: Sql<boolean>, id: AppId): Promise<AppShape | undefined> {
  const { rows } = await sql<AppShape>`
    select target.id, target.code, target.name, target.item_name as "itemName", target.description, target.icon, target.mode,
      target.heads_inherit as "headsInherit", target.names_whom_to_ask as "namesWhomToAsk",
      target.title_field as "titleField", target.reads_audited as "readsAudited", target.published_at is not null as published,
      target.draft_fields is not null as "draftDiffers", target.version, ${visibleTo} as "visibleTo",
      jsonb_build_object('id', w.id, 'name', w.name, 'code', w.code) as workspace, ${fieldsOfTarget} as fields,
      jsonb_build_object('configure', ${ability(actor, 'app.configure')}, 'manage', ${ability(actor, 'app.manage')}, 'createItem', target.published_at is not null
        and ${ability(actor, 'item.create')}, 'openPage', ${ability(actor, 'app.open_page')}) as can
    from apps target join workspaces w on w.id = target.workspace_id
    where target.id = ${id} and target.deleted_at is null and ${visible}`.execute(db)
  const app = rows[0]
  return app && { ...app, titleField: titleFieldOf(app.fields, app.titleField) }
}

const appColumns = sql`target.id, target.workspace_id as workspace, target.code, target.name, target.item_name as "itemName",
  target.description, target.icon, target.mode, target.heads_inherit as "headsInherit", target.names_whom_to_ask as "namesWhomToAsk", target.title_field as "titleField", target.reads_audited as "readsAudited", target.table_name as "table",
  target.draft_fields as draft, target.shape_version as "shapeVersion", target.version, ${visibleTo} as "visibleTo"`

export type AppWithFields = App & { fields: FieldShape[]; retired: Retired }

export async function readApp(db: Db, id: AppId): Promise<AppWithFields> {
  const { rows } =
    await sql<AppWithFields>`select ${appColumns}, ${fieldsOfTarget} as fields from apps target where target.id = ${id}`.execute(
      db,
    )
  return rows[0]!
}

export async function lockApp(tx: Tx, id: AppId): Promise<AppWithFields> {
  // Not so strong that the foreign keys of new items wait for it: publishing and folders wait for those items.
  await sql`select from apps where id = ${id} for no key update`.execute(tx)
  return readApp(tx, id)
}

export async function insertApp(tx: Tx, app: App, by: UserId | null): Promise<void> {
  await sql`insert into apps (id, workspace_id, code, name, item_name, description, icon, mode, draft_fields, created_by)
    values (${app.id}, ${app.workspace}, ${app.code}, ${app.name}, ${app.itemName}, ${app.description}, ${app.icon}, ${app.mode},
      ${JSON.stringify(app.draft)}::jsonb, ${by})`.execute(tx)
}

export async function saveApp(tx: Tx, app: App): Promise<void> {
  await sql`update apps set name = ${app.name}, item_name = ${app.itemName}, description = ${app.description}, icon = ${app.icon},
    mode = ${app.mode}, heads_inherit = ${app.headsInherit}, names_whom_to_ask = ${app.namesWhomToAsk},
    title_field = ${app.titleField}, reads_audited = ${app.readsAudited}, shape_version = ${app.shapeVersion}, version = ${app.version}
    where id = ${app.id}`.execute(tx)
}

export async function saveDraft(tx: Tx, app: AppId, draft: FieldShape[] | null): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update apps set draft_fields = ${draft && JSON.stringify(draft)}::jsonb, version = version + 1 where id = ${app}
    returning version`.execute(tx)
  return rows[0]!.version
}

/** Writes what is published from now on. Removed fields are kept, so that history can still name them. */
export async function savePublished(tx: Tx, app: App, table: string, fields: FieldShape[]): Promise<number> {
  const codes = fields.map(({ code }) => code)
  await sql`update fields set removed_at = now() where app_id = ${app.id} and removed_at is null and code <> all(${codes})`.execute(
    tx,
  )
  // A later field of the same code is another field: nobody is in it, and no row of the table of rights is for it.
  await sql`with gone as (delete from item_access where app_id = ${app.id} and via like 'field:%' and substr(via, 7) <> all(${codes}))
    update grants set revoked_at = now() where resource_kind = 'app' and resource_id = ${app.id} and revoked_at is null
      and narrowed_to = 'field' and narrowed_field <> all(${codes})`.execute(tx)
  for (const [sort, field] of fields.entries()) {
    await sql`insert into fields (id, app_id, code, name, type, required, settings, sort)
      values (${newId()}, ${app.id}, ${field.code}, ${field.name}, ${field.type}, ${field.required},
        ${JSON.stringify(settingsOf(field))}::jsonb, ${sort})
      on conflict (app_id, code) where removed_at is null do update set name = excluded.name, required = excluded.required,
        settings = excluded.settings, sort = excluded.sort, published_at = now()`.execute(tx)
  }
  const { rows } = await sql<{ version: number }>`
    update apps set table_name = ${table}, draft_fields = null, published_at = coalesce(published_at, now()),
      shape_version = shape_version + 1, version = version + 1 where id = ${app.id} returning version`.execute(tx)
  return rows[0]!.version
}

/** Gives the app a root folder with all its items in it, if it has none. */
export async function beginFolders(tx: Tx, app: AppId): Promise<void> {
  await sql`select begin_folders(${app})`.execute(tx)
}

export async function saveVisibility(tx: Tx, id: AppId, to: AppShape['visibleTo']): Promise<void> {
  const group = to === 'everyone' ? systemGroups.allUsers : systemGroups.administrators
  await sql`with gone as (delete from visibility where resource_kind = 'app' and resource_id = ${id} and principal_id <> ${group})
    insert into visibility (resource_kind, resource_id, principal_id) values ('app', ${id}, ${group}) on conflict do nothing`.execute(
    tx,
  )
}

export async function markAppDeleted(tx: Tx, id: AppId): Promise<void> {
  await sql`with gone as (delete from visibility where resource_kind = 'app' and resource_id = ${id})
    update apps set deleted_at = now(), version = version + 1 where id = ${id}`.execute(tx)
}

/** Codes in the workspace that begin like this one, the deleted ones' included: a code is never given twice. */
export async function codesLike(tx: Tx, workspace: WorkspaceId, code: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from apps where workspace_id = ${workspace} and starts_with(code, ${code})`.execute(tx)
  return rows.map((row) => row.code)
}
