import { sql } from 'kysely'
import type { PrincipalId } from '../base/ids.ts'
import { type Db, type Sql, transaction, type Tx } from '../sql/database.ts'
import type { AccessDifference, MovedThing } from './difference-shape.ts'
import { systemGroups } from './system-groups.ts'

/**
 * Who gains and who loses what by a change of memberships or of the org chart, before it is saved (access.md §4).
 *
 * `change` does the change by the same functions as the command, in a transaction that is always undone. Triggers note
 * what it does to the closure (`closure_changes`, migration 0012), so only people who move are looked at. What a person
 * gets is compared thing by thing: nobody "gains" what another way gave them before, nor "loses" what another way still
 * gives. A refusal thrown by `change` is the answer, as it will be when it is saved.
 *
 * Lab note, 100,000 people and 10,000 groups: see the people's part of docs/benchmarks.md.
 */
export async function differenceOf(db: Db, change: (tx: Tx) => Promise<unknown>): Promise<AccessDifference> {
  try {
    await transaction(db, async (tx) => {
      await sql`select set_config('portico.difference', 'on', true)`.execute(tx)
      await change(tx)
      throw new Undone(await readDifference(tx))
    })
  } catch (error) {
    if (error instanceof Undone) return error.found
    throw error
  }
  throw new Error('A change that is only tried is always undone')
}

class Undone extends Error {
  readonly found: AccessDifference

  constructor(found: AccessDifference) {
    super('Only tried')
    this.found = found
  }
}

async function readDifference(tx: Tx): Promise<AccessDifference> {
  const { rows } = await sql<{ moved: number; gained: PrincipalId[] | null; lost: PrincipalId[] | null }>`
    with moved as (${moved})
    select count(distinct user_id) as moved, array_agg(distinct principal_id) filter (where step > 0) as gained,
      array_agg(distinct principal_id) filter (where step < 0) as lost from moved`.execute(tx)
  const { moved: people, gained, lost } = rows[0]!
  return { moved: people, gains: await oneSide(tx, gained ?? [], 1), loses: await oneSide(tx, lost ?? [], -1) }
}

const moved = sql`select user_id, principal_id, sum(step)::integer as step from closure_changes
  group by user_id, principal_id having sum(step) <> 0`

type Given = Omit<MovedThing, 'people'> & { principals: PrincipalId[]; covers: PrincipalId[] }

/** `direction` 1: compared with what they had before; -1: with what they have afterwards. */
async function oneSide(tx: Tx, principals: PrincipalId[], direction: 1 | -1): Promise<AccessDifference['gains']> {
  const bundles = bundled(principals.length === 0 ? [] : await whatIsGiven(tx, principals))
  if (bundles.length === 0) return { people: 0, outsiders: 0, things: [], sample: [] }
  const { rows } = await sql<Counted>`${counting(bundles, direction)}`.execute(tx)
  const { people, outsiders, sample, counts } = rows[0]!
  const things = bundles.flatMap(({ key, given }) =>
    given.flatMap(({ kind, id, name, rights, narrowedTo }) =>
      counts?.[key] ? [{ kind, id, name, rights, narrowedTo, people: counts[key] }] : [],
    ),
  )
  things.sort((a, b) => b.people - a.people || a.name.localeCompare(b.name))
  return { people, outsiders, things: things.slice(0, 50), sample: sample ?? [] }
}

/** Things that the same principals give and the same others cover: whoever moves gets all of them or none. */
type Bundle = Pick<Given, 'principals' | 'covers'> & { key: string; given: Given[] }

/** Counted by bundle, because 50,000 people who gain twenty things each would be a million rows. */
const bundled = (given: Given[]): Bundle[] =>
  [
    ...Map.groupBy(given, ({ principals, covers }) => [principals.toSorted(), covers.toSorted()].join('|')).values(),
  ].map((same, at) => ({ key: String(at), principals: same[0]!.principals, covers: same[0]!.covers, given: same }))

/** Grants as `actor_grants` knows them, without the people; rows of items and folders in the mode in which they count. */
const liveGrants = sql`select g.* from grants g where (g.resource_kind not in ('item', 'folder')
    or exists (select from apps where id = g.app_id and mode = g.resource_kind || 's')) and g.revoked_at is null and (g.expires_at is null or g.expires_at > now())
  and (g.page_version_id is null or exists (select from pages join portals on portals.id = pages.portal_id
    where pages.current_version_id = g.page_version_id and pages.deleted_at is null and portals.state = 'active'))`

/** Every employee has an open app already, whatever else is granted there. */
const isOpenAnyway = sql`g.audience = 'employees' and exists (select from apps where mode = 'open'
  and id = case g.resource_kind when 'app' then g.resource_id when 'item' then g.app_id end)`

/**
 * What these principals are given, each thing once, with the principals that give it (`principals`) and those that give
 * at least as much (`covers`; whoever administers has everything). What a whole side has through its computed group is
 * left out.
 */
