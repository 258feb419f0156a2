import { sql } from 'kysely'
import type { SessionId, UserId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import { activeMinutes, type ActiveSessionShape } from './accounts-contract.ts'

type Active = Omit<ActiveSessionShape, 'isThis'>
export type SessionsAsked = { search: string | undefined; kind: 'employee' | 'external' | undefined }

const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** A living session of somebody who may be here, heard of lately. */
const isActive = sql`s.side <> 'token' and s.ended_at is null and s.expires_at > now() and s.last_seen_at > now() - make_interval(mins => ${sql.lit(activeMinutes)})
  and u.status = 'active' and u.deleted_at is null`

const asked = ({ search, kind }: SessionsAsked): Sql => sql`${isActive}
  and ${search ? sql`(u.full_name ilike ${likeText(search)} or u.email ilike ${likeText(search)})` : sql`true`}
  and ${kind ? sql`u.kind = ${kind}` : sql`true`}`

/** Ids grow with time (UUID version 7): they order the list by sign-in and stay where they are while it is read. */
export async function listActiveSessions(
  db: Db,
  wanted: SessionsAsked,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<Active[]> {
  const { rows } = await sql<Active>`
    select s.id, s.user_agent as "userAgent", s.address, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
      jsonb_build_object('id', u.id, 'fullName', u.full_name, 'email', u.email, 'kind', u.kind) as "user"
    from sessions s join users u on u.id = s.user_id
    where ${asked(wanted)} and ${after ? sql`s.id < ${after}::uuid` : sql`true`}
    order by s.id desc limit ${limit}`.execute(db)
  return rows
}

export async function countActiveSessions(db: Db, wanted: SessionsAsked): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from sessions s join users u on u.id = s.user_id where ${asked(wanted)}`.execute(db)
  return rows[0]!.total
}

/** Ends those that live and tells their pages at commit, each person once. Tokens are no sessions to a person. */
async function interrupt(tx: Tx, which: Sql<boolean>): Promise<UserId[]> {
  const { rows } = await sql<{ user: UserId }>`
    with ended as (update sessions set ended_at = now(), end_reason = 'ended_by_administrator'
      where ${which} and side <> 'token' and ended_at is null and expires_at > now() returning user_id),
    told as (select user_id, notify_changed(jsonb_build_object('signedOut', user_id, 'reason', 'ended_by_administrator'))
      from (select distinct user_id from ended) people)
    select ended.user_id as "user" from ended join told using (user_id)`.execute(tx)
  return rows.map(({ user }) => user)
}

/** @returns whose they were */
export const interruptSessions = (tx: Tx, sessions: SessionId[]): Promise<UserId[]> =>
  interrupt(tx, sql`id = any (${sessions}::uuid[])`)

export async function interruptPerson(tx: Tx, user: UserId, except: SessionId | null): Promise<number> {
  const ended = await interrupt(tx, sql`user_id = ${user} and id is distinct from ${except}::uuid`)
  return ended.length
}
