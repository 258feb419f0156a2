import type { JobSender } from '../../jobs/queue.ts'
import { type Db, transaction } from '../../sql/database.ts'
import { listUnfinished, sweepBatches as sweepOld } from '../batch.sql.ts'

/** After a process died at work its job waits for the queue to give it up; this wakes the batch within a minute. */
export async function wakeBatches({ db, send }: { db: Db; send: JobSender }): Promise<void> {
  const batches = await listUnfinished(db)
  for (const batch of batches) await transaction(db, (tx) => send(tx, 'signin.work_batch', { batch }))
}

/** Results hold names and addresses of people: they are kept as long as somebody may ask what became of a row. */
export const sweepBatches = (db: Db): Promise<void> => sweepOld(db)
