import { sql } from 'kysely'
import type { SessionId, UserId } from '../base/ids.ts'
import type { Db, Sql } from '../sql/database.ts'
import type { UserActor } from './actor.ts'
import { branchesOf, idOf, kindOf, viewOf, withinOf } from './branches.ts'
import type { Permission, Resource, ResourceOf } from './permissions.ts'
import { isShutOut } from './portal-gate.ts'
import type { Derivation } from './rule.ts'

/**
 * Everybody who may do something to a thing, whether they are signed in or not: the third question (access.md §4). It is
 * made of the same branches as `decide`, with a column in the place of the actor, one statement for each, so that the
 * database starts from the few rows on the thing and not from all the people there are.
 */
const everyone = (userKind: UserActor['userKind']): UserActor => ({
  kind: 'user',
  userKind,
  // Wherever a rule says who is asking, it says whoever this row is about.
  id: sql.ref('somebody.id') as unknown as UserId,
  session: sql.lit(null) as unknown as SessionId,
})

function reached(permission: Permission, resource: Resource, userKind: UserActor['userKind']): Sql[] {
  const actor = everyone(userKind)
  const people = sql`users somebody where somebody.kind = ${sql.lit(userKind)} and somebody.status = 'active' and somebody.deleted_at is null
    and not ${isShutOut(actor, permission)}`
  return branchesOf(permission, actor, withinOf(resource)).map((branch) =>
    'wide' in branch
      ? sql`select somebody.id, ${branch.because} as because, ${branch.fact ?? sql`null`}::text as fact from ${people} and ${branch.wide}`
      : sql`select somebody.id, ${branch.because} as because, reached.fact::text as fact
          from (select somebody.* from ${people}) somebody cross join lateral (${branch.rows}) reached where reached.id = ${idOf(resource)}`,
  )
}

const allOf = (permission: Permission, resource: Resource): Sql => {
  const ways = [...reached(permission, resource, 'employee'), ...reached(permission, resource, 'external')]
  return ways.length === 0
    ? sql`select null::uuid as id, null as because, null as fact where false`
    : sql.join(ways, sql` union all `)
}

/** The people as a relation (`id`, `because`, `fact`), a row for each reason; what one does not see one may not change. */
export function audienceOf<P extends Permission>(permission: P, resource: ResourceOf<P>): Sql {
  const asked = resource as Resource
  const view = viewOf(asked.kind)
  const seen = permission === view ? sql`` : sql` and id in (select id from (${allOf(view, asked)}) seeing)`
  return sql`select id, because, fact from (${allOf(permission, asked)}) may
    where ${kindOf(asked.kind).present(asked as never)}${seen}`
}

export type Audience = {
  people: number
  outsiders: number
  rows: { id: UserId; name: string; kind: 'employee' | 'external'; reasons: Derivation[] }[]
}

type Page = { limit: number; after?: UserId | undefined; search?: string | undefined; only?: UserId | undefined }

/** One page of them, people from outside first, then by name. `after`: the last row of the page before; `only`: nobody but this person. */
export async function audience<P extends Permission>(
  db: Db,
  permission: P,
  resource: ResourceOf<P>,
  { limit, after, search, only }: Page,
): Promise<Audience> {
  const { rows } = await sql<{ people: number; outsiders: number; rows: Audience['rows'] | null }>`
    with may as materialized (
      select * from (${audienceOf(permission, resource)}) everybody ${only ? sql`where id = ${only}` : sql``}
    ), people as materialized (
      select u.id, u.full_name as name, u.kind from users u where u.id in (select id from may)
        and (${search ?? null}::text is null or position(lower(${search ?? null}) in lower(u.full_name)) > 0)
    )
    select (select count(*) from people) as people, (select count(*) from people where kind = 'external') as outsiders,
      (select jsonb_agg(page) from (
        select p.*, (select jsonb_agg(distinct jsonb_build_object('because', m.because, 'fact', m.fact)) from may m where m.id = p.id) as reasons
        from people p where ${after ?? null}::uuid is null
          or (p.kind <> 'external', p.name, p.id) > (select kind <> 'external', full_name, id from users where id = ${after ?? null}::uuid)
        order by p.kind <> 'external', p.name, p.id limit ${limit}) page) as rows`.execute(db)
  const found = rows[0]!
  return { people: found.people, outsiders: found.outsiders, rows: found.rows ?? [] }
}
