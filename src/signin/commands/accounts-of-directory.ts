import type { UserId } from '../../base/ids.ts'
import { freeNamedSeats, freeSeats, takeSeats } from '../../licensing/commands/seats-of-many.ts'
import type { Tx } from '../../sql/database.ts'
import { activateMany, cancelMany, endSessionsOfMany, lockMany, unlockMany } from '../many.sql.ts'

/**
 * `lockUser` for many in a few statements. Active ones are locked, open invitations cancelled; the supervisor never.
 *
 * @returns whom it was done to; the others are not as they were any more
 */
export async function lockAccounts(tx: Tx, users: UserId[]): Promise<{ locked: UserId[]; cancelled: UserId[] }> {
  const locked = await lockMany(tx, users)
  const cancelled = await cancelMany(tx, users)
  await endSessionsOfMany(tx, locked)
  await freeSeats(tx, locked, 'locked')
  await freeSeats(tx, cancelled, 'cancelled')
  return { locked, cancelled }
}

/** As far as there are seats; sessions that ended stay ended (AT-111). @returns who is back */
export async function unlockAccounts(tx: Tx, users: UserId[]): Promise<UserId[]> {
  const free = await freeNamedSeats(tx)
  const back = free === null ? users : users.slice(0, free)
  await takeSeats(tx, back)
  return unlockMany(tx, back)
}

/** From now on the password is the directory's: who was invited is active, and the invitation opens nothing. */
export const activateAccounts = (tx: Tx, users: UserId[]): Promise<void> => activateMany(tx, users)
