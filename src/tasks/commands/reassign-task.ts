import { personBehind } from '../../access/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { reassignTaskApi } from '../contract.ts'
import { findFit } from '../people.sql.ts'
import { givenTask, lockTask, regiveTask } from '../task.sql.ts'
import { refuseEnded, refuseStale } from '../task.ts'

export const reassignTask = command({
  name: 'reassignTask',
  endpoint: reassignTaskApi,
  permission: 'task.manage',
  target: ({ task }) => ({ id: task }),
  async run({ tx, actor, note }, { task: id, version, assignee, reason }) {
    const task = await lockTask(tx, id)
    refuseEnded(task, 'reassign')
    refuseStale(task, version)
    const { excluded } = await givenTask(tx, id)
    const person = await findFit(tx, assignee)
    const unfit = !person
      ? 'nobody was found by this id'
      : !person.fit
        ? `${person.name} is not active or has no portal`
        : excluded.includes(assignee)
          ? `${person.name} must not do it (four eyes)`
          : null
    if (unfit !== null) {
      throw new Refusal(
        'conflict',
        'task.assignee_unfit',
        `Expected somebody who can do task “${task.name}”, but ${unfit}. Choose another person.`,
      )
    }
    const given = await regiveTask(
      tx,
      id,
      { assignee, candidates: [assignee], excluded, fallback: null },
      personBehind(actor),
      [{ kind: 'reassigned', facts: { from: task.assignee, to: assignee, reason } }],
    )
    note({ from: task.assignee, to: assignee, reason })
    await changed(tx, { topics: ['tasks'], users: [task.assignee, assignee], employees: true })
    return { id, state: 'claimed' as const, version: given }
  },
})
