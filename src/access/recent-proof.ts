import { sql } from 'kysely'
import { Refusal } from '../base/refusal.ts'
import type { Db } from '../sql/database.ts'
import type { Actor } from './actor.ts'

/** NIST SP 800-63B-4 §2.2.3 leaves the time to us; the rule of ours is five minutes (AT-055). */
export const proofMinutes = 5

/**
 * For operations marked `recent`: a session alone is not enough, because it may be a screen somebody left or a stolen
 * cookie. Read in the transaction that decides. A process or the system acts for nobody who could be asked.
 *
 * @throws Refusal 403 `session.proof_needed`
 */
export async function requireRecentProof(db: Db, actor: Actor): Promise<void> {
  if (actor.kind !== 'user') return
  const { rows } = await sql`
    select from sessions where id = ${actor.session} and ended_at is null
      and proved_at > now() - make_interval(mins => ${sql.lit(proofMinutes)})`.execute(db)
  if (rows.length > 0) return
  throw new Refusal(
    'forbidden',
    'session.proof_needed',
    `Expected somebody who has proved within ${proofMinutes} minutes who they are. Confirm it is you, then the same request is answered.`,
  )
}
