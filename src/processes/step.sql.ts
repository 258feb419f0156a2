import { sql } from 'kysely'
import type {
  AppId,
  ItemId,
  ProcessId,
  ProcessInstanceId,
  ProcessVersionId,
  TaskId,
  UserId,
  WorkspaceId,
} from '../base/ids.ts'
import type { Button, Definition, FormField } from '../engine/definition.ts'
import type { Event } from '../engine/events.ts'
import type { Instance } from '../engine/instance.ts'
import { type Db, type Sql, type Tx, withNext } from '../sql/database.ts'
import type { LiveRows, RowChanges } from './rows.ts'

/** The row of an instance: locked first by every step (engine-notes: without that lock two branches lose their join). */
export type InstanceRow = {
  id: ProcessInstanceId
  name: string
  process: ProcessId
  version: ProcessVersionId
  workspace: WorkspaceId
  initiator: UserId | null
  app: AppId | null
  /** Version of the app's fields now. */
  shape: number | null
  item: ItemId | null
  state: 'active' | 'completed' | 'cancelled'
  nextKey: number
  passed: string[]
  eventsCount: number
}

const columns = sql`i.id, i.name, i.process_id as process, i.version_id as version, p.workspace_id as workspace,
  i.initiator_id as initiator, i.app_id as app,
  (select shape_version from apps where id = i.app_id and deleted_at is null) as shape, i.item_id as item, i.state, i.next_key as "nextKey", i.passed,
  i.events_count as "eventsCount"`

export async function lockInstance(tx: Tx, id: ProcessInstanceId): Promise<InstanceRow | undefined> {
  const { rows } = await sql<InstanceRow>`
    select ${columns} from process_instances i join processes p on p.id = i.process_id where i.id = ${id} for update of i`.execute(
    tx,
  )
  return rows[0]
}

/** What a task was made with by its instance; fixed for the life of the task, so it may be read before the task is locked. */
export type Work = { key: number; form: FormField[]; buttons: Button[] }

/** Locks the instance of a task, before the task and before anything of it is read. */
export async function lockInstanceOf(tx: Tx, task: TaskId): Promise<{ row: InstanceRow; work: Work } | undefined> {
  const { rows } = await sql<InstanceRow & Work>`select ${columns}, t.element_key as key, t.form, t.buttons
    from tasks t join process_instances i on i.id = t.instance_id join processes p on p.id = i.process_id
    where t.id = ${task} for update of i`.execute(tx)
  if (!rows[0]) return undefined
  const { key, form, buttons, ...row } = rows[0]
  return { row, work: { key, form, buttons } }
}

export type Live = Pick<LiveRows, 'elements' | 'tokens' | 'variables' | 'incidents'>

/**
 * What is live. A statement of its own after the lock: one that waited for the lock would read these rows as they were
 * before the wait (READ COMMITTED), and the step before it would be lost.
 */
export const loadLive = (db: Db, id: ProcessInstanceId): Promise<Live> => loadLiveOf(db, sql`${id}::uuid`)

/** The same by one of its tasks, for whoever does not know the instance before its lock is taken. */
export const loadLiveByTask = (db: Db, task: TaskId): Promise<Live> =>
  loadLiveOf(db, sql`(select instance_id from tasks where id = ${task})`)

async function loadLiveOf(db: Db, id: Sql): Promise<Live> {
  const { rows } = await sql<Live>`select
    (select coalesce(jsonb_agg(jsonb_build_object('key', key, 'scope', scope_key, 'element', element_id, 'state', state) order by key), '[]')
      from element_instances where instance_id = ${id}) as elements,
    (select coalesce(jsonb_agg(jsonb_build_object('key', key, 'scope', scope_key, 'flow', flow_id) order by key), '[]')
      from flow_tokens where instance_id = ${id}) as tokens,
    (select coalesce(jsonb_agg(jsonb_build_object('scope', scope_key, 'name', name, 'value', value)), '[]')
      from process_variables where instance_id = ${id}) as variables,
    (select coalesce(jsonb_agg(jsonb_build_object('key', key, 'on', held_keys, 'element', element_id, 'code', code, 'message', message,
      'expression', expression, 'input', input, 'blocks', blocks) order by key), '[]')
      from incidents where instance_id = ${id} and resolved_at is null) as incidents`.execute(db)
  return rows[0]!
}

export async function findDefinition(db: Db, version: ProcessVersionId): Promise<Definition> {
  const { rows } = await sql<{ definition: Definition }>`
    select definition from process_versions where id = ${version}`.execute(db)
  return rows[0]!.definition
}

export type Step = {
  /** As it was before the step. */
  row: InstanceRow
  /** Whether the row is not there yet: the step that starts an instance also makes it. */
  isNew: boolean
  command: string
  by: UserId | null
  after: Instance
  events: readonly Event[]
  changes: RowChanges
}

