import { sql } from 'kysely'
import { newId, type UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Db, Tx } from '../sql/database.ts'
import { rescueMinutes } from './rescue-contract.ts'
import { newSecret, secretHash } from './session.sql.ts'

/** Makes a link and kills the earlier ones. */
export async function insertRescue(tx: Tx, user: UserId): Promise<{ token: string; expiresAt: Date }> {
  await sql`update rescues set withdrawn_at = now() where used_at is null and withdrawn_at is null`.execute(tx)
  const token = newSecret()
  const { rows } = await sql<{ expiresAt: Date }>`insert into rescues (id, user_id, token_hash, expires_at)
    values (${newId()}, ${user}, ${secretHash(token)}, now() + make_interval(mins => ${rescueMinutes}))
    returning expires_at as "expiresAt"`.execute(tx)
  return { token, expiresAt: rows[0]!.expiresAt }
}

/**
 * Whoever has handed the role over since is not rescued any more.
 *
 * @throws Refusal 410 `rescue.spent`, one answer for used, ended, withdrawn, altered and unknown links
 */
export async function openRescue(db: Db, token: string): Promise<{ id: string; user: UserId }> {
  const { rows } = await sql<{ id: string; user: UserId }>`
    select r.id, r.user_id as "user" from rescues r join company c on c.supervisor_id = r.user_id
    where r.token_hash = ${secretHash(token)} and r.used_at is null and r.withdrawn_at is null and r.expires_at > now()`.execute(
    db,
  )
  if (rows[0]) return rows[0]
  throw new Refusal(
    'gone',
    'rescue.spent',
    `This link can no longer be used: it works once, for ${rescueMinutes} minutes, and only the latest. Run the command on the server again.`,
  )
}

export async function markRescued(tx: Tx, id: string): Promise<void> {
  await sql`update rescues set used_at = now() where id = ${id}`.execute(tx)
}
