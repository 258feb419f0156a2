import { sql } from 'kysely'
import type { Id, UserId } from '../base/ids.ts'
import type { Db } from '../sql/database.ts'
import type { AuditEventShape } from './contract.ts'

export type EventRow = {
  id: Id<'audit_event'>
  at: Date
  at_exactly: string
  actor_kind: AuditEventShape['actor']['kind']
  actor_id: string | null
  actor_name: string | null
  for_user_id: string | null
  for_name: string | null
  operation: string
  outcome: 'done' | 'refused'
  code: string | null
  resource_kind: string | null
  resource_id: string | null
  resource_name: string | null
  facts: Record<string, unknown>
  request_id: string | null
  address: string | null
}

export type EventsAsked = {
  search: string | undefined
  actor: UserId | undefined
  operation: string | undefined
  outcome: string | undefined
  kind: string | undefined
  resource: string | undefined
  days: number | undefined
  from: string | undefined
  to: string | undefined
  after: [string, string] | undefined
  limit: number
}

/** Conditions that were asked for, each its own so that the planner sees no `or … is null`. */
function conditions({ search, actor, operation, outcome, kind, resource, days, from, to, after }: EventsAsked) {
  const like = search && `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return [
    sql`true`,
    like &&
      sql`(e.address = ${search} or coalesce(e.actor_id, e.for_user_id) in (select id from users where full_name ilike ${like}
        or email ilike ${like} or id::text = ${search}))`,
    actor && sql`(e.actor_id = ${actor} or e.for_user_id = ${actor})`,
    operation && sql`e.operation = ${operation}`,
    outcome && sql`e.outcome = ${outcome}`,
    kind && sql`e.resource_kind = ${kind}`,
    resource && sql`e.resource_id = ${resource}`,
    days && sql`e.at > now() - make_interval(days => ${days})`,
    from && sql`e.at >= ${from}::timestamptz`,
    to && sql`e.at < ${to}::timestamptz`,
    after && sql`(e.at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
  ].filter((condition) => typeof condition === 'object')
}

/** Names are looked up for the rows of the page only: the page is cut before anything is joined. */
export async function listEvents(db: Db, asked: EventsAsked): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    with page as (select * from audit_events e where ${sql.join(conditions(asked), sql` and `)}
      order by e.at desc, e.id desc limit ${asked.limit})
    select e.id, e.at, e.at::text as at_exactly, e.actor_kind, e.actor_id, e.for_user_id, e.operation, e.outcome, e.code,
      e.resource_kind, e.resource_id, e.facts, e.request_id, e.address, a.full_name as actor_name, f.full_name as for_name,
      case e.resource_kind
        when 'user' then (select full_name from users where id::text = e.resource_id)
        when 'group' then (select name from groups where id::text = e.resource_id)
        when 'organization' then (select name from organizations where id::text = e.resource_id)
        when 'workspace' then (select name from workspaces where id::text = e.resource_id)
        when 'app' then (select name from apps where id::text = e.resource_id)
        when 'process' then (select name from processes where id::text = e.resource_id)
        when 'company' then (select name from company) end as resource_name
    from page e left join users a on a.id = e.actor_id and e.actor_kind = 'user' left join users f on f.id = e.for_user_id
    order by e.at desc, e.id desc`.execute(db)
  return rows
}

/** Names of the things that facts mention by id, looked up once for a page. */
export async function namesOf(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    with asked as (select unnest(${ids}::uuid[]) as id)
    select id, full_name as name from users join asked using (id)
    union all select id, name from groups join asked using (id)
    union all select id, name from organizations join asked using (id)
    union all select id, name from org_elements join asked using (id)
    union all select id, name from workspaces join asked using (id)
    union all select id, name from apps join asked using (id)
    union all select id, name from processes join asked using (id)
    union all select id, name from portals join asked using (id)`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

type Person = { id: UserId; name: string; email: string | null; deleted: boolean }

/** Whoever was here once may stand in the audit, so nobody is left out. */
export async function findPeople(
  db: Db,
  { search, person }: { search: string | undefined; person: UserId | undefined },
): Promise<Person[]> {
  const like = `%${(search ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<Person>`
    select id, full_name as name, email, deleted_at is not null as deleted from users
    where ${person ? sql`id = ${person}` : sql`(full_name ilike ${like} or email ilike ${like})`}
    order by deleted_at nulls first, full_name, id limit 20`.execute(db)
  return rows
}

/** Of the last 20,000 events: a distinct over years of them would cost seconds and find nothing anybody filters by. */
export async function listOperations(db: Db): Promise<{ rows: string[]; kinds: string[] }> {
  const { rows } = await sql<{ operations: string[] | null; kinds: string[] | null }>`
    select array_agg(distinct operation order by operation) as operations,
      array_agg(distinct resource_kind order by resource_kind) filter (where resource_kind is not null) as kinds
    from (select operation, resource_kind from audit_events order by at desc, id desc limit 20000) recent`.execute(db)
  return { rows: rows[0]?.operations ?? [], kinds: rows[0]?.kinds ?? [] }
}
