import { sql } from 'kysely'
import type { Sql } from '../../sql/database.ts'
import type { UserActor } from '../actor.ts'
import type { Branch, RowsBranch, Within } from '../rule.ts'

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

/** An app, through a grant on one of its items. */
export const itemsAppInstead = (actor: UserActor) =>
  instead(actor, sql`select app_id as id, substitution_id as fact from ${grants(actor, 'item', null)}`)

export const seenInMenuInstead = (actor: UserActor, kind: 'workspace' | 'app') =>
  instead(
    actor,
    sql`select v.resource_id as id, p.substitution_id as fact from substituted_principals p
      join visibility v on v.principal_id = p.principal_id and v.resource_kind = ${sql.lit(kind)} where p.actor_id = ${actor.id}`,
  )

/** Items of one app: all of them, single ones, or those the absent person wrote. */
export function itemsInstead(actor: UserActor, app: unknown, right: string): Branch[] {
  if (actor.userKind === 'external') return []
  const onApp = (narrowedTo: string) =>
    sql`${grants(actor, 'app', right)} and resource_id = ${app} and narrowed_to = ${sql.lit(narrowedTo)}`
  const wide: Branch = {
    because: 'substitution',
    when: ['substitution'],
    wide: sql`exists (select from ${onApp('all')})`,
    fact: sql`(select substitution_id from ${onApp('all')} limit 1)`,
  }
  const single = sql<{ id: string; fact: string }>`
    select resource_id as id, substitution_id as fact from ${grants(actor, 'item', right)} and app_id = ${app}`
  const written = sql<{ id: string; fact: string }>`
    select a.item_id as id, g.substitution_id as fact from (select absent_id, substitution_id from ${onApp('author')}) g
      join item_access a on a.app_id = ${app} and a.principal_id = g.absent_id and a.via = 'author'`
  return [wide, ...instead(actor, single), ...instead(actor, written)]
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
