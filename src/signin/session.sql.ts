import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor, UserActor } from '../access/actor.ts'
import type { Side } from '../base/endpoint.ts'
import { newId, type SessionId, type UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Db, Tx } from '../sql/database.ts'
import { idleTime } from './security.sql.ts'

/** The longest a session lives, whatever is done in it (NIST SP 800-63B-3 §4.2.3); idle time is a setting. */
const absoluteLife = { employee: '24 hours', portal: '12 hours' } as const

export type SessionSide = keyof typeof absoluteLife
export type EndReason =
  | 'signed_out'
  | 'locked'
  | 'password_changed'
  | 'ended_by_user'
  | 'ended_by_administrator'
  | 'seat_withdrawn'
  | 'expired'

/** Only this is stored of a secret that was handed out: of cookies, links and codes alike. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** 32 random bytes as they stand in a cookie or a link. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

type Row = { session: SessionId; user: UserId; kind: 'employee' | 'external'; stale: boolean; now: Date }

/**
 * Whose tokens were alive half a minute ago. Whom a token belongs to never changes; whether the session still lives is
 * asked again by every statement that decides (`stillHere`), so nothing here carries authority.
 */
const recent = new Map<string, { actor: UserActor; until: number }>()
const mostRecent = 10_000
const recentFor = 30_000

const recentKey = (side: Side, token: string): string => `${side} ${secretHash(token).toString('base64')}`

/** The owner of a token that was found alive lately; for callers who authenticate when the answer is not a plain yes. */
export function recentActor(side: Side, token: string | undefined): UserActor | undefined {
  const known = token === undefined ? undefined : recent.get(recentKey(side, token))
  return known && known.until > Date.now() ? known.actor : undefined
}

function remember(side: Side, token: string, actor: UserActor): void {
  const key = recentKey(side, token)
  recent.delete(key)
  if (recent.size >= mostRecent) recent.delete(recent.keys().next().value!)
  recent.set(key, { actor, until: Date.now() + recentFor })
}

/**
 * Reads session and account in one statement. A session that ended, idled out or belongs to somebody who is not active
 * is no session: 401, one sentence for all of these.
 */
export async function authenticate(
  db: Db,
  side: Side,
  token: string | undefined,
): Promise<{ actor: Actor; now: Date }> {
  if (side === 'public') {
    const { rows } = await sql<{ now: Date }>`select now()`.execute(db)
    return { actor: { kind: 'anonymous' }, now: rows[0]!.now }
  }
  if (!token) throw signInFirst()
  const { rows } = await sql<Row>`
    select s.id as session, u.id as "user", u.kind, s.last_seen_at < now() - interval '1 minute' as stale, now() as now
    from sessions s join users u on u.id = s.user_id
    where s.token_hash = ${secretHash(token)} and s.side = ${side} and s.ended_at is null and s.expires_at > now()
      and s.last_seen_at > now() - ${idleTime(side)} and u.status = 'active' and u.deleted_at is null`.execute(db)
  const row = rows[0]
  if (!row) throw signInFirst()
  if (row.stale) await sql`update sessions set last_seen_at = now() where id = ${row.session}`.execute(db)
  const actor: UserActor = { kind: 'user', id: row.user, userKind: row.kind, session: row.session }
  remember(side, token, actor)
  return { actor, now: row.now }
}

const signInFirst = () =>
  new Refusal('unauthenticated', 'session.missing', 'Sign in to go on. Your session has ended or was never there.')

/** Opens a session and gives the token for its cookie; always a new one, so a planted cookie is worth nothing (AT-113). */
export async function openSession(
  tx: Tx,
  user: UserId,
  side: SessionSide,
  from: { userAgent: string; address: string },
): Promise<{ session: SessionId; token: string; expires: Date }> {
  const token = newSecret()
  const session = newId<'session'>()
  const { rows } = await sql<{ expires_at: Date }>`
    insert into sessions (id, token_hash, user_id, side, expires_at, user_agent, address, proved_at)
    values (${session}, ${secretHash(token)}, ${user}, ${side}, now() + ${sql.lit(absoluteLife[side])}::interval,
      ${from.userAgent}, ${from.address}, now())
    returning expires_at`.execute(tx)
  return { session, token, expires: rows[0]!.expires_at }
}

/**
 * How many sessions one person may have is a setting (H89). The account's row is locked by who calls, so of two sign-ins
 * at once for the last place one is refused. Sessions that no person signed in to take none.
 */
