import { personBehind } from '../../access/actor.ts'
import type { ProcessInstanceId, TaskId, UserId } from '../../base/ids.ts'
import type { CommandContext } from '../../operations/operation.ts'
import type { Tx } from '../../sql/database.ts'
import { cancelTasks, endTask, lockTask } from '../task.sql.ts'
import { refuseStale, refuseUnlessAssignee, type Task } from '../task.ts'

/** Locks a task, after its instance. */
export const takeTask = (tx: Tx, id: TaskId): Promise<Task> => lockTask(tx, id)

/**
 * Refuses where the actor does not have a task they want to complete, or saw another state of it. Whose task it is,
 * where they act for somebody absent, goes into the audit.
 */
export function refuseUnlessOwn(
  { actor, note }: Pick<CommandContext, 'actor' | 'note'>,
  task: Task,
  seen: number,
): void {
  refuseUnlessAssignee(task, personBehind(actor), 'complete')
  refuseStale(task, seen)
  if (task.actingFor !== null) note({ actingFor: task.actingFor })
}

/** Ends a locked task within the step of its process. */
export const closeTask = ({ tx, actor }: CommandContext, id: TaskId, outcome: string | null): Promise<void> =>
  endTask(tx, id, personBehind(actor), outcome)

/** Withdraws open tasks whose elements ended before their time; gives whom they were taken from. */
export const withdrawTasks = (
  { tx }: CommandContext,
  instance: ProcessInstanceId,
  keys: number[],
  reason: string,
): Promise<(UserId | null)[]> => cancelTasks(tx, instance, keys, reason)
