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
import type { Db, Sql, Tx } from '../sql/database.ts'
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

/** Locks the instance of a task; the task itself is locked after it. */
export async function lockInstanceOf(tx: Tx, task: TaskId): Promise<{ row: InstanceRow; work: Work } | undefined> {
  const { rows } = await sql<InstanceRow & Work>`select ${columns}, t.element_key as key, t.form, t.buttons
    from tasks t join process_instances i on i.id = t.instance_id join processes p on p.id = i.process_id
    where t.id = ${task} for update of i`.execute(tx)
  if (!rows[0]) return undefined
  const { key, form, buttons, ...row } = rows[0]
  return { row, work: { key, form, buttons } }
}

type Live = Pick<LiveRows, 'elements' | 'tokens' | 'variables' | 'incidents'>

/**
 * What is live. A statement of its own after the lock: one that waited for the lock would read these rows as they were
 * before the wait (READ COMMITTED), and the step before it would be lost.
 */
export async function loadLive(db: Db, id: ProcessInstanceId): Promise<Live> {
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
 * Everything a step changes in the instance's own rows, in one statement: each list goes as one JSON parameter, so the
 * text is always the same and prepared once, and a step of two elements costs no more round trips than one of fifty.
 */
export async function writeStep(tx: Tx, step: Step): Promise<void> {
  const { command, by, events, changes } = step
  const { id, eventsCount } = step.row
  const { gone } = changes
  const variables = changes.variables.map(({ value, ...row }) => ({ ...row, value: { is: value } }))
  await sql`with told as (
      insert into process_events (instance_id, number, command_id, actor_user_id, event)
      select ${id}, ${eventsCount}::int + e.number::int, ${command}::uuid, ${by}::uuid, e.event
      from jsonb_array_elements(${JSON.stringify(events)}::jsonb) with ordinality as e (event, number)
    ), elements_gone as (
      delete from element_instances where instance_id = ${id} and key = any (${gone.elements}::int[])
    ), tokens_gone as (
      delete from flow_tokens where instance_id = ${id} and key = any (${gone.tokens}::int[])
    ), variables_gone as (
      delete from process_variables where instance_id = ${id} and scope_key = any (${gone.scopes}::int[])
    ), incidents_gone as (
      update incidents set resolved_at = now() where instance_id = ${id} and key = any (${gone.incidents}::int[])
    ), elements_written as (
      insert into element_instances (instance_id, key, element_id, scope_key, state)
      select ${id}, key, element, scope, state
      from jsonb_to_recordset(${JSON.stringify(changes.elements)}::jsonb) as e (key int, element text, scope int, state text)
      on conflict (instance_id, key) do update set state = excluded.state
    ), tokens_written as (
      insert into flow_tokens (instance_id, key, flow_id, scope_key)
      select ${id}, key, flow, scope from jsonb_to_recordset(${JSON.stringify(changes.tokens)}::jsonb) as t (key int, flow text, scope int)
    ), variables_written as (
      insert into process_variables (instance_id, scope_key, name, value)
      select ${id}, scope, name, value -> 'is'
      from jsonb_to_recordset(${JSON.stringify(variables)}::jsonb) as v (scope int, name text, value jsonb)
      on conflict (instance_id, scope_key, name) do update set value = excluded.value
    ), incidents_written as (
      insert into incidents (instance_id, key, held_keys, element_id, code, message, expression, input, blocks)
      select ${id}, key, array(select jsonb_array_elements_text("on")::int), element, code, message, expression,
        case when input <> 'null' then input end, blocks
      from jsonb_to_recordset(${JSON.stringify(changes.incidents)}::jsonb)
        as i (key int, "on" jsonb, element text, code text, message text, expression text, input jsonb, blocks boolean)
    )
    ${step.isNew ? makeInstance(step) : moveInstance(step)}`.execute(tx)
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
