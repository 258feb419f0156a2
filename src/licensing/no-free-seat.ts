import { Refusal } from '../base/refusal.ts'
import type { Db } from '../sql/database.ts'
import type { SeatKind } from './contract.ts'
import { readPool } from './seat.sql.ts'

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

/** 402 `license.no_free_seat`, with what to do. */
export async function noFreeSeat(db: Db, kind: SeatKind): Promise<Refusal> {
  const { total, occupied } = await readPool(db, kind)
  return new Refusal(
    'no_seat',
    'license.no_free_seat',
    `Expected a free seat for ${people[kind]}, but all ${total} are taken. ${whatToDo[kind]}, or add a license key under Administration → Licenses.`,
    { kind, total, occupied },
  )
}
