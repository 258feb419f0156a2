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
import { findWork, forgetRead, lockRun, moveRun, type Run } from '../run.sql.ts'

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
    // Rows that are done stand before the others in the index until it is cleaned: none is passed twice.
    for (let after = 0; ; ) {
      if (Date.now() > until) return true
      const { state, last } = await applySome(around, { run, directory, deed, after, limit: rowsAtOnce })
      if (state !== 'applying') return false
      if (last === undefined) break
      after = last
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

type Some = { run: Run; directory: Directory; deed: Applied; after: number; limit: number }

type Outcome = { state: string | undefined; last: number | undefined }

/** Some rows with their results and the audit in one transaction. When one breaks them, each is tried for itself. */
async function applySome(around: Around, some: Some): Promise<Outcome> {
  try {
    return await applyTogether(around, some)
  } catch (error) {
    const refused = asResult(error)
    return some.limit > 1 ? applyOneByOne(around, some) : refuseNext(around, some, refused)
  }
}

async function applyTogether(around: Around, some: Some): Promise<Outcome> {
  const { run, directory, deed } = some
  return committing(around.db, async (tx) => {
    const now = await lockRun(tx, run.id)
    const rows = now?.state === 'applying' ? await nextRows(tx, run.id, deed, some) : []
    const results = rows.length > 0 ? await deedsOfDirectory[deed]({ ...around, tx, run, directory }, rows) : []
    await markRows(tx, run.id, results)
    audit(tx, some, results)
    return { state: now?.state, last: rows.at(-1)?.number }
  })
}

async function applyOneByOne(around: Around, some: Some): Promise<Outcome> {
  let last: number | undefined
  for (let left = some.limit; left > 0; left -= 1) {
    const one = await applySome(around, { ...some, after: last ?? some.after, limit: 1 })
    if (one.state !== 'applying') return one
    if (one.last === undefined) break
    last = one.last
  }
  return { state: 'applying', last }
}

async function refuseNext({ db }: Around, some: Some, refused: ReturnType<typeof asResult>): Promise<Outcome> {
  return transaction(db, async (tx) => {
    const rows = await nextRows(tx, some.run.id, some.deed, some)
    await markRows(
      tx,
      some.run.id,
      rows.map(({ number, user }) => ({ number, user, ...refused })),
    )
    return { state: 'applying', last: rows.at(-1)?.number }
  })
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
