import { sql } from 'kysely'
import type { ItemId, PrincipalId, ProcessId, ProcessInstanceId, UserId, WorkspaceId, AppId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { Exclusion, ExecutorRule, Found, Person, Principal } from './executor.ts'
import { isAway } from './stand-in.sql.ts'

/** What a rule is asked in: the instance the task belongs to. */
export type Around = {
  instance: ProcessInstanceId
  process: ProcessId
  workspace: WorkspaceId
  app: AppId | null
  item: ItemId | null
  initiator: UserId | null
  /** Who wrote the item, where that is known. */
  author: UserId | null
}

type Named = { principals: Principal[]; problem: string | null }
const nobody = (problem: string): Named => ({ principals: [], problem })

/** People shown and chosen among; a rule may name a hundred thousand. */
const mostPeople = 50

/** Whom the rule means today, and whether they can do it. */
export async function findExecutors(
  tx: Tx,
  rule: ExecutorRule | null,
  around: Around,
  lane: string | null,
  excluded: UserId[],
): Promise<Found> {
  if (rule === null) return { principals: [], people: [], total: 0, problem: null }
  const { principals, problem } = await principalsOf(tx, rule, around)
  if (problem !== null) return { principals, people: [], total: 0, problem }
  const people = await peopleOf(tx, rule, principals, around, lane, excluded)
  const names = new Map(people.map(({ id, name }) => [id as string, name]))
  return {
    principals: principals.map((one) => ({ ...one, name: names.get(one.id) ?? one.name })),
    people,
    total: people[0]?.total ?? 0,
    problem: null,
  }
}

async function principalsOf(tx: Tx, rule: ExecutorRule, around: Around): Promise<Named> {
  const ref = rule.ref ?? ''
  switch (rule.kind) {
    case 'user':
      return named(await findUsers(tx, [ref]), `There is no user “${ref}”.`)
    case 'group':
      return named(await findGroups(tx, [ref], around), `There is no group or role “${ref}”.`)
    case 'department':
      return named(await findElements(tx, ref, 'department'), `There is no department “${ref}”.`)
    case 'position':
      return findHolder(tx, ref)
    case 'initiator':
      // Known by the id; the name comes with what else is asked about the person, and saves a question.
      return around.initiator === null
        ? nobody('Nobody started it: it has no initiator.')
        : { principals: [{ id: around.initiator, kind: 'user', name: '' }], problem: null }
    case 'initiator_superior':
      return findSuperior(tx, around.initiator)
    case 'organization_administrators':
      return nobody('The organization has no administrators of its own.')
    case 'external_users':
      return findOutsiders(tx, ref, around)
    case 'variable':
    case 'expression':
      return findNamed(tx, rule, around)
  }
}

const named = (principals: Principal[], problem: string): Named =>
  principals.length > 0 ? { principals, problem: null } : nobody(problem)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const idsOf = (refs: string[]): string[] => refs.filter((ref) => uuid.test(ref))

async function principals(tx: Db, statement: Sql<Principal>): Promise<Principal[]> {
  const { rows } = await statement.execute(tx)
  return rows
}

const findUsers = (tx: Db, refs: string[]) =>
  principals(
    tx,
    sql<Principal>`select id, 'user' as kind, full_name as name from users
      where id in (select unnest(${idsOf(refs)}::uuid[]) union all
          select id from users where email_canonical = any (${refs.map((ref) => ref.toLowerCase())}))
        and deleted_at is null limit 200`,
  )

/** A deleted group keeps working where it is named. By id or code; of groups with one code the app's comes before the workspace's, the company's and the system's. */
const findGroups = (tx: Db, refs: string[], { app, workspace }: Pick<Around, 'app' | 'workspace'>) =>
  principals(
    tx,
    sql<Principal>`select distinct on (ref) id, 'group' as kind, name from (
        select id, name, scope, case when id = any (${idsOf(refs)}::uuid[]) then id::text else code end as ref from groups
        where (id = any (${idsOf(refs)}::uuid[]) or code = any (${refs}))
          and (app_id is null or app_id = ${app}::uuid) and (workspace_id is null or workspace_id = ${workspace}::uuid)) found
      order by ref, array_position(array['app', 'workspace', 'company', 'system'], scope) limit 200`,
  )

const findElements = (tx: Db, ref: string, kind: 'department' | 'position') =>
  principals(
    tx,
    sql<Principal>`select id, 'org_element' as kind, name from org_elements
      where deleted_at is null and kind = ${kind} and (id = any (${idsOf([ref])}::uuid[]) or lower(name) = lower(${ref})) order by id limit 1`,
  )

/** The holder alone: whoever stands below a position in the chart counts as it too, and is not meant. */
async function findHolder(tx: Tx, ref: string): Promise<Named> {
  const [position] = await findElements(tx, ref, 'position')
  if (!position) return nobody(`There is no position “${ref}”.`)
  const holder = await principals(
    tx,
    sql<Principal>`select u.id, 'user' as kind, u.full_name as name from org_elements e join users u on u.id = e.lead_id
      where e.id = ${position.id} and u.deleted_at is null`,
  )
  return named(holder, `The position “${position.name}” is vacant.`)
}

async function findSuperior(tx: Tx, initiator: UserId | null): Promise<Named> {
  if (initiator === null) return nobody('Nobody started it, so there is no superior of the initiator.')
  const superior = await principals(
    tx,
    sql<Principal>`select id, 'user' as kind, full_name as name from users where id = superior_of(${initiator})`,
  )
  return named(superior, 'The initiator has no superior in the org chart.')
}

/**
 * Never everybody outside: the initiator, or else who wrote the item, or the people of their organization. One
 * customer is not offered another one's task because too little was drawn.
 */
async function findOutsiders(tx: Tx, ref: string, { initiator, author }: Around): Promise<Named> {
  const { rows } = await sql<{ id: UserId; name: string; organization_id: string | null; organization: string | null }>`
    select u.id, u.full_name as name, o.id as organization_id, o.name as organization
    from users u left join organizations o on o.id = u.organization_id
    where u.id = any (${[initiator, author].filter((id) => id !== null)}::uuid[]) and u.kind = 'external' and u.deleted_at is null
    order by u.id = ${initiator}::uuid desc limit 1`.execute(tx)
  const person = rows[0]
  if (!person) return nobody('Neither the initiator nor the author of the item is a person from outside.')
  if (ref !== 'initiator_organization')
    return { principals: [{ id: person.id, kind: 'user', name: person.name }], problem: null }
  if (person.organization_id === null) return nobody(`${person.name} belongs to no organization.`)
  const organization = { id: person.organization_id as PrincipalId, name: person.organization ?? '' }
  return { principals: [{ ...organization, kind: 'organization' }], problem: null }
}

/** A variable or expression gives an id, a code or an e-mail address, an object with an id, or a list of these. */
async function findNamed(tx: Tx, rule: ExecutorRule, around: Around): Promise<Named> {
  if (rule.problem !== null) return nobody(rule.problem)
  const refs = refsIn(rule.value).slice(0, 200)
  const found = [...(await findUsers(tx, refs)), ...(await findGroups(tx, refs, around))]
  return named(found, `“${rule.ref ?? ''}” names nobody: ${JSON.stringify(rule.value)?.slice(0, 100) ?? 'nothing'}.`)
}

function refsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(refsIn)
  return typeof value === 'object' && value !== null && 'id' in value ? refsIn(value.id) : []
}

