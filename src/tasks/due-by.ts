import type { UserId } from '../base/ids.ts'
import { afterWorkingTime } from '../calendars/queries/after-working-time.ts'
import type { CommandContext } from '../operations/operation.ts'

/** As the engine asks for it: days are the calendar's own working days. */
export type WorkingTime = { days: number; minutes: number }

/**
 * When a task is due: as the process says, or so much working time from now, by the calendar of whoever it is given to,
 * the company's where that is nobody yet. A calendar without so much time in it gives no date.
 */
export async function dueBy(
  { tx, now }: Pick<CommandContext, 'tx' | 'now'>,
  { due, dueIn }: { due: string | null; dueIn?: WorkingTime },
  assignee: UserId | null,
): Promise<string | null> {
  return dueIn ? ((await afterWorkingTime(tx, assignee, dueIn, now))?.toISOString() ?? null) : due
}
