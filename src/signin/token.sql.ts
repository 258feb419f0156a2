import { sql } from 'kysely'
import type { UserActor } from '../access/actor.ts'
import type { Side } from '../base/endpoint.ts'
import { newId, type SessionId, type UserId, type WorkspaceId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import { newSecret, secretHash } from './session.sql.ts'
import { readOnlyToken, tokenSpent, type TokenWish, tooManyRequests } from './token.ts'
import { tokenPrefix, tokenRequestsAMinute, type TokenShape } from './tokens-contract.ts'

const works = sql`s.side = 'token' and s.ended_at is null and s.expires_at > now()`

type Found = {
  session: SessionId
  user: UserId
  name: string
  mayWrite: boolean
  administers: boolean
  workspaces: WorkspaceId[] | null
  isStale: boolean
  now: Date
}

/**
 * Who a token acts as, in one statement like the session of a browser. It opens the employee side and nothing else:
 * portals and live events have no use for programs.
 *
 * @throws Refusal 401 `token.invalid`; 403 `token.read_only` for a command
 */
export async function authenticateToken(
  db: Db,
  side: Side,
  token: string,
  { writes, address }: { writes: boolean; address: string },
): Promise<{ actor: UserActor; now: Date }> {
  if (side !== 'employee') throw tokenSpent()
  const { rows } = await sql<Found>`
    select s.id as session, u.id as "user", t.name, t.may_write as "mayWrite", t.administers, t.workspaces, now() as now,
      (s.last_seen_at = s.created_at or s.last_seen_at < now() - interval '1 minute') as "isStale"
    from sessions s join api_tokens t on t.id = s.id join users u on u.id = s.user_id
    where s.token_hash = ${secretHash(token)} and ${works} and u.status = 'active' and u.deleted_at is null`.execute(db)
  const found = rows[0]
  if (!found) throw tokenSpent()
  const { session, user, name, administers, workspaces, now } = found
  if (writes && !found.mayWrite) throw readOnlyToken(name)
  if (found.isStale)
    await sql`update sessions set last_seen_at = now(), address = ${address} where id = ${session}`.execute(db)
  return {
    actor: {
      kind: 'user',
      id: user,
      userKind: 'employee',
      session,
      token: { id: session, name, administers, workspaces },
    },
    now,
  }
}

/**
 * Counts a request before anything of it is looked at, in a statement of its own: what counts must not wait for, nor be
 * undone with, the transaction of the deed. Unknown tokens count nothing.
 *
 * @throws Refusal 429 `token.too_many_requests`
 */
export async function countTokenRequest(db: Db, token: string): Promise<void> {
  const { rows } = await sql<{ requests: number; wait: number }>`
    insert into api_token_uses as uses (token_id, minute, requests)
    select s.id, date_trunc('minute', now()), 1 from sessions s join api_tokens t on t.id = s.id
    where s.token_hash = ${secretHash(token)} and ${works}
    on conflict (token_id) do update set minute = excluded.minute,
      requests = case when uses.minute = excluded.minute then uses.requests + 1 else 1 end
    returning requests, ceil(extract(epoch from minute + interval '1 minute' - now()))::integer as wait`.execute(db)
  const counted = rows[0]
  if (counted && counted.requests > tokenRequestsAMinute) throw tooManyRequests(counted.wait)
}

export async function insertToken(
  tx: Tx,
  user: UserId,
  by: UserId,
  wish: TokenWish,
): Promise<{ id: SessionId; token: string; expiresAt: Date }> {
  const token = `${tokenPrefix}${newSecret()}`
  const id = newId<'session'>()
  const { rows } = await sql<{ expiresAt: Date }>`
    with session as (
      insert into sessions (id, token_hash, user_id, side, expires_at, user_agent)
      values (${id}, ${secretHash(token)}, ${user}, 'token', now() + make_interval(days => ${wish.days}), 'API token')
      returning expires_at)
    select expires_at as "expiresAt" from session`.execute(tx)
  await sql`insert into api_tokens (id, name, may_write, administers, workspaces, created_by)
    values (${id}, ${wish.name}, ${wish.access === 'write'}, ${wish.administers}, ${wish.workspaces}::uuid[], ${by})`.execute(
    tx,
  )
  return { id, token, expiresAt: rows[0]!.expiresAt }
}

export async function countTokens(db: Db, user: UserId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from sessions s where s.user_id = ${user} and ${works}`.execute(db)
  return rows[0]!.count
}

/** @returns whose it was; undefined when there is no such token that could be ended, or not of `user` */
export async function endToken(
  tx: Tx,
  id: SessionId,
  reason: 'ended_by_user' | 'ended_by_administrator',
  user?: UserId,
): Promise<{ user: UserId; name: string } | undefined> {
  const { rows } = await sql<{ user: UserId; name: string }>`
    update sessions s set ended_at = now(), end_reason = ${reason} from api_tokens t
    where s.id = ${id} and t.id = s.id and s.ended_at is null ${user ? sql`and s.user_id = ${user}` : sql``}
    returning s.user_id as user, t.name`.execute(tx)
  return rows[0]
}

const shape = sql`s.id, t.name, s.user_id as user, u.full_name as "userName", case when t.may_write then 'write' else 'read' end as access,
  t.administers, (select json_agg(json_build_object('id', w.id, 'name', w.name) order by w.name) from workspaces w where w.id = any (t.workspaces)) as workspaces,
  s.created_at as "createdAt", b.full_name as "createdBy", s.expires_at as "expiresAt",
  nullif(s.last_seen_at, s.created_at) as "lastUsedAt", s.address as "lastAddress",
  case when s.ended_at is not null then 'ended' when s.expires_at <= now() then 'expired' else 'works' end as state`
const from = sql`sessions s join api_tokens t on t.id = s.id join users u on u.id = s.user_id join users b on b.id = t.created_by`

/** What a person's programs use; asked before an account is locked, too. */
export async function listWorkingTokens(db: Db, user: UserId): Promise<TokenShape[]> {
  const { rows } = await sql<TokenShape>`
    select ${shape} from ${from} where s.user_id = ${user} and ${works} order by s.id desc limit 200`.execute(db)
  return rows
}

export type TokenFilter = {
  search: string
  user: UserId | undefined
  state: TokenShape['state'] | undefined
  after: string | undefined
  limit: number
}

export async function listTokenPage(db: Db, { search, user, state, after, limit }: TokenFilter): Promise<TokenShape[]> {
  const inState = {
    works: sql`s.ended_at is null and s.expires_at > now()`,
    expired: sql`s.ended_at is null and s.expires_at <= now()`,
    ended: sql`s.ended_at is not null`,
  }
  const conditions: Sql<boolean>[] = [sql`s.side = 'token'`]
  if (search) {
    const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(t.name ilike ${like} or u.full_name ilike ${like})`)
  }
  if (user) conditions.push(sql`s.user_id = ${user}`)
  if (state) conditions.push(inState[state] as Sql<boolean>)
  if (after) conditions.push(sql`s.id < ${after}::uuid`)
  const { rows } = await sql<TokenShape>`
    select ${shape} from ${from} where ${sql.join(conditions, sql` and `)} order by s.id desc limit ${limit}`.execute(
    db,
  )
  return rows
}

export async function findEmployeeByEmail(tx: Tx, emailCanonical: string): Promise<UserId | undefined> {
  const { rows } = await sql<{ id: UserId }>`select id from users where email_canonical = ${emailCanonical}
    and kind = 'employee' and deleted_at is null`.execute(tx)
  return rows[0]?.id
}

export async function workspacesByCode(tx: Tx, codes: readonly string[]): Promise<WorkspaceId[]> {
  const { rows } = await sql<{ id: WorkspaceId }>`
    select id from workspaces where code = any (${[...codes]}::text[]) and deleted_at is null`.execute(tx)
  return rows.map(({ id }) => id)
}