/** Those who count as one of the principals, able ones first, in the order of the choice. */
async function peopleOf(
  tx: Tx,
  rule: ExecutorRule,
  found: Principal[],
  around: Around,
  lane: string | null,
  excluded: UserId[],
): Promise<(Person & { total: number })[]> {
  const orders: Record<ExecutorRule['choose'], Sql> = {
    first: sql`u.kind`,
    same: sql`(u.id = (select id from before)) is not true`,
    least_busy: sql`(select count(*) from tasks t where t.assignee_id = u.id and t.state = 'claimed')`,
    // Who has never had one of this lane comes first: false sorts before true.
    round_robin: sql`(select coalesce(max(t.created_at), '-infinity') from tasks t join process_instances i on i.id = t.instance_id
      where i.process_id = ${around.process} and t.lane_id is not distinct from ${lane}
        and coalesce(t.ended_by, t.assignee_id) = u.id)`,
  }
  const { rows } = await sql<Person & { total: number }>`
    with before as (select coalesce(ended_by, assignee_id) as id from tasks
      where instance_id = ${around.instance} and lane_id is not distinct from ${lane} and coalesce(ended_by, assignee_id) is not null
      order by created_at desc, id desc limit 1)
    select u.id, u.full_name as name, u.kind, u.status, u.id = any (${excluded}::uuid[]) as excluded,
      (u.id = (select id from before)) is true as before, ${isAway(sql`u.id`)} as away, count(*) over ()::int as total,
      case when u.kind = 'external' then (select w.code from portals p join workspaces w on w.id = p.workspace_id
        join actor_principals a on a.principal_id = p.group_id and a.user_id = u.id
        where p.state in ('active', 'inactive') order by (p.workspace_id = ${around.workspace}) desc, p.id limit 1) end as portal
    from users u
    where u.deleted_at is null
      and u.id in (select user_id from members_of(${found.map(({ id }) => id)}::uuid[]))
    order by u.status = 'active' and u.id <> all (${excluded}::uuid[]) desc, away, ${orders[rule.choose]}, u.id
    limit ${mostPeople}`.execute(tx)
  return rows
}

