import type { UserId } from '../../base/ids.ts'
import { changed } from '../../operations/changed.ts'
import type { Tx } from '../../sql/database.ts'
import { noFreeSeat } from '../no-free-seat.ts'
import { takeEmployeeSeats, takeSeatOf } from '../seat.sql.ts'

/**
 * Takes the seat a person needs to have an account, or finds that she holds it. Part of the command that lets her in, in
 * its transaction: call it before anything else is written. `named` is for employees: where seats are shared, only who
 * holds a named one takes one here; the others take a concurrent one when they sign in (`take-working-seat.ts`).
 *
 * @throws Refusal `license.no_free_seat` (402) with what to do; never N + 1 of N are taken (AT-120)
 */
export async function takeSeat(tx: Tx, kind: 'named' | 'external', user: UserId): Promise<void> {
  const { kind: asked, outcome } =
    kind === 'named' ? await takeEmployeeSeats(tx, user) : { kind, outcome: await takeSeatOf(tx, kind, user) }
  if (outcome === 'none_free') throw await noFreeSeat(tx, asked)
  if (outcome === 'taken') await changed(tx, { topics: ['licenses'], employees: true })
}
