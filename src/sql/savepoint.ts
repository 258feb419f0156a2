import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** Runs a part of a transaction that may fail without the rest: after an error only the part is undone. */
export async function underSavepoint<T>(tx: Tx, run: () => Promise<T>): Promise<T> {
  await sql`savepoint part`.execute(tx)
  try {
    const result = await run()
    await sql`release savepoint part`.execute(tx)
    return result
  } catch (error) {
    await sql`rollback to savepoint part`.execute(tx)
    throw error
  }
}
