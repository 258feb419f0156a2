import type { UserId } from '../../base/ids.ts'
import { changed } from '../../operations/changed.ts'
import type { Tx } from '../../sql/database.ts'
import type { FreeReason } from '../contract.ts'
import { markFreed } from '../seat.sql.ts'

/** Frees what a person holds; part of the command that locks or cancels, in its transaction. */
export async function freeSeat(tx: Tx, user: UserId, reason: FreeReason): Promise<void> {
  if (await markFreed(tx, user, reason)) await changed(tx, { topics: ['licenses'], employees: true })
}
