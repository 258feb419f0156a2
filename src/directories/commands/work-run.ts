import { sql } from 'kysely'
import { type DirectoryRunId, newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { SecretBox } from '../../base/secret-box.ts'
import type { JobSender } from '../../jobs/queue.ts'
import { atCommit, committing } from '../../operations/at-commit.sql.ts'
import { changed } from '../../operations/changed.ts'
import { type Db, sqlState, transaction } from '../../sql/database.ts'
import { type Applied, deedsOfDirectory } from '../apply.ts'
import { markRows, nextRows, noteSeen, type Result } from '../apply.sql.ts'
import { compareMembers } from '../compare.sql.ts'
import { compareRun } from '../compare.ts'
import { type Directory, findDirectory } from '../directory.sql.ts'
import { readDirectory } from '../read.ts'
import { findWork, forgetRead, moveRun, type Run } from '../run.sql.ts'

export type Around = { db: Db; send: JobSender; secrets: SecretBox; baseUrl: string }

const rowsAtOnce = 500
/** Milliseconds one job works before it makes place for others. */
const slice = 20_000
/** Locks come first: they give seats back. */
const order: Applied[] = ['lock', 'unlock', 'link', 'change', 'create', 'leave', 'join']

/** The job behind a run; a second one finds the lock taken and leaves. What was begun and died is begun again. */
export async function workRun(around: Around, { run: id }: { run: string }): Promise<void> {
  const run = id as DirectoryRunId
  const key = sql`hashtextextended(${`directory run ${run}`}, 0)`
  const isLeft = await around.db.connection().execute(async (one) => {
    const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${key}) as taken`.execute(one)
    if (!rows[0]!.taken) return false
    try {
      return await workOn(around, run)
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(one)
    }
  })
  if (isLeft) await transaction(around.db, (tx) => around.send(tx, 'directories.work', { run }))
}

/** @returns whether rows are left for another slice */
async function workOn(around: Around, id: DirectoryRunId): Promise<boolean> {
  const { db } = around
  const run = await findWork(db, id)
  const directory = run && (await findDirectory(db, run.directory))
  if (!run || !directory) return false
  try {
    if (run.state === 'reading') await readAndCompare(around, run, directory)
    const now = await findWork(db, id)
    return now?.state === 'applying' ? await applySlice(around, now, directory) : false
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, message } = error
    for (const from of ['reading', 'applying'] as const) await moveRun(db, id, from, { state: 'failed', code, message })
    return false
  } finally {
    await tell(db)
  }
}

async function readAndCompare({ db, secrets }: Around, run: Run, directory: Directory): Promise<void> {
  await forgetRead(db, run.id)
  await readDirectory({ db, secrets }, run, directory)
  await transaction(db, (tx) => compareRun(tx, run, directory))
}

const tell = (db: Db) => transaction(db, (tx) => changed(tx, { topics: ['directories', 'users'], employees: true }))

async function applySlice(around: Around, run: Run, directory: Directory): Promise<boolean> {
  const until = Date.now() + slice
  for (const deed of order) {
    if (deed === 'leave') await transaction(around.db, (tx) => compareMembers(tx, run.id, directory))
    for (;;) {
      if (Date.now() > until) return true
      const { state, count } = await applySome(around, { run, directory, deed, limit: rowsAtOnce })
      if (state !== 'applying') return false
      if (count === 0) break
      await tell(around.db)
    }
  }
  await transaction(around.db, async (tx) => {
    await noteSeen(tx, run.id, directory)
    await sql`update directory_runs set total = greatest(total, done + refused) where id = ${run.id}`.execute(tx)
    await moveRun(tx, run.id, 'applying', { state: 'done' })
  })
  return false
}

type Some = { run: Run; directory: Directory; deed: Applied; limit: number }

/** Some rows with their results and the audit in one transaction. When one breaks them, each is tried for itself. */
async function applySome(around: Around, some: Some): Promise<{ state: string | undefined; count: number }> {
  const { run, directory, deed, limit } = some
  try {
    return await committing(around.db, async (tx) => {
      const { rows: now } = await sql<{
        state: string
      }>`select state from directory_runs where id = ${run.id} for update`.execute(tx)
      const rows = now[0]?.state === 'applying' ? await nextRows(tx, run.id, deed, { after: 0, limit }) : []
      const results = rows.length > 0 ? await deedsOfDirectory[deed]({ ...around, tx, run, directory }, rows) : []
      await markRows(tx, run.id, results)
      audit(tx, some, results)
      return { state: now[0]?.state, count: rows.length }
    })
  } catch (error) {
    const refusal = asResult(error)
    if (limit > 1) {
      for (let left = limit; left > 0; left -= 1) {
        const one = await applySome(around, { ...some, limit: 1 })
        if (one.count === 0 || one.state !== 'applying') return one
      }
      return { state: 'applying', count: limit }
    }
    await transaction(around.db, async (tx) => {
      const rows = await nextRows(tx, run.id, deed, { after: 0, limit: 1 })
      await markRows(
        tx,
        run.id,
        rows.map(({ number, user }) => ({ number, user, ...refusal })),
      )
    })
    return { state: 'applying', count: 1 }
  }
}

/** A refusal, or a "no" of the schema, is a result; what broke is tried again with the job. */
function asResult(error: unknown): { code: string; message: string } {
  if (error instanceof Refusal) return { code: error.code, message: error.message }
  const state = sqlState(error)
  if (!state || !/^(22|23|P0)/.test(state)) throw error
  return { code: 'directory.row_refused', message: 'The database refused this. The account was left as it is.' }
}

/** A row for each person, under the name of the deed, by the system for whoever let it run. */
function audit(tx: Parameters<typeof atCommit>[0], { run, directory, deed }: Some, results: Result[]): void {
  for (const { user, code } of results) {
    if (code || !user) continue
    atCommit(tx)!.audit.push({
      id: newId(),
      actor_kind: 'system',
      actor_id: null,
      for_user_id: run.by,
      operation: operationOf[deed],
      resource_kind: 'user',
      resource_id: user,
      facts: { directory: directory.id, name: directory.name, run: run.id },
      request_id: `directory-run-${run.id}`,
      address: '',
    })
  }
}

const operationOf: Record<Applied, string> = {
  lock: 'lockByDirectory',
  unlock: 'unlockByDirectory',
  link: 'linkToDirectory',
  change: 'updateByDirectory',
  create: 'createByDirectory',
  join: 'joinByDirectory',
  leave: 'leaveByDirectory',
}
