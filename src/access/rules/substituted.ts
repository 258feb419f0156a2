import { sql } from 'kysely'
import type { Sql } from '../../sql/database.ts'
import type { UserActor } from '../actor.ts'
import type { Branch, RowsBranch, Within } from '../rule.ts'
import {
  appsOfRows,
  isWhole,
  itemsInFolders,
  itemsNaming,
  itemsWrittenBy,
  reachedFolders,
  singleItems,
} from './data-rights.ts'

/**
 * What an absent person may, for whoever has all their access now (access.md rule 9). These branches stand beside those
 * of the actor's own rights and read the views of migration 0019, which leave administration out: whoever has nobody's
 * rights but their own pays one look into an empty index, and the reason names the substitution. Own rights only: what
 * the absent person has through a substitution does not pass on. People from outside have none (the external wall).
 */
const instead = (actor: UserActor, rows: Sql<{ id: string; fact: string }>): RowsBranch[] =>
  actor.userKind === 'external' ? [] : [{ because: 'substitution', when: ['substitution'], rows }]

/** The branches that are asked first: most people act for nobody, and putting these into each statement cost 250 µs. */
export const ownOnly = (branches: Branch[], { lent }: Within): Branch[] =>
  lent === false ? branches.filter(({ when }) => !when?.includes('substitution')) : branches

export const hasSubstitution = (actor: UserActor): Sql<boolean> =>
  sql`exists (select from all_access_substitutions where substitute_id = ${actor.id})`

/** `full` is the sum of an app's rights, and says nothing of a file or a process. */
function holds(kind: string, right: string | null): Sql {
  if (right === null) return sql`true`
  const exact = sql`${right} = any (rights)`
  return kind === 'app' || kind === 'item' ? sql`(${exact} or 'full' = any (rights))` : exact
}

const grants = (actor: UserActor, kind: string, right: string | null): Sql =>
  sql`substituted_grants where actor_id = ${actor.id} and resource_kind = ${sql.lit(kind)} and ${holds(kind, right)}`

/** Through a grant on the thing itself. */
export const grantInstead = (actor: UserActor, kind: 'app' | 'item' | 'file' | 'process', right: string | null) =>
  instead(actor, sql`select resource_id as id, substitution_id as fact from ${grants(actor, kind, right)}`)

/** Grants that reach somebody absent; the substitution is the reason, so it stands where the grant would. */
const lent = (actor: UserActor): Sql => sql`
  select actor_id, substitution_id as grant_id, resource_kind, resource_id, app_id, rights, narrowed_to
  from substituted_grants where actor_id = ${actor.id}`

/** An app, through a grant on one of its items or folders. */
export const itemsAppInstead = (actor: UserActor) => instead(actor, appsOfRows(sql`(${lent(actor)})`, actor))

export const foldersInstead = (actor: UserActor, right: string) => instead(actor, reachedFolders(lent(actor), right))

export const seenInMenuInstead = (actor: UserActor, kind: 'workspace' | 'app') =>
  instead(
    actor,
    sql`select v.resource_id as id, p.substitution_id as fact from substituted_principals p
      join visibility v on v.principal_id = p.principal_id and v.resource_kind = ${sql.lit(kind)} where p.actor_id = ${actor.id}`,
  )

/** Items of one app: all of them, single ones, those in folders, those the absent person, or people below, wrote or stand in. */
export function itemsInstead(actor: UserActor, within: Within, right: string): Branch[] {
  if (actor.userKind === 'external') return []
  const { app } = within
  const onApp = sql`${grants(actor, 'app', right)} and resource_id = ${app} and narrowed_to = 'all'`
  const wide: Branch = {
    because: 'substitution',
    when: ['substitution'],
    wide: sql`(exists (select from ${onApp}) and ${isWhole(within)})`,
    fact: sql`(select substitution_id from ${onApp} limit 1)`,
  }
  const people = sql`
    select absent_id as principal_id, id as fact from all_access_substitutions where substitute_id = ${actor.id}
    union all select principal_id, substitution_id from substituted_head_principals
      where actor_id = ${actor.id} and (select heads_inherit from apps where id = ${app})`
  const places = sql`${people} union all select principal_id, substitution_id from substituted_principals where actor_id = ${actor.id}`
  return [
    wide,
    ...instead(actor, itemsInFolders(lent(actor), within, right)),
    ...instead(actor, singleItems(lent(actor), within, right)),
    ...instead(actor, itemsWrittenBy(people, within, right)),
    ...instead(actor, itemsNaming(places, within, right)),
  ]
}

/** Instances the absent person began or worked on: to be read. */
export const instancesInstead = (actor: UserActor) => [
  ...instead(
    actor,
    sql`select i.id, s.id as fact from all_access_substitutions s join process_instances i on i.initiator_id = s.absent_id
      where s.substitute_id = ${actor.id}`,
  ),
  ...instead(
    actor,
    sql`select t.instance_id as id, s.id as fact from all_access_substitutions s join tasks t on t.ended_by = s.absent_id
      where s.substitute_id = ${actor.id} and t.instance_id is not null`,
  ),
]
