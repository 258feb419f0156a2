import { forPortal } from '../../base/endpoint.ts'
import { personBehind } from '../../access/actor.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { releaseTaskApi } from '../contract.ts'
import { hasOthers, lockTask, releaseClaimed } from '../task.sql.ts'
import { refuseUnlessAssignee } from '../task.ts'

export const releaseTask = command({
  name: 'releaseTask',
  endpoint: releaseTaskApi,
  permission: 'task.work',
  target: ({ task }) => ({ id: task }),
  async run({ tx, actor }, { task: id }) {
    const person = personBehind(actor)
    if (person === null) throw notFound()
    const task = await lockTask(tx, id)
    refuseUnlessAssignee(task, person, 'release')
    if (!(await hasOthers(tx, id, person))) {
      throw new Refusal(
        'conflict',
        'task.nobody_else',
        `Expected somebody else to be there for task “${task.name}”, but it was given to you alone. Ask an administrator to reassign it.`,
      )
    }
    const version = await releaseClaimed(tx, id, person)
    await changed(tx, { topics: ['tasks'], users: [person], employees: true })
    return { id, state: 'ready' as const, version }
  },
})

/** The same for people from outside, by their session. */
export const releaseTaskOnPortal = {
  ...releaseTask,
  name: 'releaseTaskOnPortal',
  endpoint: forPortal(releaseTask.endpoint),
}
