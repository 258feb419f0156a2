import { sql } from 'kysely'
import { newId, type UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Db, Tx } from '../sql/database.ts'
import { resetMinutes } from './contract.ts'
import { newSecret, secretHash, type SessionSide } from './session.sql.ts'

/** How many links an hour one account is sent, so that nobody fills a mailbox for somebody else. */
const perHour = 5

/** Makes a link and kills the earlier ones. @returns its secret; undefined when there were enough already */
export async function insertReset(tx: Tx, user: UserId, side: SessionSide): Promise<string | undefined> {
  const { rows } = await sql<{ made: number }>`
    select count(*) as made from password_resets where user_id = ${user} and created_at > now() - interval '1 hour'`.execute(
    tx,
  )
  if (rows[0]!.made >= perHour) return undefined
  await sql`update password_resets set withdrawn_at = now()
    where user_id = ${user} and used_at is null and withdrawn_at is null`.execute(tx)
  const token = newSecret()
  await sql`insert into password_resets (id, user_id, side, token_hash, expires_at)
    values (${newId()}, ${user}, ${side}, ${secretHash(token)}, now() + make_interval(mins => ${resetMinutes}))`.execute(
    tx,
  )
  return token
}

export type OpenReset = { id: string; user: UserId }

/** @throws Refusal 410 `reset.spent`, one answer for used, ended, withdrawn and unknown links (AT-107, AT-108) */
export async function openReset(db: Db, token: string, side: SessionSide): Promise<OpenReset> {
  const { rows } = await sql<OpenReset>`
    select r.id, r.user_id as user from password_resets r join users u on u.id = r.user_id
    where r.token_hash = ${secretHash(token)} and r.side = ${side} and r.used_at is null and r.withdrawn_at is null
      and r.expires_at > now() and u.status = 'active' and u.deleted_at is null`.execute(db)
  if (rows[0]) return rows[0]
  throw new Refusal(
    'gone',
    'reset.spent',
    'This link for a new password can no longer be used. Ask for a new one; only the latest works, once, for half an hour.',
  )
}

export async function markResetUsed(tx: Tx, id: string): Promise<void> {
  await sql`update password_resets set used_at = now() where id = ${id}`.execute(tx)
}