export async function refuseTooManySessions(tx: Tx, user: UserId, side: SessionSide): Promise<void> {
  const { rows } = await sql<{ most: number }>`
    select ${sql.ref(`sessions_${side}`)} as most from security_settings
    where ${sql.ref(`sessions_${side}`)} <= (select count(*) from sessions where user_id = ${user} and side = ${side} and ended_at is null
      and proved_at is not null and expires_at > now() and last_seen_at > now() - ${idleTime(side)})`.execute(tx)
  if (!rows[0]) return
  const { most } = rows[0]
  throw new Refusal(
    'conflict',
    'session.too_many',
    `Expected at most ${most} ${most === 1 ? 'device' : 'devices'} signed in at once, and ${most === 1 ? 'another one is' : 'as many are'} already. Sign out there, or ask an administrator to end a session.`,
    { most },
  )
}

/** A proof given again; for a session that began with one. @returns the database's time of it */
export async function markProved(tx: Tx, session: SessionId): Promise<Date | undefined> {
  const { rows } = await sql<{ now: Date }>`
    update sessions set proved_at = now() where id = ${session} and ended_at is null and proved_at is not null
    returning now() as now`.execute(tx)
  return rows[0]?.now
}

/** Ends every session of a user but `except`, and tells open pages at commit: they are signed out within a second. */
export async function endSessions(
  tx: Tx,
  user: UserId,
  reason: EndReason,
  except: SessionId | null = null,
): Promise<number> {
  const ended = await sql`update sessions set ended_at = now(), end_reason = ${reason}
    where user_id = ${user} and ended_at is null and id is distinct from ${except}::uuid`.execute(tx)
  await sql`select notify_changed(${JSON.stringify({ signedOut: user, reason })}::jsonb)`.execute(tx)
  return Number(ended.numAffectedRows ?? 0)
}

export async function endSession(tx: Tx, session: SessionId, reason: EndReason): Promise<void> {
  await sql`update sessions set ended_at = now(), end_reason = ${reason} where id = ${session} and ended_at is null`.execute(
    tx,
  )
}

/** Ends the session of a cookie, when there is one: signing in anew leaves no old one behind. */
export async function endSessionOf(tx: Tx, side: SessionSide, token: string | undefined): Promise<void> {
  if (!token) return
  await sql`update sessions set ended_at = now(), end_reason = 'signed_out'
    where token_hash = ${secretHash(token)} and side = ${side} and ended_at is null`.execute(tx)
}

/** Whose browser this is, for public endpoints; null without a living session. */
export async function personOf(
  db: Db,
  side: SessionSide,
  token: string | undefined,
): Promise<{ id: UserId; fullName: string } | null> {
  if (!token) return null
  const { rows } = await sql<{ id: UserId; fullName: string }>`
    select u.id, u.full_name as "fullName" from sessions s join users u on u.id = s.user_id
    where s.token_hash = ${secretHash(token)} and s.side = ${side} and s.ended_at is null and s.expires_at > now()
      and s.last_seen_at > now() - ${idleTime(side)} and u.status = 'active' and u.deleted_at is null`.execute(db)
  return rows[0] ?? null
}

export type SessionRow = {
  id: SessionId
  userAgent: string
  address: string
  createdAt: Date
  lastSeenAt: Date
}

export async function listSessions(db: Db, user: UserId): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select id, user_agent as "userAgent", address, created_at as "createdAt", last_seen_at as "lastSeenAt"
    from sessions where user_id = ${user} and side <> 'token' and ended_at is null and expires_at > now()
      and last_seen_at > now() - ${idleTime(sql`sessions.side`)}
    order by last_seen_at desc, id desc limit 100`.execute(db)
  return rows
}

/** Of a person's sessions of a browser, all but this one; programs that act for her go on. */
export async function endOtherSessions(tx: Tx, user: UserId, but: SessionId): Promise<number> {
  const ended = await sql`update sessions set ended_at = now(), end_reason = 'ended_by_user'
    where user_id = ${user} and ended_at is null and id <> ${but} and proved_at is not null`.execute(tx)
  await sql`select notify_changed(${JSON.stringify({ signedOut: user, reason: 'ended_by_user' })}::jsonb)`.execute(tx)
  return Number(ended.numAffectedRows ?? 0)
}

/** @returns false when it is not a living session of this person */
export async function endOwnSession(tx: Tx, user: UserId, session: SessionId): Promise<boolean> {
  const ended = await sql`update sessions set ended_at = now(), end_reason = 'ended_by_user'
    where id = ${session} and user_id = ${user} and side <> 'token' and ended_at is null`.execute(tx)
  await sql`select notify_changed(${JSON.stringify({ signedOut: user, reason: 'ended_by_user' })}::jsonb)`.execute(tx)
  return Number(ended.numAffectedRows ?? 0) > 0
}
