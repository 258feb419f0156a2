import { sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import { ability } from '../access/decide.ts'
import { systemGroups } from '../access/system-groups.ts'
import { type AppId, newId, type ProcessId, type ProcessVersionId, type UserId, type WorkspaceId } from '../base/ids.ts'
import type { AnswerOf } from '../base/endpoint.ts'
import type { Definition } from '../engine/definition.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { getProcessApi, ProcessShape } from './contract.ts'
import type { Process } from './process.ts'

const columns = (actor: Actor) => sql`
  target.id, target.name, target.code, target.version,
  json_build_object('id', w.id, 'name', w.name) as workspace,
  case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as app,
  case when v.id is not null then json_build_object('number', v.number, 'at', v.published_at,
    'by', case when u.id is not null then json_build_object('id', u.id, 'name', u.full_name) end) end as published,
  v.id is null or v.xml <> target.draft_xml as "draftDiffers",
  (select count(*)::int from process_instances i where i.process_id = target.id and i.state = 'active') as active,
  json_build_object('configure', ${ability(actor, 'process.configure')},
    'start', v.id is not null and ${ability(actor, 'process.start')}) as can`

const tables = sql`processes target join workspaces w on w.id = target.workspace_id left join apps a on a.id = target.app_id
  left join process_versions v on v.id = target.current_version_id left join users u on u.id = v.published_by`

export type ProcessesWanted = {
  actor: Actor
  visible: Sql<boolean>
  workspace: WorkspaceId | undefined
  search: string | undefined
  after: [string, string] | undefined
  limit: number
}

export async function listProcessRows(db: Db, wanted: ProcessesWanted): Promise<ProcessShape[]> {
  const { actor, visible, workspace, search, after, limit } = wanted
  const { rows } = await sql<ProcessShape>`select ${columns(actor)} from ${tables}
    where target.deleted_at is null and ${visible}
      and ${workspace ? sql`target.workspace_id = ${workspace}` : sql`true`}
      and ${search ? sql`target.name ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}` : sql`true`}
      and ${after ? sql`(lower(target.name), target.id) > (${after[0]}, ${after[1]}::uuid)` : sql`true`}
    order by lower(target.name), target.id limit ${limit}`.execute(db)
  return rows
}

export async function findProcess(
  db: Db,
  actor: Actor,
  id: ProcessId,
): Promise<AnswerOf<typeof getProcessApi> | undefined> {
  const { rows } = await sql<AnswerOf<typeof getProcessApi>>`
    select ${columns(actor)}, target.draft_xml as "draftXml", target.draft_version as "draftVersion",
      coalesce((select json_agg(json_build_object('number', x.number, 'publishedAt', x.published_at, 'isCurrent', x.id = target.current_version_id,
        'publishedBy', case when b.id is not null then json_build_object('id', b.id, 'name', b.full_name) end,
        'active', (select count(*) from process_instances i where i.version_id = x.id and i.state = 'active'),
        'ended', (select count(*) from process_instances i where i.version_id = x.id and i.state <> 'active')) order by x.number desc)
        from process_versions x left join users b on b.id = x.published_by where x.process_id = target.id), '[]') as versions
    from ${tables} where target.id = ${id} and target.deleted_at is null`.execute(db)
  return rows[0]
}

export async function findVersion(db: Db, process: ProcessId, number: number) {
  const { rows } = await sql<{ number: number; publishedAt: string; xml: string }>`
    select number, to_json(published_at) as "publishedAt", xml from process_versions
    where process_id = ${process} and number = ${number}`.execute(db)
  return rows[0]
}

export async function lockProcess(tx: Tx, id: ProcessId): Promise<Process> {
  const { rows } = await sql<Process>`
    select id, workspace_id as workspace, name, draft_xml as "draftXml", draft_version as "draftVersion", version
    from processes where id = ${id} for update`.execute(tx)
  return rows[0]!
}

