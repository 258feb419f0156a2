import type { UserId } from '../../base/ids.ts'
import { notFound } from '../../base/refusal.ts'
import type { Tx } from '../../sql/database.ts'
import { type LockedUser, lockUserRow } from '../user.sql.ts'
import { refuseStale } from '../user.ts'

/**
 * Takes the row of somebody whose card is about to be changed as it was seen.
 *
 * @throws Refusal 404, 409 `user.changed_meanwhile`
 */
export async function lockForChange(tx: Tx, id: UserId, seen: number): Promise<LockedUser> {
  const user = await lockUserRow(tx, id)
  if (!user) throw notFound()
  refuseStale(user, seen)
  return user
}
