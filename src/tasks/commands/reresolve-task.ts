import { personBehind } from '../../access/actor.ts'
import type { TaskId, UserId } from '../../base/ids.ts'
import { changed } from '../../operations/changed.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { reresolveTaskApi } from '../contract.ts'
import type { ExecutorRule } from '../executor.ts'
import { findExcluded } from '../executor.sql.ts'
import { givenTask, lockTask, regiveTask } from '../task.sql.ts'
import { refuseEnded } from '../task.ts'
import { choose, eventsOf, tellOutsider } from './open-task.ts'

/** Asks the rule of an open task again; `rule` in place of the one it was made with, where the process worked it out anew. */
export async function resolveAgain(
  context: CommandContext,
  id: TaskId,
  rule?: ExecutorRule | null,
): Promise<{ version: number; assignee: UserId | null }> {
  const { tx, actor } = context
  const task = await lockTask(tx, id)
  refuseEnded(task, 'reresolve')
  const { executor, lane, around } = await givenTask(tx, id)
  const excluded = await findExcluded(tx, executor?.exclusions ?? [], around)
  const chosen = await choose(context, around, rule === undefined ? executor : rule, lane, excluded, task)
  const to = { ...chosen, fallback: chosen.choice.fallback }
  const version = await regiveTask(tx, id, to, personBehind(actor), eventsOf(chosen.choice))
  await tellOutsider(context, id, task.name, chosen.choice.assignee)
  await changed(tx, { topics: ['tasks'], users: [task.assignee, chosen.assignee], employees: true })
  return { version, assignee: chosen.assignee }
}

export const reresolveTask = command({
  name: 'reresolveTask',
  endpoint: reresolveTaskApi,
  permission: 'task.manage',
  target: ({ task }) => ({ id: task }),
  async run(context, { task: id }) {
    const { version, assignee } = await resolveAgain(context, id)
    context.note({ assignee })
    return { id, state: assignee === null ? ('ready' as const) : ('claimed' as const), version }
  },
})
