import { notFound, Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { applyDirectoryRunApi, cancelDirectoryRunApi } from '../contract-runs.ts'
import { findDirectory } from '../directory.sql.ts'
import { lockRun, moveRun, takeOver } from '../run.sql.ts'
import { directoryOff } from './start-run.ts'

/** From here on it is the deed of whoever said yes. */
export const applyDirectoryRun = command({
  name: 'applyDirectoryRun',
  endpoint: applyDirectoryRunApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, actor, send, note }, { run: id }) {
    const run = await lockRun(tx, id)
    const directory = run && (await findDirectory(tx, run.directory))
    if (!run || !directory || actor.kind !== 'user') throw notFound()
    if (run.state !== 'ready' && run.state !== 'asks') {
      throw new Refusal(
        'conflict',
        'directory.not_waiting',
        'Expected a run that waits for somebody to say yes, but this one does not. Start another one.',
        { state: run.state },
      )
    }
    if (!directory.isEnabled) throw directoryOff(directory.name)
    await takeOver(tx, id, actor.id)
    await moveRun(tx, id, run.state, { state: 'applying' })
    await send(tx, 'directories.work', { run: id })
    note({ directory: directory.id, name: directory.name, run: id, asked: run.state === 'asks' })
    await changed(tx, { topics: ['directories'], employees: true })
    return null
  },
})

/** Work that is going on stops with the rows it is at. */
export const cancelDirectoryRun = command({
  name: 'cancelDirectoryRun',
  endpoint: cancelDirectoryRunApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, note }, { run: id }) {
    const run = await lockRun(tx, id)
    if (!run) throw notFound()
    if (hasEnded(run.state)) {
      throw new Refusal('conflict', 'directory.run_ended', 'Expected a run that goes on, but this one has ended.')
    }
    await moveRun(tx, id, run.state, { state: 'cancelled' })
    note({ directory: run.directory, run: id })
    await changed(tx, { topics: ['directories'], employees: true })
    return null
  },
})

const hasEnded = (state: string): boolean => ['done', 'failed', 'cancelled'].includes(state)
