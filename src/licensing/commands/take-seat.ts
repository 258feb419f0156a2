import type { UserId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import type { Tx } from '../../sql/database.ts'
import type { SeatKind } from '../contract.ts'
import { readPool, takeSeatOf } from '../seat.sql.ts'

/**
 * Takes a seat for a person, or finds that she holds one. Part of the command that lets her in, in its transaction:
 * call it before anything else is written.
 *
 * @throws Refusal `license.no_free_seat` (402) with what to do; never N + 1 of N are taken (AT-120)
 */
export async function takeSeat(tx: Tx, kind: 'named' | 'external', user: UserId): Promise<void> {
  const taken = await takeSeatOf(tx, kind, user)
  if (taken === 'none_free') throw await noFreeSeat(tx, kind)
  if (taken === 'taken') await changed(tx, { topics: ['licenses'], employees: true })
}

const people: Record<SeatKind, string> = {
  named: 'employees',
  concurrent: 'employees who work at the same time',
  external: 'external users',
  'solution:crm': 'the CRM solution',
  'solution:projects': 'the Projects solution',
}

const whatToDo: Record<SeatKind, string> = {
  named: 'Lock somebody who no longer needs one',
  concurrent: 'Wait until somebody has signed out',
  external: 'Lock somebody who no longer needs one',
  'solution:crm': 'Take somebody out of the group CRM solution users',
  'solution:projects': 'Take somebody out of the group Projects solution users',
}

async function noFreeSeat(tx: Tx, kind: SeatKind): Promise<Refusal> {
  const { total, occupied } = await readPool(tx, kind)
  return new Refusal(
    'no_seat',
    'license.no_free_seat',
    `Expected a free seat for ${people[kind]}, but all ${total} are taken. ${whatToDo[kind]}, or add a license key under Administration → Licenses.`,
    { kind, total, occupied },
  )
}
