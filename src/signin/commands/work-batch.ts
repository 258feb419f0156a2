import { sql } from 'kysely'
import type { BatchId, UserId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { SecretBox } from '../../base/secret-box.ts'
import type { Blobs } from '../../blobs/blobs.ts'
import type { JobSender } from '../../jobs/queue.ts'
import { changed } from '../../operations/changed.ts'
import { asOperation, noCookies, type Operation } from '../../operations/operation.ts'
import { run } from '../../operations/run.ts'
import { type Db, sqlState, transaction } from '../../sql/database.ts'
import { type Deed, findWork, markRow, moveBatch, nextRows, type WaitingRow, type Work } from '../batch.sql.ts'
import { actorOfSession } from '../session-actor.sql.ts'
import { deleteUser } from './delete-user.ts'
import { importEmployee } from './invite-employee.ts'
import { lockUser } from './lock-user.ts'
import { prepareImport } from './prepare-import.ts'
import { resendInvitation } from './resend-invitation.ts'
import { restoreUser } from './restore-user.ts'
import { unlockUser } from './unlock-user.ts'

export type Around = { db: Db; send: JobSender; blobs: Blobs; secrets: SecretBox; baseUrl: string }

/** Milliseconds one job works before it makes place for others; the next one goes on. */
const slice = 20_000
/** Milliseconds between two words to the pages that watch. */
const tellEvery = 700
const rowsAtOnce = 20

/** The very operations of single deeds. Deleting wants a recent proof, which was given when the batch was started. */
const operations: Record<Deed, Operation> = {
  invite: asOperation(importEmployee),
  lock: asOperation(lockUser),
  unlock: asOperation(unlockUser),
  delete: { ...asOperation(deleteUser), recent: undefined } as Operation,
  restore: asOperation(restoreUser),
  resend_invitation: asOperation(resendInvitation),
}

/** The job behind a batch. Two at once would do no harm, but one suffices: the second finds the lock taken and leaves. */
export async function workBatch(around: Around, { batch: id }: { batch: string }): Promise<void> {
  const batch = id as BatchId
  const key = sql`hashtextextended(${`batch ${batch}`}, 0)`
  const isLeft = await around.db.connection().execute(async (one) => {
    const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${key}) as taken`.execute(one)
    if (!rows[0]!.taken) return false
    try {
      return (await prepareImport(around, batch)) ? false : await workSlice(around, batch)
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(one)
    }
  })
  if (isLeft) await transaction(around.db, (tx) => around.send(tx, 'signin.work_batch', { batch }))
}

/** @returns whether rows are left for another slice */
async function workSlice(around: Around, id: BatchId): Promise<boolean> {
  const until = Date.now() + slice
  let told = 0
  while (Date.now() < until) {
    const work = await findWork(around.db, id)
    if (work?.state !== 'running') return false
    const rows = await nextRows(around.db, id, rowsAtOnce)
    if (rows.length === 0) {
      await moveBatch(around.db, id, 'running', { state: 'done' })
      await tell(around.db)
      return false
    }
    for (const row of rows) {
      if (!(await workRow(around, work, row))) return false
      if (Date.now() - told < tellEvery) continue
      told = Date.now()
      await tell(around.db)
    }
  }
  return true
}

const tell = (db: Db) => transaction(db, (tx) => changed(tx, { topics: ['batches'], employees: true }))

/**
 * One row walks the corridor as whoever started the batch, by the session it was started from, like a request of hers:
 * everything is asked anew. The answer is kept under a key of the row in the transaction of the deed, so that a crash
 * between the deed and its mark repeats nothing.
 *
 * @returns false when the batch has stopped because its person may not go on
 */
async function workRow(around: Around, work: Work, row: WaitingRow): Promise<boolean> {
  const { db } = around
  try {
    await actorOfSession(db, work.session)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await moveBatch(db, work.id, 'running', {
      state: 'stopped',
      message: 'Whoever started it is signed out or locked.',
    })
    await tell(db)
    return false
  }
  try {
    const user = await perform(around, work, row)
    await markRow(db, work.id, row.position, { state: 'done', user })
  } catch (error) {
    await markRow(db, work.id, row.position, { state: 'refused', ...resultOf(error) })
  }
  return true
}

async function perform(around: Around, work: Work, row: WaitingRow): Promise<UserId | null> {
  const answer = await run(around.db, operations[work.deed], row.input ?? { user: row.user }, {
    ...around,
    requestId: `batch-${work.id}`,
    address: '',
    userAgent: '',
    idempotencyKey: `batch ${work.id} ${row.position}`,
    cookies: noCookies,
    authenticate: (on) => actorOfSession(on, work.session),
  })
  return row.user ?? (answer as { id: UserId }).id
}

/** A refusal is a result; what broke is tried again with the job, unless it is this row that breaks every time. */
function resultOf(error: unknown): { code: string; message: string } {
  if (error instanceof Refusal) return { code: error.code, message: error.message }
  const state = sqlState(error)
  // 22 bad values, 23 constraints, P0 raised by our triggers: no later try would end differently.
  if (!state || !/^(22|23|P0)/.test(state)) throw error
  return { code: 'batch.row_failed', message: 'The database refused this row. It was left as it is.' }
}
