import type { UserId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import type { Tx } from '../../sql/database.ts'
import type { SeatKind } from '../contract.ts'
import { holdsSeat, insertSeat, lockPool, readPools } from '../seat.sql.ts'

const people = { named: 'employees', external: 'external users' } as const

/**
 * Takes a seat for a person, or finds that she holds one. Part of the command that lets her in, in its transaction:
 * call it before anything else is written.
 *
 * @throws Refusal `license.no_free_seat` (402) with what to do; never N + 1 of N are taken (AT-120)
 */
export async function takeSeat(tx: Tx, kind: SeatKind, user: UserId): Promise<void> {
  await lockPool(tx, kind)
  if (await holdsSeat(tx, kind, user)) return
  const pool = (await readPools(tx)).find((pool) => pool.kind === kind)!
  if (pool.free === 0) {
    throw new Refusal(
      'no_seat',
      'license.no_free_seat',
      `Expected a free seat for ${people[kind]}, but all ${pool.total} are taken. Lock somebody who no longer needs one, or add a license key under Administration → Licenses.`,
      { kind, total: pool.total, occupied: pool.occupied },
    )
  }
  await insertSeat(tx, kind, user)
  await changed(tx, { topics: ['licenses'], employees: true })
}
