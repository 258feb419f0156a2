import { sql } from 'kysely'
import type { Tx } from '../sql/database.ts'

/**
 * Whether a mail of this template was written within the last hour, so that one event a hundred times over is one piece
 * of news. Two who ask at once wait for each other.
 */
export async function mailedWithinHour(tx: Tx, template: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mailed ${template}`}, 0))`.execute(tx)
  const { rows } =
    await sql`select from mails where template = ${template} and created_at > now() - interval '1 hour' limit 1`.execute(
      tx,
    )
  return rows.length > 0
}
