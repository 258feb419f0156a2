import type { UserId } from '../../base/ids.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { reresolveTask } from '../../tasks/commands/reresolve-task.ts'
import { openTasksOf } from '../../tasks/queries/open-tasks-of.ts'
import { giveOutTasksApi } from '../contract.ts'

/** Asks the rule of each open task of a person again, in the transaction of the deed that asks for it. */
export async function giveOutTasksOf({ tx, actor, run }: CommandContext, user: UserId): Promise<number> {
  const tasks = await openTasksOf(tx, user)
  for (const task of tasks) await run(reresolveTask, { task }, actor)
  return tasks.length
}

export const giveOutTasks = command({
  name: 'giveOutTasks',
  endpoint: giveOutTasksApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  async run(context, { user }) {
    const tasksGivenOut = await giveOutTasksOf(context, user)
    context.note({ tasksGivenOut })
    return { tasksGivenOut }
  },
})
