import type { UserId } from '../../base/ids.ts'
import type { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../sql/database.ts'
import type { FreeReason } from '../contract.ts'
import { noFreeSeat } from '../no-free-seat.ts'
import { freeOfMany, lockFreeNamed, takeForMany } from '../seat.sql.ts'

/** How many employees can be taken in now; nobody else takes a seat until the transaction ends. null: as many as want. */
export const freeNamedSeats = (tx: Tx): Promise<number | null> => lockFreeNamed(tx)

/** The sentence of a single refusal, for those there is no seat for. */
export const noNamedSeat = (tx: Tx): Promise<Refusal> => noFreeSeat(tx, 'named')

/** `takeSeat` for many in one statement. @throws Refusal `license.no_free_seat` when one of them gets none */
export async function takeSeats(tx: Tx, users: UserId[]): Promise<void> {
  const missing = await takeForMany(tx, users)
  if (missing) throw await noFreeSeat(tx, missing)
}

export const freeSeats = (tx: Tx, users: UserId[], reason: FreeReason): Promise<void> => freeOfMany(tx, users, reason)
