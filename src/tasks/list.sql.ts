import { sql } from 'kysely'
import type { ProcessInstanceId, TaskId, UserId } from '../base/ids.ts'
import type { Db, Sql } from '../sql/database.ts'
import type { TaskRowShape } from './contract.ts'

/** Columns of a row of a list; `managed` is the permission to manage tasks as a condition. */
const columns = ({ reader, managed, isOutside }: Wanted) => sql`
  target.id, target.name, target.state, target.version,
  ${isOutside ? sql`null` : sql`target.fallback_reason`} as "fallbackReason",
  to_json(target.created_at) as "createdAt", to_json(target.due_at) as "dueAt", to_json(target.ended_at) as "endedAt",
  coalesce(target.ended_at is null and target.due_at < now(), false) as "isOverdue",
  case when i.id is not null then json_build_object('id', i.id, 'name', i.name, 'number', i.number) end as instance,
  case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as process,
  case when ${isOutside ? sql`s.id = ${reader}` : sql`s.id is not null`} then json_build_object('id', s.id, 'name', s.full_name) end as initiator,
  case when ${isOutside ? sql`a.id = ${reader}` : sql`a.id is not null`} then json_build_object('id', a.id, 'name', a.full_name,
    'away', (select json_build_object('from', s.starts_at, 'until', s.ends_at) from shown_absences s where s.user_id = a.id order by s.starts_at limit 1)) end as assignee,
  ${isOutside ? sql`null` : sql`case when f.id is not null then json_build_object('id', f.id, 'name', f.full_name) end`} as "actingFor",
  json_build_object(
    'claim', target.state = 'ready' and ${isWorker(reader, sql`not w.holds`)},
    'release', target.state = 'claimed' and target.assignee_id = ${reader} and ${isWorker(reader, sql`w.holds`)} and ${hasOtherCandidates(reader)},
    'complete', target.state = 'claimed' and target.assignee_id = ${reader} and ${isWorker(reader, sql`w.holds`)},
    'reassign', target.ended_at is null and ${managed}) as can`

const isWorker = (reader: UserId, how: Sql) =>
  sql`exists (select from task_workers w where w.task_id = target.id and w.user_id = ${reader} and ${how})`

/** Whether it was offered to more than this person: a group, or several people. */
const hasOtherCandidates = (reader: UserId) =>
  sql`exists (select from task_candidates c where c.task_id = target.id and c.principal_id <> ${reader})`

const tables = sql`tasks target left join process_instances i on i.id = target.instance_id left join processes p on p.id = i.process_id
  left join users s on s.id = i.initiator_id left join users a on a.id = target.assignee_id
  left join users f on f.id = target.for_user_id`

export type Wanted = {
  reader: UserId
  /** People from outside are told of nobody but themselves. */
  isOutside: boolean
  visible: Sql<boolean>
  managed: Sql<boolean>
  where: Sql
  /** The moment the list goes by, newest first. */
  by?: 'created_at' | 'ended_at'
  after?: [string, string] | undefined
  limit: number
}

export async function listTasks(db: Db, wanted: Wanted): Promise<TaskRowShape[]> {
  const { visible, where, by = 'created_at', after, limit } = wanted
  const at = sql.ref(`target.${by}`)
  const { rows } = await sql<TaskRowShape>`
    select ${columns(wanted)} from ${tables}
    where ${visible} and ${where}
      and ${after ? sql`(${at}, target.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by ${at} desc, target.id desc limit ${limit}`.execute(db)
  return rows
}

export const whereMine = (reader: UserId): Sql => sql`target.state = 'claimed' and target.assignee_id = ${reader}`

export const whereDone = (reader: UserId): Sql => sql`target.state = 'completed' and target.ended_by = ${reader}`

/** Offered and not taken: found from the person's candidacies, not from all ready tasks. */
export const whereToTake = (reader: UserId): Sql => sql`target.state = 'ready' and target.id in (
  select task_id from task_workers where user_id = ${reader} and not holds)`

export const whereHeldBy = (person: UserId): Sql => sql`target.state = 'claimed' and target.assignee_id = ${person}`

export const whereIs = (id: TaskId): Sql => sql`target.id = ${id}`

export const whereOf = (instance: ProcessInstanceId): Sql => sql`target.instance_id = ${instance}`

/**
 * Open tasks that break the invariant "every open task has a living person entitled to do it": nobody who is active
 * and still among its candidates.
 */
export const whereNobody: Sql = sql`target.ended_at is null and not exists (
  select from task_workers w join users u on u.id = w.user_id
  where w.task_id = target.id and u.status = 'active' and u.deleted_at is null)`

const mostCounted = 1000

export async function countTasks(db: Db, reader: UserId, visible: Sql<boolean>) {
  const { rows } = await sql<{ mine: number; overdue: number; toTake: number }>`
    select count(*)::int as mine, (count(*) filter (where due_at < now()))::int as overdue,
      (select count(*)::int from (select from tasks target where ${visible} and ${whereToTake(reader)} limit ${mostCounted}) waiting) as "toTake"
    from (select target.due_at from tasks target where ${visible} and ${whereMine(reader)} limit ${mostCounted}) mine`.execute(
    db,
  )
  return rows[0]!
}
