import type { JobSender } from '../../jobs/queue.ts'
import { type Db, transaction } from '../../sql/database.ts'
import { lockDirectory } from '../directory.sql.ts'
import { listDue, listUnfinished, lockOpenRun, sweepRuns as sweepOld } from '../run.sql.ts'
import { beginRun, isUnderWay } from './start-run.ts'

/** Begins what is due, and wakes what a process left behind that died at work. */
export async function wakeDirectories({ db, send }: { db: Db; send: JobSender }): Promise<void> {
  for (const run of await listUnfinished(db)) await transaction(db, (tx) => send(tx, 'directories.work', { run }))
  for (const directory of await listDue(db)) {
    await transaction(db, async (tx) => {
      await lockDirectory(tx, directory)
      const open = await lockOpenRun(tx, directory)
      // Two processes woke at once, or somebody has just begun one.
      if (open && (isUnderWay(open) || open.origin === 'schedule')) return
      await beginRun(tx, send, { directory, origin: 'schedule', by: null })
    })
  }
}

export const sweepRuns = (db: Db): Promise<void> => sweepOld(db)
