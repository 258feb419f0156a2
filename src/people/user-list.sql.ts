import { sql } from 'kysely'
import type { Db, Sql } from '../sql/database.ts'
import type { UserFilter, UserShape, UserSort } from './contract.ts'
import { type Asked, matches, userColumns } from './user-columns.sql.ts'

export type UserRow = Omit<UserShape, 'can'> & {
  manages: boolean
  controls: boolean
  isMe: boolean
  asksSupervisor: boolean
}

const neverShownUnasked = sql`target.status not in ('locked', 'cancelled', 'rejected')`

const signInStates = {
  paused: sql`target.sign_in_paused_until > now()`,
  here: sql`exists (select from sessions s where s.user_id = target.id and s.side <> 'token' and s.ended_at is null and s.expires_at > now()
    and s.last_seen_at > now() - interval '3 minutes')`,
  not_lately: sql`target.status = 'active' and not exists (select from sessions s where s.user_id = target.id and s.side <> 'token'
    and s.created_at > now() - interval '90 days')`,
} as const

/**
 * Employees as they were asked for, on the row called `target`. What only those know who manage accounts finds nothing
 * for others, so that a filter tells no more than the card does.
 */
export function employeesLike(filter: UserFilter, manages: Sql<boolean>): Sql<boolean> {
  const { search, status, group, element, seat, signIn, deleted } = filter
  const holdsSeat = sql`exists (select from seats s where s.kind = 'named' and s.user_id = target.id and s.freed_at is null)`
  const told: Sql[] = [
    ...(group ? [sql`target.id in (select user_id from members_of(array[${group}]::uuid[]))`] : []),
    ...(seat ? [seat === 'held' ? holdsSeat : sql`not ${holdsSeat}`] : []),
    ...(signIn ? [signInStates[signIn]] : []),
    ...(deleted ? [sql`target.deleted_at is not null`] : []),
  ]
  const conditions: Sql[] = [
    sql`target.kind = 'employee'`,
    matches(search),
    ...(status ? [sql`target.status = ${status}`] : deleted ? [] : [neverShownUnasked]),
    ...(element ? [sql`target.id in (select user_id from user_principals where principal_id = ${element})`] : []),
    ...(deleted ? [] : [sql`target.deleted_at is null`]),
    ...(told.length > 0 ? [manages, ...told] : []),
  ]
  return sql`(${sql.join(conditions, sql` and `)})`
}

/** What the list goes by, in the words of its indexes (migration 0010). */
const sorts: Record<UserSort, { by: Sql; as: Sql; down: boolean }> = {
  name: { by: sql`target.full_name`, as: sql`text`, down: false },
  '-name': { by: sql`target.full_name`, as: sql`text`, down: true },
  email: { by: sql`coalesce(target.email, '')`, as: sql`text`, down: false },
  '-email': { by: sql`coalesce(target.email, '')`, as: sql`text`, down: true },
  created: { by: sql`target.created_at`, as: sql`timestamptz`, down: false },
  '-created': { by: sql`target.created_at`, as: sql`timestamptz`, down: true },
  registered: {
    by: sql`coalesce(target.registered_at, '-infinity'::timestamptz)`,
    as: sql`timestamptz`,
    down: false,
  },
  '-registered': {
    by: sql`coalesce(target.registered_at, '-infinity'::timestamptz)`,
    as: sql`timestamptz`,
    down: true,
  },
  hired: { by: sql`coalesce(target.hire_date, '-infinity'::date)`, as: sql`date`, down: false },
  '-hired': { by: sql`coalesce(target.hire_date, '-infinity'::date)`, as: sql`date`, down: true },
}

export type UsersListed = {
  filter: UserFilter
  sort: UserSort
  after: [string, string] | undefined
  limit: number
}

/** `key` is what the row stands at in the order, for the cursor. */
export async function listUsers(
  db: Db,
  { asking, visible, manages, controls }: Asked,
  { filter, sort, after, limit }: UsersListed,
): Promise<(UserRow & { key: string })[]> {
  const { by, as, down } = sorts[sort]
  const way = down ? sql`desc` : sql`asc`
  const start = after
    ? sql`(${by}, target.id) ${down ? sql`<` : sql`>`} (${after[0]}::${as}, ${after[1]}::uuid)`
    : sql`true`
  const { rows } = await sql<UserRow & { key: string }>`
    select ${userColumns(asking, manages, controls)}, (${by})::text as key from users target
    where ${employeesLike(filter, manages)} and ${visible} and ${start}
    order by ${by} ${way}, target.id ${way} limit ${limit}`.execute(db)
  return rows
}

export async function countUsers(db: Db, { visible, manages }: Asked, filter: UserFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from users target where ${employeesLike(filter, manages)} and ${visible}`.execute(db)
  return rows[0]!.total
}
