import { forPortal } from '../../base/endpoint.ts'
import { personBehind } from '../../access/actor.ts'
import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { claimTaskApi } from '../contract.ts'
import { claimReady, lockTask } from '../task.sql.ts'
import { refuseClaimed } from '../task.ts'

export const claimTask = command({
  name: 'claimTask',
  endpoint: claimTaskApi,
  permission: 'task.claim',
  target: ({ task }) => ({ id: task }),
  async run({ tx, actor, note }, { task: id }) {
    const person = personBehind(actor)
    if (person === null) throw notFound()
    const version = await claimReady(tx, id, person)
    if (version === undefined) {
      const task = await lockTask(tx, id)
      refuseClaimed(task, person)
      // One's own second click: it is already so.
      return { id, state: task.state, version: task.version }
    }
    note({ task: id })
    await changed(tx, { topics: ['tasks'], users: [person], employees: true })
    return { id, state: 'claimed' as const, version }
  },
})

/** The same for people from outside, by their session. */
export const claimTaskOnPortal = {
  ...claimTask,
  name: 'claimTaskOnPortal',
  endpoint: forPortal(claimTask.endpoint),
}
