import type { UserId } from '../../base/ids.ts'
import { changed } from '../../operations/changed.ts'
import type { Tx } from '../../sql/database.ts'
import { noFreeSeat } from '../no-free-seat.ts'
import { takeWorkingSeatOf } from '../seat.sql.ts'

/**
 * For an employee who signs in: who holds a named seat has it, everybody else shares the concurrent ones. Call it in the
 * transaction that opens the session, before that and after an old session of the browser has been ended.
 *
 * @throws Refusal `license.no_free_seat` (402); the System supervisor never meets it
 */
export async function takeWorkingSeat(tx: Tx, user: UserId): Promise<void> {
  const { kind, outcome } = await takeWorkingSeatOf(tx, user)
  if (outcome === 'none_free') throw await noFreeSeat(tx, kind)
  if (outcome === 'taken') await changed(tx, { topics: ['licenses'], employees: true })
}
