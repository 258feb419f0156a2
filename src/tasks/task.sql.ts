import { sql } from 'kysely'
import { newId, type PrincipalId, type ProcessInstanceId, type TaskId, type UserId } from '../base/ids.ts'
import type { Facts } from '../base/refusal.ts'
import { type Sql, type Tx, withNext } from '../sql/database.ts'
import type { Around } from './executor.sql.ts'
import type { ExecutorRule, Exclusion } from './executor.ts'
import type { StandIn } from './stand-in.ts'
import type { Task } from './task.ts'

export type NewTask = {
  id: TaskId
  name: string
  element: { key: number; id: string }
  lane: string | null
  executor: (ExecutorRule & { exclusions: Exclusion[] }) | null
  excluded: UserId[]
  form: unknown
  buttons: unknown
  due: string | null
  assignee: UserId | null
  candidates: PrincipalId[]
  /** Who stands in for somebody absent: candidates beside the others, one of them perhaps the assignee. */
  standIns: StandIn[]
  fallback: string | null
}

export type TaskEventKind =
  | 'created'
  | 'resolved'
  | 'fell_back'
  | 'claimed'
  | 'released'
  | 'reassigned'
  | 'completed'
  | 'cancelled'
  | 'taken_over'
  | 'given_back'
export type NewTaskEvent = { kind: TaskEventKind; facts: Facts }

/** The task, its candidates and the beginning of its history in one statement, which travels with the next. */
export async function insertTask(tx: Tx, around: Around, task: NewTask, events: NewTaskEvent[]): Promise<void> {
  await sql`${withNext}with made as (
      insert into tasks (id, name, state, instance_id, element_key, element_id, lane_id, app_id, item_id, assignee_id, executor,
        excluded, form, buttons, due_at, claimed_at, fallback_reason, for_user_id, substitution_id)
      values (${task.id}, ${task.name}, ${task.assignee ? 'claimed' : 'ready'}, ${around.instance}, ${task.element.key},
        ${task.element.id}, ${task.lane}, ${around.app}, ${around.item}, ${task.assignee}, ${JSON.stringify(task.executor)}::jsonb,
        ${task.excluded}::uuid[], ${JSON.stringify(task.form)}::jsonb, ${JSON.stringify(task.buttons)}::jsonb, ${task.due},
        ${task.assignee ? sql`now()` : null}, ${task.fallback}, ${actingFor(task)?.for ?? null}::uuid, ${actingFor(task)?.substitution ?? null}::uuid)
    ), offered as (
      insert into task_candidates (task_id, principal_id, for_user_id, substitution_id) ${candidateRows(task.id, task)}
    )
    ${eventRows(task.id, null, events)}`.execute(tx)
}

type Hands = Pick<NewTask, 'assignee' | 'candidates' | 'standIns'>

/** For whom the assignee has it, where they stand in for somebody. */
const actingFor = ({ assignee, standIns }: Hands): StandIn | undefined => standIns.find(({ id }) => id === assignee)

const candidateRows = (task: TaskId, { candidates, standIns }: Hands): Sql =>
  sql`select ${task}::uuid, c.id, null::uuid, null::uuid from unnest(${candidates}::uuid[]) c (id)
    union all select ${task}::uuid, s.id, s.for, s.substitution
    from jsonb_to_recordset(${JSON.stringify(standIns)}::jsonb) as s (id uuid, "for" uuid, substitution uuid)`

/** Gives an open task other hands, after its rule was asked again. */
export async function regiveTask(
  tx: Tx,
  id: TaskId,
  to: Hands & Pick<NewTask, 'excluded' | 'fallback'>,
  by: UserId | null,
  events: NewTaskEvent[],
): Promise<number> {
  const kept = [...to.candidates, ...to.standIns.map((one) => one.id)]
  await sql`delete from task_candidates where task_id = ${id} and principal_id <> all (${kept}::uuid[])`.execute(tx)
  const { rows } = await sql<{ version: number }>`with offered as (
      insert into task_candidates (task_id, principal_id, for_user_id, substitution_id) ${candidateRows(id, to)}
      on conflict (task_id, principal_id) do update set for_user_id = excluded.for_user_id, substitution_id = excluded.substitution_id
    ), told as (${eventRows(id, by, events)})
    update tasks set state = ${to.assignee ? 'claimed' : 'ready'}, assignee_id = ${to.assignee}::uuid, excluded = ${to.excluded}::uuid[],
      claimed_at = case when ${to.assignee}::uuid is null then null else now() end, fallback_reason = ${to.fallback},
      for_user_id = ${actingFor(to)?.for ?? null}::uuid, substitution_id = ${actingFor(to)?.substitution ?? null}::uuid, version = version + 1
    where id = ${id} returning version`.execute(tx)
  return rows[0]!.version
}

/** Two events of one moment keep their order, because ids made in turn are ordered only by the millisecond. */
function eventRows(task: TaskId, by: UserId | null, events: NewTaskEvent[]): Sql {
  const rows = events.map(({ kind, facts }, at) => ({ id: newId(), kind, facts, at }))
  return sql`insert into task_events (id, task_id, at, actor_user_id, kind, facts)
    select e.id, ${task}, now() + e.at * interval '1 microsecond', ${by}::uuid, e.kind, e.facts
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e (id uuid, kind text, facts jsonb, at int)`
}

