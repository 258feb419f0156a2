import { sql } from 'kysely'
import type { BatchId, SessionId, UserId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { BatchRowShape, BatchShape } from './batches-contract.ts'

export type Deed = BatchShape['deed']
export type BatchRow = Omit<BatchShape, 'can'>
type Detail = BatchRow & {
  columns: string[] | null
  mapping: string[] | null
  defaults: { groups?: never[]; language?: 'en' | 'ru' }
}

const columns = sql`b.id, b.deed, b.state, b.file_name as "fileName", b.total, b.sound, b.done, b.refused,
  case when b.deed = 'invite' and b.started_at is not null then b.total - b.sound else 0 end as "leftOut",
  b.code, b.message, b.created_at as "createdAt", b.started_at as "startedAt", b.ended_at as "endedAt",
  jsonb_build_object('id', u.id, 'name', u.full_name) as "madeBy"`

export async function listBatches(
  db: Db,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    select ${columns} from batches b join users u on u.id = b.made_by
    where ${after ? sql`b.id < ${after}::uuid` : sql`true`} order by b.id desc limit ${limit}`.execute(db)
  return rows
}

export async function findBatch(db: Db, id: BatchId): Promise<Detail | undefined> {
  const { rows } = await sql<Detail>`
    select ${columns}, b.columns, b.mapping, b.defaults from batches b join users u on u.id = b.made_by
    where b.id = ${id}`.execute(db)
  return rows[0]
}

export async function listBatchRows(
  db: Db,
  batch: BatchId,
  { state, after, limit }: { state: string | undefined; after: number | undefined; limit: number },
): Promise<BatchRowShape[]> {
  const wanted: Sql = state === 'with_issues' ? sql`issues is not null` : state ? sql`state = ${state}` : sql`true`
  const { rows } = await sql<BatchRowShape>`
    select position as id, user_id as "user", label, cells, coalesce(issues, '[]') as issues, state, code, message
    from batch_rows where batch_id = ${batch} and ${wanted} and position > ${after ?? -1}
    order by position limit ${limit}`.execute(db)
  return rows
}

export async function insertBatch(
  tx: Tx,
  made: { id: BatchId; deed: Deed; by: UserId; session: SessionId },
): Promise<void> {
  await sql`insert into batches (id, deed, state, made_by, session_id, started_at)
    values (${made.id}, ${made.deed}, 'running', ${made.by}, ${made.session}, now())`.execute(tx)
}

/** One row for each person on `target` the condition lets through, in the order of their names. @returns how many */
export async function insertPeople(tx: Tx, batch: BatchId, condition: Sql<boolean>, most: number): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    with found as (
      select target.id, target.full_name from users target where ${condition}
      order by target.full_name, target.id limit ${most + 1}
    ), made as (
      insert into batch_rows (batch_id, position, user_id, label)
      select ${batch}, row_number() over (order by full_name, id), id, full_name from found returning position
    )
    update batches set total = (select count(*) from made) where id = ${batch} returning total`.execute(tx)
  return rows[0]!.total
}

export type Work = { id: BatchId; deed: Deed; state: BatchShape['state']; madeBy: UserId; session: SessionId }

export async function findWork(db: Db, id: BatchId): Promise<Work | undefined> {
  const { rows } = await sql<Work>`
    select id, deed, state, made_by as "madeBy", session_id as session from batches where id = ${id}`.execute(db)
  return rows[0]
}

export type WaitingRow = { position: number; user: UserId | null; input: object | null }

export async function nextRows(db: Db, batch: BatchId, limit: number): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select position, user_id as "user", input from batch_rows
    where batch_id = ${batch} and state = 'waiting' order by position limit ${limit}`.execute(db)
  return rows
}

/** Notes the result of a row and counts it, once. */
export async function markRow(
  db: Db,
  batch: BatchId,
  position: number,
  result: { state: 'done'; user: UserId | null } | { state: 'refused'; code: string; message: string },
): Promise<void> {
  const isDone = result.state === 'done'
  await sql`with marked as (
      update batch_rows set state = ${result.state}, user_id = coalesce(user_id, ${isDone ? result.user : null}::uuid),
        code = ${isDone ? null : result.code}, message = ${isDone ? null : result.message}
      where batch_id = ${batch} and position = ${position} and state = 'waiting' returning 1
    )
    update batches set done = done + case when ${isDone} then 1 else 0 end, refused = refused + case when ${isDone} then 0 else 1 end
    where id = ${batch} and exists (select from marked)`.execute(db)
}

/** @returns whether it was in that state */
export async function moveBatch(
  db: Db,
  id: BatchId,
  from: BatchShape['state'],
  to: { state: 'done' } | { state: 'running'; by: UserId; session: SessionId } | { state: 'stopped'; message: string },
): Promise<boolean> {
  const change =
    to.state === 'done'
      ? sql`state = 'done', ended_at = now()`
      : to.state === 'stopped'
        ? sql`state = 'stopped', message = ${to.message}`
        : sql`state = 'running', message = null, made_by = ${to.by}, session_id = ${to.session}, started_at = coalesce(started_at, now())`
  const moved = await sql`update batches set ${change} where id = ${id} and state = ${from}`.execute(db)
  return Number(moved.numAffectedRows ?? 0) > 0
}

export async function sweepBatches(db: Db): Promise<void> {
  await sql`delete from batches where coalesce(ended_at, created_at) < now() - interval '30 days' and state <> 'running'`.execute(
    db,
  )
}

export async function lockBatch(tx: Tx, id: BatchId): Promise<Work | undefined> {
  const { rows } = await sql<Work>`
    select id, deed, state, made_by as "madeBy", session_id as session from batches where id = ${id} for update`.execute(
    tx,
  )
  return rows[0]
}

/** What some worker has to do, or is doing now: then the one that is woken finds it taken. */
export async function listUnfinished(db: Db): Promise<BatchId[]> {
  const { rows } = await sql<{ id: BatchId }>`
    select id from batches where state in ('reading', 'checking', 'running') order by id limit 100`.execute(db)
  return rows.map(({ id }) => id)
}

/** Refused or left out, each with the reason in words. */
export async function listLeftOver(
  db: Db,
  batch: BatchId,
): Promise<{ label: string; cells: string[] | null; reason: string }[]> {
  const { rows } = await sql<{ label: string; cells: string[] | null; reason: string }>`
    select label, cells, coalesce(message, (select string_agg(issue ->> 'message', ' ') from jsonb_array_elements(issues) issue), '') as reason
    from batch_rows where batch_id = ${batch} and state in ('refused', 'left_out') order by position`.execute(db)
  return rows
}