/** Four eyes: the initiator, or who completed the named tasks of this instance, and for whom. */
export async function findExcluded(tx: Tx, exclusions: Exclusion[], around: Around): Promise<UserId[]> {
  const tasks = exclusions.flatMap(({ kind, ref }) => (kind === 'task' && ref !== null ? [ref] : []))
  const initiator = exclusions.some(({ kind }) => kind === 'initiator') ? [around.initiator] : []
  const done =
    tasks.length === 0
      ? []
      : (
          await sql<{
            id: UserId
          }>`select distinct done.id from tasks t cross join lateral (values (t.ended_by), (t.for_user_id)) done (id)
            where t.instance_id = ${around.instance} and t.element_id = any (${tasks}) and t.state = 'completed'
              and done.id is not null`.execute(tx)
        ).rows.map(({ id }) => id)
  return [...initiator.filter((id) => id !== null), ...done]
}

/** For whoever draws: the thing a rule names, and how many people who can work it reaches, counted up to a hundred. */
export async function findNamedExecutor(
  db: Db,
  { kind, ref }: Pick<ExecutorRule, 'kind' | 'ref'>,
  around: Pick<Around, 'app' | 'workspace'>,
): Promise<{ name: string; people: number; external: boolean; deleted: boolean } | null> {
  const [found] = await namedThing(db, kind, ref ?? '', around)
  if (!found) return null
  const { rows } = await sql<{ people: number; external: boolean; deleted: boolean }>`
    select exists (select from groups where id = ${found.id} and deleted_at is not null) as deleted,
      (select audience = 'external' from principals where id = ${found.id}) as external,
      (select count(*)::int from (select from users u where u.status = 'active' and u.deleted_at is null
        and u.id in (${kind === 'position' ? sql`select lead_id from org_elements where id = ${found.id}` : sql`select user_id from members_of(array[${found.id}]::uuid[])`})
        limit 100) able) as people`.execute(db)
  return { name: found.name, ...rows[0]! }
}

function namedThing(db: Db, kind: ExecutorRule['kind'], ref: string, around: Pick<Around, 'app' | 'workspace'>) {
  if (kind === 'user') return findUsers(db, [ref])
  if (kind === 'group') return findGroups(db, [ref], around)
  return findElements(db, ref, kind === 'position' ? 'position' : 'department')
}
