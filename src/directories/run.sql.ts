import { sql } from 'kysely'
import type { DirectoryId, DirectoryRunId, UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { RunShape } from './contract.ts'
import { deeds, type RunRowShape } from './contract-runs.ts'

export const runColumns = sql`r.id, r.directory_id as directory, (select name from directories where id = r.directory_id) as "directoryName", r.origin, r.state,
  (select full_name from users u where u.id = r.made_by) as "madeBy", r.created_at as "createdAt", r.ended_at as "endedAt",
  r.entries, r.unchanged, r.total, r.done, r.refused, r.code, r.message`

export async function insertRun(
  tx: Tx,
  run: { id: DirectoryRunId; directory: DirectoryId; origin: RunShape['origin']; by: UserId | null },
): Promise<void> {
  await sql`insert into directory_runs (id, directory_id, origin, state, made_by)
    values (${run.id}, ${run.directory}, ${run.origin}, 'reading', ${run.by})`.execute(tx)
}

export type Run = {
  id: DirectoryRunId
  directory: DirectoryId
  state: RunShape['state']
  origin: RunShape['origin']
  by: UserId | null
}
const work = sql`select id, directory_id as directory, state, origin, made_by as by from directory_runs`

export async function findWork(db: Db, id: DirectoryRunId): Promise<Run | undefined> {
  const { rows } = await sql<Run>`${work} where id = ${id}`.execute(db)
  return rows[0]
}

export async function lockRun(tx: Tx, id: DirectoryRunId): Promise<Run | undefined> {
  const { rows } = await sql<Run>`${work} where id = ${id} for update`.execute(tx)
  return rows[0]
}

/** The one that has not ended; the schema allows no second. */
export async function lockOpenRun(tx: Tx, directory: DirectoryId): Promise<Run | undefined> {
  const { rows } = await sql<Run>`${work} where directory_id = ${directory} and ended_at is null for update`.execute(tx)
  return rows[0]
}

export async function findRun(
  db: Db,
  id: DirectoryRunId,
): Promise<(RunShape & { counts: Partial<Record<RunRowShape['deed'], number>> }) | undefined> {
  const { rows } = await sql<RunShape & { counts: Partial<Record<RunRowShape['deed'], number>> }>`
    select ${runColumns}, coalesce((select jsonb_object_agg(deed, n) from (
      select deed, count(*)::integer as n from directory_rows where run_id = r.id group by deed) c), '{}') as counts
    from directory_runs r where r.id = ${id}`.execute(db)
  return rows[0]
}

export const allCounts = (counts: Partial<Record<RunRowShape['deed'], number>>) =>
  Object.fromEntries(deeds.map((deed) => [deed, counts[deed] ?? 0])) as Record<RunRowShape['deed'], number>

export async function listRuns(
  db: Db,
  directory: DirectoryId,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<RunShape[]> {
  const { rows } = await sql<RunShape>`
    select ${runColumns} from directory_runs r
    where r.directory_id = ${directory} and ${after ? sql`r.id < ${after}::uuid` : sql`true`} order by r.id desc limit ${limit}`.execute(
    db,
  )
  return rows
}

export async function listRunRows(
  db: Db,
  run: DirectoryRunId,
  { deed, state, after, limit }: { deed: string | undefined; state: string | undefined; after: number; limit: number },
): Promise<RunRowShape[]> {
  const { rows } = await sql<RunRowShape>`
    select number as id, deed, state, user_id as "user", label, detail, changes, code, message from directory_rows
    where run_id = ${run} and number > ${after} and ${deed ? sql`deed = ${deed}` : sql`true`}
      and ${state ? sql`state = ${state}` : sql`true`} order by number limit ${limit}`.execute(db)
  return rows
}

type To =
  | { state: 'ready' | 'applying' }
  | { state: 'asks' | 'failed'; code: string; message: string }
  | { state: 'done' | 'cancelled' }

/** @returns whether it was in that state */
export async function moveRun(db: Db, id: DirectoryRunId, from: RunShape['state'], to: To): Promise<boolean> {
  const told = 'code' in to ? to : { code: null, message: null }
  const isEnd = ['done', 'failed', 'cancelled'].includes(to.state)
  const moved = await sql`update directory_runs set state = ${to.state}, code = ${told.code}, message = ${told.message},
      applied_at = case when ${to.state} = 'applying' then now() else applied_at end,
      ended_at = ${isEnd ? sql`now()` : null}
    where id = ${id} and state = ${from}`.execute(db)
  if (isEnd) await forgetRead(db, id)
  return Number(moved.numAffectedRows ?? 0) > 0
}

/** What was read is of no use any more; names and addresses of strangers are not kept. */
export async function forgetRead(db: Db, id: DirectoryRunId): Promise<void> {
  await sql`delete from directory_entries where run_id = ${id}`.execute(db)
  await sql`delete from directory_group_entries where run_id = ${id}`.execute(db)
}

export async function listUnfinished(db: Db): Promise<DirectoryRunId[]> {
  const { rows } = await sql<{ id: DirectoryRunId }>`
    select id from directory_runs where state in ('reading', 'applying') order by id limit 100`.execute(db)
  return rows.map(({ id }) => id)
}

/** Whose time has come: no run by schedule since the hour began, in the company's time zone. A run that waits is in nobody's way. */
export async function listDue(db: Db): Promise<DirectoryId[]> {
  const { rows } = await sql<{ id: DirectoryId }>`
    select d.id from directories d cross join company c
    where d.enabled_at is not null and d.schedule <> 'off'
      and not exists (select from directory_runs r where r.directory_id = d.id and r.state in ('reading', 'applying', 'asks'))
      and greatest(d.enabled_at, coalesce((select max(created_at) from directory_runs r where r.directory_id = d.id and r.origin = 'schedule'), d.enabled_at))
        < case d.schedule when 'hourly' then date_trunc('hour', now())
          else (date_trunc('day', now() at time zone c.time_zone) + make_interval(hours => d.daily_hour)) at time zone c.time_zone end
      and (d.schedule = 'hourly' or extract(hour from now() at time zone c.time_zone) >= d.daily_hour)
    order by d.id`.execute(db)
  return rows.map(({ id }) => id)
}

/** The last one stays, so that the page can tell how it went. */
export async function sweepRuns(db: Db): Promise<void> {
  await sql`delete from directory_runs r where ended_at < now() - interval '30 days'
    and exists (select from directory_runs newer where newer.directory_id = r.directory_id and newer.id > r.id)`.execute(
    db,
  )
}

export async function takeOver(tx: Tx, id: DirectoryRunId, by: UserId): Promise<void> {
  await sql`update directory_runs set made_by = ${by} where id = ${id}`.execute(tx)
}