export async function lockTask(tx: Tx, id: TaskId): Promise<Task> {
  const { rows } = await sql<Task>`
    select t.id, t.name, t.state, t.assignee_id as assignee, a.full_name as "assigneeName", e.full_name as "endedByName", t.version,
      t.for_user_id as "actingFor", to_json(t.due_at) as due
    from tasks t left join users a on a.id = t.assignee_id left join users e on e.id = t.ended_by
    where t.id = ${id} for update of t`.execute(tx)
  return rows[0]!
}

/**
 * One of all who try gets it: the row lock orders them and the state lets only the first through (AT-140). Whoever is
 * asked in the place of somebody absent has it for that person.
 */
export async function claimReady(tx: Tx, id: TaskId, by: UserId): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`with claimed as (
      update tasks set state = 'claimed', assignee_id = ${by}, claimed_at = now(), version = version + 1,
        (for_user_id, substitution_id) = (select c.for_user_id, c.substitution_id from task_candidates c where c.task_id = ${id} and c.principal_id = ${by})
      where id = ${id} and state = 'ready' and ${by} <> all (excluded) returning version
    ), told as (
      insert into task_events (id, task_id, actor_user_id, kind) select ${newId()}, ${id}, ${by}, 'claimed' from claimed
    )
    select version from claimed`.execute(tx)
  return rows[0]?.version
}

export async function releaseClaimed(tx: Tx, id: TaskId, by: UserId): Promise<number> {
  const { rows } = await sql<{ version: number }>`with told as (${eventRows(id, by, [{ kind: 'released', facts: {} }])})
    update tasks set state = 'ready', assignee_id = null, claimed_at = null, for_user_id = null, substitution_id = null, version = version + 1
    where id = ${id} returning version`.execute(tx)
  return rows[0]!.version
}

export async function endTask(tx: Tx, id: TaskId, by: UserId | null, outcome: string | null): Promise<void> {
  await sql`${withNext}with closed as (update task_candidates set open = false where task_id = ${id}),
    told as (insert into task_events (id, task_id, actor_user_id, kind, facts)
      select ${newId()}, id, ${by}::uuid, 'completed', jsonb_strip_nulls(jsonb_build_object('outcome', ${outcome}::text, 'for', for_user_id))
      from tasks where id = ${id})
    update tasks set state = 'completed', ended_at = now(), ended_by = ${by}::uuid, outcome = ${outcome}, version = version + 1
    where id = ${id}`.execute(tx)
}

/** Withdraws the open tasks of these element instances; gives the people they were claimed by. */
export async function cancelTasks(tx: Tx, instance: ProcessInstanceId, keys: number[], reason: string) {
  const { rows } = await sql<{ assignee: UserId | null }>`with gone as (
      update tasks set state = 'cancelled', ended_at = now(), version = version + 1
      where instance_id = ${instance} and element_key = any (${keys}) and ended_at is null returning id, assignee_id
    ), closed as (update task_candidates set open = false where task_id in (select id from gone)),
    told as (insert into task_events (id, task_id, kind, facts) select uuid7(), id, 'cancelled', ${JSON.stringify({ reason })}::jsonb from gone)
    select assignee_id as assignee from gone`.execute(tx)
  return rows.map(({ assignee }) => assignee)
}

/** Whether somebody but this person could take it when it is given back. */
export async function hasOthers(tx: Tx, id: TaskId, person: UserId): Promise<boolean> {
  const { rows } = await sql`select from task_candidates c join tasks t on t.id = c.task_id
      join actor_principals p on p.principal_id = c.principal_id join users u on u.id = p.user_id
    where c.task_id = ${id} and u.status = 'active' and u.deleted_at is null and u.id <> ${person} and u.id <> all (t.excluded)
    limit 1`.execute(tx)
  return rows.length > 0
}

/** What is needed to ask the rule of a task again, or to give it to somebody by hand. */
export type Given = {
  instance: ProcessInstanceId
  element: { key: number; id: string }
  lane: string | null
  executor: (ExecutorRule & { exclusions?: Exclusion[] }) | null
  excluded: UserId[]
  around: Around
}

export async function givenTask(tx: Tx, id: TaskId): Promise<Given> {
  const { rows } = await sql<Omit<Given, 'around' | 'element'> & Around & { key: number; element: string }>`
    select t.instance_id as instance, t.element_key as key, t.element_id as element, t.lane_id as lane, t.executor, t.excluded,
      i.process_id as process, p.workspace_id as workspace, t.app_id as app, t.item_id as item, i.initiator_id as initiator,
      (select a.principal_id from item_access a where a.app_id = t.app_id and a.item_id = t.item_id and a.via = 'author' limit 1) as author
    from tasks t join process_instances i on i.id = t.instance_id join processes p on p.id = i.process_id
    where t.id = ${id}`.execute(tx)
  const { key, element, lane, executor, excluded, ...around } = rows[0]!
  return { instance: around.instance, element: { key, id: element }, lane, executor, excluded, around }
}

/** New rule and due date of the open task of an element instance. */
export async function moveTask(
  tx: Tx,
  instance: ProcessInstanceId,
  key: number,
  { executor, due }: { executor: ExecutorRule | null; due: string | null },
): Promise<{ id: TaskId; fellBack: boolean } | undefined> {
  const { rows } = await sql<{ id: TaskId; fellBack: boolean }>`
    update tasks set due_at = ${due}, executor = ${JSON.stringify(executor)}::jsonb || coalesce(
        jsonb_build_object('exclusions', executor -> 'exclusions'), '{}'), version = version + 1
    where instance_id = ${instance} and element_key = ${key} and ended_at is null
    returning id, fallback_reason is not null as "fellBack"`.execute(tx)
  return rows[0]
}
