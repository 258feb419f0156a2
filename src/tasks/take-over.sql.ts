import { sql } from 'kysely'
import type { AppId, ItemId, ProcessId, SubstitutionId, TaskId, UserId, WorkspaceId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import { isAway } from './stand-in.sql.ts'

/** Tasks go over in batches, each a transaction: a person may have thousands. */
export const batch = 100

/** An open task under this transaction's lock, with what rules may ask of it. */
export type Held = {
  id: TaskId
  name: string
  state: 'ready' | 'claimed'
  due: string | null
  excluded: UserId[]
  /** Where the holder has it for somebody else already: it stays that person's. */
  for: UserId | null
  substitution: SubstitutionId | null
  assignee: UserId | null
  around: { process: ProcessId; workspace: WorkspaceId; app: AppId | null; item: ItemId | null }
}

/**
 * What an absent person had before the moment: claimed before it, offered to them by name, or offered to a group or place
 * of theirs where nobody is left now who could take it. What a substitute hands back by hand is claimed later and stays.
 * The same question has the same answer after every crash: whoever stands in is one who could take it.
 */
const heldBefore = (absent: UserId, startsAt: Date): Sql => sql`t.id in (
  select h.id from tasks h where h.state = 'claimed' and h.assignee_id = ${absent} and h.claimed_at < ${startsAt}
  union all select h.id from task_candidates c join tasks h on h.id = c.task_id
    where c.principal_id = ${absent} and c.open and h.state = 'ready' and h.created_at < ${startsAt}
  union all select h.id from task_candidates c join tasks h on h.id = c.task_id
    where c.principal_id in (select principal_id from user_principals where user_id = ${absent} and principal_id <> ${absent})
      and c.open and h.state = 'ready' and h.created_at < ${startsAt} and ${absent} <> all (h.excluded) and not exists (
        select from task_candidates other join user_principals p on p.principal_id = other.principal_id
          join users u on u.id = p.user_id and u.status = 'active' and u.deleted_at is null
        where other.task_id = h.id and other.open and u.id <> all (h.excluded) and not ${isAway(sql`u.id`)})
  ) and ${waits}`

/** A process may say that a task waits for whoever it is for (processes.md: ignore substitution). */
const waits = sql`(t.executor ->> 'ignoreSubstitution') is null`

const dueBefore = (endsAt: Date | string): Sql => sql`t.due_at < ${endsAt}`

export type Wanted = { absent: UserId; startsAt: Date; endsAt: Date; which: 'due' | 'all' }

/**
 * The next tasks to move, and how many others were passed over because somebody is at work on them this moment: a step
 * locks several tasks in its own order, and nobody here waits for it.
 */
export async function lockHeld(tx: Tx, wanted: Wanted, after: TaskId | null): Promise<Locked> {
  const { absent, startsAt, endsAt, which } = wanted
  return lockNext(
    tx,
    sql`${heldBefore(absent, startsAt)} and ${which === 'all' ? sql`true` : dueBefore(endsAt)}`,
    after,
  )
}

export const lockTaken = (tx: Tx, substitution: SubstitutionId, after: TaskId | null): Promise<Locked> =>
  lockNext(
    tx,
    sql`t.id in (select h.id from tasks h where h.substitution_id = ${substitution} and h.ended_at is null
      union all select task_id from task_candidates where substitution_id = ${substitution} and open)`,
    after,
  )

export type Locked = { held: Held[]; skipped: number; next: TaskId | null }

async function lockNext(tx: Tx, condition: Sql, after: TaskId | null): Promise<Locked> {
  const found = await sql<{ id: TaskId }>`select t.id from tasks t where t.ended_at is null and ${condition}
    and ${after ? sql`t.id > ${after}` : sql`true`} order by t.id limit ${batch}`.execute(tx)
  const ids = found.rows.map(({ id }) => id)
  if (ids.length === 0) return { held: [], skipped: 0, next: null }
  const { rows } = await sql<Held>`
    select t.id, t.name, t.state, to_json(t.due_at) as due, t.excluded, t.for_user_id as for, t.substitution_id as substitution,
      t.assignee_id as assignee, json_build_object('process', i.process_id, 'workspace', p.workspace_id, 'app', t.app_id, 'item', t.item_id) as around
    from tasks t left join process_instances i on i.id = t.instance_id left join processes p on p.id = i.process_id
    where t.id = any (${ids}::uuid[]) and t.ended_at is null and ${condition} order by t.id for update of t skip locked`.execute(
    tx,
  )
  return { held: rows, skipped: ids.length - rows.length, next: ids.length < batch ? null : ids.at(-1)! }
}

/** A task and who has it from now on; `for` and `substitution` are null where it is theirs. */
export type Move = {
  id: TaskId
  to: UserId
  for: UserId | null
  substitution: SubstitutionId | null
  text: string
}

const asRows = (moves: Move[]): Sql => sql`jsonb_to_recordset(${JSON.stringify(moves)}::jsonb)
  as m (id uuid, "to" uuid, "for" uuid, substitution uuid, text text)`

/** Offers each task to the substitute too, and gives it to them where it was in somebody's hands. */
export async function takeOver(tx: Tx, moves: Move[], kind: 'taken_over' | 'given_back'): Promise<void> {
  if (moves.length === 0) return
  await sql`with m as (select * from ${asRows(moves)}),
    offered as (
      insert into task_candidates (task_id, principal_id, for_user_id, substitution_id) select id, "to", "for", substitution from m
      on conflict do nothing
    ), told as (
      insert into task_events (id, task_id, kind, facts) select uuid7(), m.id, ${kind},
        jsonb_strip_nulls(jsonb_build_object('from', t.assignee_id, 'to', m."to", 'for', m."for", 'reason', m.text))
      from m join tasks t on t.id = m.id
    )
    update tasks t set version = version + 1,
      assignee_id = case when t.state = 'claimed' then m."to" end, claimed_at = case when t.state = 'claimed' then now() end,
      for_user_id = case when t.state = 'claimed' then m."for" end, substitution_id = case when t.state = 'claimed' then m.substitution end
    from m where t.id = m.id`.execute(tx)
}

/** After its end a substitution holds nothing: who keeps a task has it without it, who was only asked is asked no more. */
export async function letGo(tx: Tx, substitution: SubstitutionId, ids: TaskId[]): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from task_candidates c using tasks t where t.id = c.task_id and c.task_id = any (${ids}::uuid[])
    and c.substitution_id = ${substitution} and t.assignee_id is distinct from c.principal_id`.execute(tx)
  await sql`update task_candidates set substitution_id = null
    where task_id = any (${ids}::uuid[]) and substitution_id = ${substitution}`.execute(tx)
  await sql`update tasks set substitution_id = null where id = any (${ids}::uuid[]) and substitution_id = ${substitution}`.execute(
    tx,
  )
}

export async function isActive(tx: Tx, user: UserId): Promise<boolean> {
  const { rows } = await sql`select from users where id = ${user} and status = 'active' and deleted_at is null`.execute(
    tx,
  )
  return rows.length > 0
}

/** For the form: how many would move, counted up to a thousand each. */
export async function countHeld(db: Db, absent: UserId, startsAt: string, endsAt: string) {
  const at = sql`greatest(${startsAt}::timestamptz, now())`
  const held = sql`(t.state = 'claimed' and t.assignee_id = ${absent} and t.claimed_at < ${at} and ${waits})`
  const { rows } = await sql<{ due: number; all: number }>`
    select (select count(*)::int from (select from tasks t where ${held} and ${dueBefore(endsAt)} limit 1000) due) as due,
      (select count(*)::int from (select from tasks t where ${held} limit 1000) all_of_them) as "all"`.execute(db)
  return rows[0]!
}
