import { personBehind } from '../../access/actor.ts'
import type { ProcessInstanceId, TaskId, UserId } from '../../base/ids.ts'
import type { CommandContext } from '../../operations/operation.ts'
import { cancelTasks, endTask, lockTask } from '../task.sql.ts'
import { refuseStale, refuseUnlessAssignee } from '../task.ts'

/** Locks a task that the actor is about to complete; refuses where they do not have it or saw another state of it. */
export async function lockOwnTask({ tx, actor }: CommandContext, id: TaskId, seen: number): Promise<void> {
  const task = await lockTask(tx, id)
  refuseUnlessAssignee(task, personBehind(actor), 'complete')
  refuseStale(task, seen)
}

/** Ends a task that `lockOwnTask` has locked, within the step of its process. */
export const closeTask = ({ tx, actor }: CommandContext, id: TaskId, outcome: string | null): Promise<void> =>
  endTask(tx, id, personBehind(actor), outcome)

/** Withdraws open tasks whose elements ended before their time; gives whom they were taken from. */
export const withdrawTasks = (
  { tx }: CommandContext,
  instance: ProcessInstanceId,
  keys: number[],
  reason: string,
): Promise<(UserId | null)[]> => cancelTasks(tx, instance, keys, reason)
