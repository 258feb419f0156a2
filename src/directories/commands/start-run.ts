import { personBehind } from '../../access/actor.ts'
import { type DirectoryId, type DirectoryRunId, newId, type UserId } from '../../base/ids.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import type { JobSender } from '../../jobs/queue.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import type { Tx } from '../../sql/database.ts'
import { startDirectoryRunApi } from '../contract-runs.ts'
import { lockDirectory } from '../directory.sql.ts'
import { insertRun, lockOpenRun, moveRun, type Run } from '../run.sql.ts'

/** A directory that is off can be looked at, so that it is switched on by somebody who knows what it will do. */
export const startDirectoryRun = command({
  name: 'startDirectoryRun',
  endpoint: startDirectoryRunApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, actor, send, note }, { directory: id, preview }) {
    const directory = await lockDirectory(tx, id)
    if (!directory) throw notFound()
    if (!preview && !directory.isEnabled) throw directoryOff(directory.name)
    const run = await beginRun(tx, send, {
      directory: id,
      origin: preview ? 'preview' : 'by_hand',
      by: personBehind(actor),
    })
    note({ directory: id, name: directory.name, run, preview })
    return { id: run }
  },
})

type Begun = { directory: DirectoryId; origin: Run['origin']; by: UserId | null }

/** What waited to be looked at is out of date by now. The directory's row is locked by who calls. */
export async function beginRun(tx: Tx, send: JobSender, begun: Begun): Promise<DirectoryRunId> {
  const open = await lockOpenRun(tx, begun.directory)
  if (open && isUnderWay(open)) throw underWay()
  if (open) await moveRun(tx, open.id, open.state, { state: 'cancelled' })
  const id = newId<'directory_run'>()
  await insertRun(tx, { id, ...begun })
  await send(tx, 'directories.work', { run: id })
  await changed(tx, { topics: ['directories'], employees: true })
  return id
}

export const isUnderWay = ({ state }: Run): boolean => state === 'reading' || state === 'applying'

export const underWay = (): Refusal =>
  new Refusal(
    'conflict',
    'directory.run_under_way',
    'Expected no run under way, but one is. Wait until it has ended, or cancel it.',
  )

export const directoryOff = (name: string): Refusal =>
  new Refusal('conflict', 'directory.off', `Expected a directory that is on, but “${name}” is off. Switch it on first.`)