async function whatIsGiven(tx: Tx, principals: PrincipalId[]): Promise<Given[]> {
  const { rows } = await sql<Given>`
    with mine as (select unnest(${principals}::uuid[]) as principal_id), live as (${liveGrants}),
    given as (
      select principal_id, resource_kind as kind, resource_id as id, app_id, rights, narrowed_to, fields
        from live g join mine using (principal_id) where not (${isOpenAnyway})
      union all select principal_id, resource_kind, resource_id, null, '{see}', 'all', null from visibility join mine using (principal_id)
      union all select principal_id, 'portal', p.id, null, '{}', 'all', null
        from portals p join mine on mine.principal_id = p.group_id where p.state <> 'disabled'
      union all select principal_id, 'administration', null, null, '{}', 'all', null from mine
        where principal_id = ${systemGroups.administrators}
      union all select principal_id, 'tasks', principal_id, null, array[count(*)::text], 'all', null
        from task_candidates join mine using (principal_id) where open group by principal_id
    ), things as (
      select kind, id, app_id, rights, narrowed_to, fields, array_agg(principal_id) as principals
      from given group by kind, id, app_id, rights, narrowed_to, fields
    )
    select kind, t.id, principals, t.narrowed_to as "narrowedTo",
      case kind when 'tasks' then '{}' else rights end as rights,
      coalesce(case kind when 'tasks' then rights[1] end, a.name, d.name, w.name, o.name, p.name, f.name, '') as name,
      array(select ${systemGroups.administrators}::uuid where kind <> 'tasks'
        union select unnest(principals) where kind <> 'tasks'
        union select c.principal_id from live c where ((c.resource_kind = kind and c.resource_id = t.id) or (kind <> 'folder' and c.resource_kind = 'app' and c.resource_id = t.app_id)
            or (kind = 'folder' and exists (select from folder_reach r where r.from_id = c.resource_id and r.folder_id = t.id)))
          and c.narrowed_to in ('all', t.narrowed_to) and ('full' = any (c.rights) or c.rights @> t.rights)
          and (c.fields is null or c.fields @> t.fields)
        union select v.principal_id from visibility v where t.rights = '{see}' and v.resource_kind = kind and v.resource_id = t.id
      ) as covers
    from things t left join apps a on a.id = case kind when 'app' then t.id when 'item' then t.app_id end left join workspaces w on kind = 'workspace' and w.id = t.id
      left join portals o on kind = 'portal' and o.id = t.id left join processes p on kind = 'process' and p.id = t.id
      left join files f on kind = 'file' and f.id = t.id left join folders d on kind = 'folder' and d.id = t.id`.execute(
    tx,
  )
  return rows.filter(
    ({ covers }) => !covers.includes(systemGroups.allUsers) && !covers.includes(systemGroups.externalUsers),
  )
}

type Counted = {
  people: number
  outsiders: number
  counts: Record<string, number> | null
  sample: AccessDifference['gains']['sample'] | null
}

/** `held`: who had (or will still have) one of the covering principals, among those who move. */
function counting(bundles: Bundle[], direction: 1 | -1): Sql<Counted> {
  const table = (pick: (bundle: Bundle) => PrincipalId[]) => {
    const pairs = bundles.flatMap((bundle) => pick(bundle).map((principal) => [bundle.key, principal] as const))
    return sql`select * from unnest(${pairs.map(([key]) => key)}::text[], ${pairs.map(([, principal]) => principal)}::uuid[])`
  }
  const stays =
    direction === 1
      ? sql`select user_id, principal_id from current except select user_id, principal_id from moved where step = 1
          union select user_id, principal_id from moved where step = -1`
      : sql`select user_id, principal_id from current`
  return sql`
    with moved as materialized (${moved}), gives (key, principal_id) as (${table(({ principals }) => principals)}),
    covers (key, principal_id) as (${table(({ covers }) => covers)}),
    sizes (key, size) as (select * from unnest(${bundles.map(({ key }) => key)}::text[], ${bundles.map(({ given }) => given.length)}::integer[])),
    current as (
      select p.user_id, p.principal_id from user_principals p where p.principal_id in (select principal_id from covers)
        and p.user_id in (select user_id from moved)
      union all select supervisor_id, ${systemGroups.administrators}::uuid from company
    ), held as (${stays}),
    reached as (select distinct m.user_id, g.key from moved m join gives g using (principal_id) where m.step = ${direction}),
    found as (
      select user_id, key from reached
      except select h.user_id, c.key from held h join covers c using (principal_id)
    ), people as (
      select u.id, u.full_name as name, u.kind, sum(size) as things from found join sizes using (key) join users u on u.id = found.user_id
      where u.deleted_at is null group by u.id
    )
    select (select count(*) from people) as people, (select count(*) from people where kind = 'external') as outsiders,
      (select jsonb_object_agg(key, n) from (select key, count(*) as n from found group by key) counted) as counts,
      (select jsonb_agg(first) from (select * from people order by kind desc, name, id limit 20) first) as sample`
}