/**
 * Everything a step changes in the instance's own rows, in one statement that travels with the next. Each list is one
 * JSON parameter, and a list with nothing in it has no part: of the dozens of texts that are possible a process uses a
 * handful, each prepared once. With all nine parts in it every time, most of the time went into starting empty ones.
 */
export async function writeStep(tx: Tx, step: Step): Promise<void> {
  const parts = [...goneParts(step), ...writtenParts(step)]
  const rows = parts.length > 0 ? sql`, ${sql.join(parts)}` : sql``
  await sql`${withNext}with told as (${tellEvents(step)})${rows} ${step.isNew ? makeInstance(step) : moveInstance(step)}`.execute(
    tx,
  )
}

const tellEvents = ({ row, command, by, events }: Step): Sql => sql`
  insert into process_events (instance_id, number, command_id, actor_user_id, event)
  select ${row.id}, ${row.eventsCount}::int + e.number::int, ${command}::uuid, ${by}::uuid, e.event
  from jsonb_array_elements(${JSON.stringify(events)}::jsonb) with ordinality as e (event, number)`

function goneParts({ row: { id }, changes: { gone } }: Step): Sql[] {
  const parts: Sql[] = []
  if (gone.elements.length > 0)
    parts.push(sql`elements_gone as (
      delete from element_instances where instance_id = ${id} and key = any (${gone.elements}::int[]))`)
  if (gone.tokens.length > 0)
    parts.push(sql`tokens_gone as (
      delete from flow_tokens where instance_id = ${id} and key = any (${gone.tokens}::int[]))`)
  if (gone.scopes.length > 0)
    parts.push(sql`variables_gone as (
      delete from process_variables where instance_id = ${id} and scope_key = any (${gone.scopes}::int[]))`)
  if (gone.incidents.length > 0)
    parts.push(sql`incidents_gone as (
      update incidents set resolved_at = now() where instance_id = ${id} and key = any (${gone.incidents}::int[]))`)
  return parts
}

function writtenParts({ row: { id }, changes }: Step): Sql[] {
  const parts: Sql[] = []
  if (changes.elements.length > 0)
    parts.push(sql`elements_written as (
      insert into element_instances (instance_id, key, element_id, scope_key, state)
      select ${id}, key, element, scope, state
      from jsonb_to_recordset(${JSON.stringify(changes.elements)}::jsonb) as e (key int, element text, scope int, state text)
      on conflict (instance_id, key) do update set state = excluded.state)`)
  if (changes.tokens.length > 0)
    parts.push(sql`tokens_written as (
      insert into flow_tokens (instance_id, key, flow_id, scope_key)
      select ${id}, key, flow, scope from jsonb_to_recordset(${JSON.stringify(changes.tokens)}::jsonb) as t (key int, flow text, scope int))`)
  const variables = changes.variables.map(({ value, ...row }) => ({ ...row, value: { is: value } }))
  if (variables.length > 0)
    parts.push(sql`variables_written as (
      insert into process_variables (instance_id, scope_key, name, value)
      select ${id}, scope, name, value -> 'is'
      from jsonb_to_recordset(${JSON.stringify(variables)}::jsonb) as v (scope int, name text, value jsonb)
      on conflict (instance_id, scope_key, name) do update set value = excluded.value)`)
  if (changes.incidents.length > 0)
    parts.push(sql`incidents_written as (
      insert into incidents (instance_id, key, held_keys, element_id, code, message, expression, input, blocks)
      select ${id}, key, array(select jsonb_array_elements_text("on")::int), element, code, message, expression,
        case when input <> 'null' then input end, blocks
      from jsonb_to_recordset(${JSON.stringify(changes.incidents)}::jsonb)
        as i (key int, "on" jsonb, element text, code text, message text, expression text, input jsonb, blocks boolean))`)
  return parts
}

const endedAt = ({ status }: Instance): Sql => (status === 'active' ? sql`null::timestamptz` : sql`now()`)

const moveInstance = ({ row, after, events }: Step): Sql => sql`update process_instances set state = ${after.status},
  next_key = ${after.nextKey}, passed = ${after.passed}::text[], events_count = ${row.eventsCount + events.length},
  ended_at = ${endedAt(after)} where id = ${row.id}`

const makeInstance = ({
  row,
  after,
  events,
}: Step): Sql => sql`insert into process_instances (id, process_id, version_id, name,
    initiator_id, app_id, item_id, state, next_key, passed, events_count, ended_at)
  values (${row.id}, ${row.process}, ${row.version}, ${row.name}, ${row.initiator}, ${row.app}, ${row.item}, ${after.status},
    ${after.nextKey}, ${after.passed}::text[], ${events.length}, ${endedAt(after)})`