export async function readDraft(db: Db, id: ProcessId): Promise<Pick<Process, 'workspace' | 'draftXml'>> {
  const { rows } = await sql<Pick<Process, 'workspace' | 'draftXml'>>`
    select workspace_id as workspace, draft_xml as "draftXml" from processes where id = ${id}`.execute(db)
  return rows[0]!
}

/** With the grant every employee can start it by; given once here, so that taking it away lasts. */
export async function insertProcess(
  tx: Tx,
  process: Pick<Process, 'id' | 'workspace' | 'name' | 'draftXml'> & { code: string; app: AppId | null },
  by: UserId | null,
): Promise<void> {
  await sql`with made as (
      insert into processes (id, workspace_id, app_id, code, name, draft_xml, created_by)
      values (${process.id}, ${process.workspace}, ${process.app}, ${process.code}, ${process.name}, ${process.draftXml}, ${by})
    )
    insert into grants (id, principal_id, audience, resource_kind, resource_id, rights, granted_by, reason)
    values (${newId()}, ${systemGroups.allUsers}, 'employees', 'process', ${process.id}, array['start'], ${by},
      'Every employee may start a new process')`.execute(tx)
}

/** Codes of the workspace that begin like this one, the deleted ones' included: a code is never given twice. */
export async function processCodes(tx: Tx, workspace: WorkspaceId, code: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from processes where workspace_id = ${workspace} and starts_with(code, ${code.slice(0, 36)})`.execute(
    tx,
  )
  return rows.map((row) => row.code)
}

export async function saveName(tx: Tx, id: ProcessId, name: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update processes set name = ${name}, version = version + 1 where id = ${id} returning version`.execute(tx)
  return rows[0]!.version
}

export async function writeDraft(tx: Tx, id: ProcessId, xml: string): Promise<number> {
  const { rows } = await sql<{ draftVersion: number }>`
    update processes set draft_xml = ${xml}, draft_version = draft_version + 1 where id = ${id}
    returning draft_version as "draftVersion"`.execute(tx)
  return rows[0]!.draftVersion
}

export async function insertVersion(
  tx: Tx,
  process: Process,
  version: { id: ProcessVersionId; definition: Definition; app: AppId | null },
  by: UserId | null,
): Promise<number> {
  await sql`insert into process_versions (id, process_id, number, app_id, xml, definition, published_by)
    select ${version.id}, ${process.id}, coalesce(max(number), 0) + 1, ${version.app}, ${process.draftXml},
      ${JSON.stringify(version.definition)}::jsonb, ${by}
    from process_versions where process_id = ${process.id}`.execute(tx)
  const { rows } = await sql<{ number: number }>`
    update processes set current_version_id = ${version.id}, app_id = ${version.app}, version = processes.version + 1
    from process_versions v where v.id = ${version.id} and processes.id = ${process.id} returning v.number`.execute(tx)
  return rows[0]!.number
}

/** The version new instances take. */
export type CurrentVersion = {
  id: ProcessVersionId
  app: AppId | null
  /** Version of the app's fields now. */
  shape: number | null
  name: string
  workspace: WorkspaceId
}

export async function currentVersion(db: Db, process: ProcessId): Promise<CurrentVersion | undefined> {
  const { rows } = await sql<CurrentVersion>`
    select v.id, v.app_id as app, (select shape_version from apps where id = v.app_id and deleted_at is null) as shape, p.name, p.workspace_id as workspace
    from processes p join process_versions v on v.id = p.current_version_id where p.id = ${process}`.execute(db)
  return rows[0]
}

export type Startable = { id: ProcessId; name: string; workspace: string; version: ProcessVersionId }

export async function listStartable(
  db: Db,
  visible: Sql<boolean>,
  workspace: WorkspaceId | undefined,
): Promise<Startable[]> {
  const { rows } = await sql<Startable>`
    select target.id, target.name, w.name as workspace, target.current_version_id as version
    from processes target join workspaces w on w.id = target.workspace_id
    where target.deleted_at is null and target.current_version_id is not null and ${visible}
      and ${workspace ? sql`target.workspace_id = ${workspace}` : sql`true`}
    order by lower(target.name), target.id limit 500`.execute(db)
  return rows
}
