import { sql } from 'kysely'
import { newId, type SessionId, type UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'
import { changesPerHour, confirmHours, undoDays } from './email-contract.ts'
import { changeSpent } from './email-change.ts'
import { newSecret, secretHash } from './session.sql.ts'

export type EmailChange = {
  id: string
  user: UserId
  session: SessionId
  oldEmail: string
  newEmail: string
  portal: string | null
}

const columns = sql`c.id, c.user_id as "user", c.session_id as session, c.old_email as "oldEmail", c.new_email as "newEmail", c.portal_code as portal`
const isPending = sql`c.confirmed_at is null and c.withdrawn_at is null and c.undone_at is null and c.expires_at > now()`

/**
 * Writes down what is asked for and forgets what was asked before.
 *
 * @returns the secrets of its two links; undefined when there were enough within the hour
 */
export async function insertEmailChange(
  tx: Tx,
  asked: { user: UserId; session: SessionId; from: string; to: string; portal: string | null },
): Promise<{ confirm: string; stop: string; expiresAt: Date } | undefined> {
  const { rows } = await sql<{ made: number }>`select count(*) as made from email_changes
    where user_id = ${asked.user} and created_at > now() - interval '1 hour'`.execute(tx)
  if (rows[0]!.made >= changesPerHour) return undefined
  await withdrawPending(tx, asked.user)
  const [confirm, stop] = [newSecret(), newSecret()]
  const made = await sql<{ expiresAt: Date }>`
    insert into email_changes (id, user_id, session_id, old_email, new_email, portal_code, confirm_hash, stop_hash, expires_at)
    values (${newId()}, ${asked.user}, ${asked.session}, ${asked.from}, ${asked.to}, ${asked.portal}, ${secretHash(confirm)}, ${secretHash(stop)},
      now() + make_interval(hours => ${confirmHours})) returning expires_at as "expiresAt"`.execute(tx)
  return { confirm, stop, expiresAt: made.rows[0]!.expiresAt }
}

export async function withdrawPending(tx: Tx, user: UserId): Promise<number> {
  const done =
    await sql`update email_changes c set withdrawn_at = now() where c.user_id = ${user} and ${isPending}`.execute(tx)
  return Number(done.numAffectedRows ?? 0)
}

export async function findPending(db: Db, user: UserId): Promise<{ email: string; expiresAt: Date } | null> {
  const { rows } = await sql<{ email: string; expiresAt: Date }>`
    select c.new_email as email, c.expires_at as "expiresAt" from email_changes c where c.user_id = ${user} and ${isPending}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** @throws Refusal 410 `email_change.spent` */
export async function lockForConfirming(tx: Tx, token: string): Promise<EmailChange> {
  const { rows } = await sql<EmailChange>`
    select ${columns} from email_changes c join users u on u.id = c.user_id
    where c.confirm_hash = ${secretHash(token)} and ${isPending}
      and u.status = 'active' and u.deleted_at is null and u.email = c.old_email for update of c, u`.execute(tx)
  if (!rows[0]) throw changeSpent()
  return rows[0]
}

/** @returns the secret of the link by which the old address undoes it */
export async function markConfirmed(tx: Tx, id: string): Promise<string> {
  const undo = newSecret()
  await sql`update email_changes set confirmed_at = now(), undo_hash = ${secretHash(undo)} where id = ${id}`.execute(tx)
  return undo
}

/**
 * By either link of the old address, also when it was changed on since then: whoever changed it once could do so again.
 * What an administrator or a directory has set meanwhile stays.
 *
 * @throws Refusal 410 `email_change.spent`
 */
export async function lockForUndoing(tx: Tx, token: string): Promise<EmailChange & { isConfirmed: boolean }> {
  const hash = secretHash(token)
  const { rows } = await sql<EmailChange & { isConfirmed: boolean }>`
    select ${columns}, c.confirmed_at is not null as "isConfirmed" from email_changes c join users u on u.id = c.user_id
    where (c.stop_hash = ${hash} or c.undo_hash = ${hash}) and u.deleted_at is null
      and ((${isPending}) or (c.confirmed_at > now() - make_interval(days => ${undoDays}) and c.undone_at is null and exists (
        select from email_changes later where later.user_id = c.user_id and later.created_at >= c.created_at
          and later.confirmed_at is not null and later.undone_at is null and later.new_email = u.email)))
    for update of c, u`.execute(tx)
  if (!rows[0]) throw changeSpent()
  return rows[0]
}

/** With it goes everything that was changed after it. */
export async function markUndone(tx: Tx, { id, user }: EmailChange): Promise<void> {
  await sql`update email_changes set undone_at = now() where user_id = ${user} and undone_at is null and withdrawn_at is null
    and created_at >= (select created_at from email_changes where id = ${id})`.execute(tx)
}

/** Ends what is open in browsers but for one session; programs with a token of their own go on. */
export async function endOtherPages(tx: Tx, user: UserId, except: SessionId): Promise<number> {
  const ended = await sql`update sessions set ended_at = now(), end_reason = 'ended_by_user'
    where user_id = ${user} and ended_at is null and side <> 'token' and id <> ${except}`.execute(tx)
  await sql`select notify_changed(${JSON.stringify({ signedOut: user, reason: 'ended_by_user' })}::jsonb)`.execute(tx)
  return Number(ended.numAffectedRows ?? 0)
}
