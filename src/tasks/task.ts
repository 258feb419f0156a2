import type { TaskId, UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'

/** A task as the rules about it need it, locked. */
export type Task = {
  id: TaskId
  name: string
  state: 'ready' | 'claimed' | 'completed' | 'cancelled'
  assignee: UserId | null
  assigneeName: string | null
  endedByName: string | null
  version: number
  /** The absent person the assignee has it for. */
  actingFor: UserId | null
  due: string | null
}

/** Only an open task changes hands; who was late is told who was faster. */
export function refuseEnded(task: Task, deed: string): void {
  if (task.state === 'completed') {
    const who = task.endedByName ?? 'somebody'
    throw conflict('task.already_completed', `Expected to ${deed} task “${task.name}”, but ${who} has completed it.`)
  }
  if (task.state === 'cancelled') {
    throw conflict('task.already_ended', `Expected to ${deed} task “${task.name}”, but it was withdrawn.`)
  }
}

export function refuseClaimed(task: Task, by: UserId | null): void {
  refuseEnded(task, 'claim')
  if (task.state === 'claimed' && task.assignee !== by) throw claimedBy(task, 'claim')
}

/** Only who has it may finish it or give it back. */
export function refuseUnlessAssignee(task: Task, by: UserId | null, deed: 'complete' | 'release'): void {
  refuseEnded(task, deed)
  if (task.state === 'ready') {
    throw conflict(
      'task.not_claimed',
      `Expected task “${task.name}” to be yours, but nobody has claimed it. Claim it first.`,
    )
  }
  if (task.assignee !== by) throw claimedBy(task, deed)
}

export function refuseStale(task: Task, seen: number): void {
  if (task.version === seen) return
  throw conflict(
    'task.changed_meanwhile',
    `Expected version ${seen} of task “${task.name}”, but it has changed since. Look at it again.`,
    { version: task.version },
  )
}

const claimedBy = (task: Task, deed: string): Refusal =>
  conflict(
    'task.already_claimed',
    `Expected to ${deed} task “${task.name}”, but ${task.assigneeName ?? 'somebody'} has claimed it.`,
    { assignee: task.assigneeName },
  )

const conflict = (code: string, sentence: string, facts = {}): Refusal => new Refusal('conflict', code, sentence, facts)
