import { personBehind } from '../../access/actor.ts'
import type { UserId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { reassignTaskApi } from '../contract.ts'
import { findFit } from '../people.sql.ts'
import { standInFor, type StandIn } from '../stand-in.ts'
import { findRunning } from '../stand-in.sql.ts'
import { givenTask, lockTask, regiveTask } from '../task.sql.ts'
import { refuseEnded, refuseStale } from '../task.ts'

export const reassignTask = command({
  name: 'reassignTask',
  endpoint: reassignTaskApi,
  permission: 'task.manage',
  target: ({ task }) => ({ id: task }),
  async run(context, { task: id, version, assignee, reason }) {
    const { tx, actor, note } = context
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
    const standIn = await standInByHand(context, assignee, excluded)
    const to = standIn?.id ?? assignee
    const given = await regiveTask(
      tx,
      id,
      { assignee: to, candidates: [assignee], standIns: standIn ? [standIn] : [], excluded, fallback: null },
      personBehind(actor),
      [
        { kind: 'reassigned', facts: { from: task.assignee, to: assignee, reason } },
        ...(standIn ? [{ kind: 'taken_over' as const, facts: { to, for: assignee, reason: standIn.text } }] : []),
      ],
    )
    note({ from: task.assignee, to, reason, ...(standIn && { for: assignee }) })
    await changed(tx, { topics: ['tasks'], users: [task.assignee, assignee, to], employees: true })
    return { id, state: 'claimed' as const, version: given }
  },
})

/**
 * Who gets what is given to somebody absent by hand: the main substitute, because rules sort what comes by itself. What
 * a substitute hands to the absent person stays with them: they know what they do.
 */
async function standInByHand({ tx, actor }: CommandContext, to: UserId, excluded: UserId[]): Promise<StandIn | null> {
  const running = await findRunning(tx, [to])
  const first = running.get(to)
  const by = personBehind(actor)
  const substitutes = first ? [first.substitute, ...first.rules.map(({ substitute }) => substitute)] : []
  if (substitutes.some(({ id }) => id === by)) return null
  return standInFor(to, { running, excluded, matches: () => false })
}
