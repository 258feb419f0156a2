import type { ProcessInstanceId } from '../../base/ids.ts'
import type { CommandContext } from '../../operations/operation.ts'
import { dueBy, type WorkingTime } from '../due-by.ts'
import type { ExecutorRule } from '../executor.ts'
import { moveTask } from '../task.sql.ts'
import { resolveAgain } from './reresolve-task.ts'

/**
 * Takes over what a process worked out anew for an open task. Only a task that had fallen back is given out again: who
 * works on it already keeps it.
 */
export async function changeTask(
  context: CommandContext,
  instance: ProcessInstanceId,
  key: number,
  settings: { executor: ExecutorRule | null; due: string | null; dueIn?: WorkingTime },
): Promise<void> {
  const moved = await moveTask(context.tx, instance, key, {
    ...settings,
    due: await dueBy(context, settings, null),
  })
  if (moved?.fellBack) await resolveAgain(context, moved.id)
}
