import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import {
  administers,
  type Branch,
  isEmployee,
  type KindRules,
  type RowsBranch,
  type WideBranch,
  type Within,
} from '../rule.ts'
import { hasSubstitution, itemsInstead } from './substituted.ts'

const openApp = (actor: UserActor, { app }: Within): WideBranch => ({
  because: 'open_app',
  when: ['open_app'],
  isFact: true,
  wide: sql`(${isEmployee(actor).wide} and exists (select from apps where id = ${app} and mode = 'open'))`,
})

/** Facts are named after the grants that give them: `app:author:view`. */
const given = (kind: 'app' | 'item', narrowedTo: 'all' | 'author' | 'organization', right: string) => ({
  when: [`${kind}:${narrowedTo}:${right}`, `${kind}:${narrowedTo}:full`],
})

const holds = (right: string) => sql`(${right} = any (rights) or 'full' = any (rights))`

/** A grant on the app that is not narrowed reaches all its items. */
const appGrant = (actor: UserActor, { app }: Within, right: string): Branch => ({
  because: 'grant',
  ...given('app', 'all', right),
  isFact: true,
  wide: sql`exists (select from actor_grants where actor_id = ${actor.id} and resource_kind = 'app' and resource_id = ${app}
    and narrowed_to = 'all' and ${holds(right)})`,
})

const itemGrant = (actor: UserActor, { app }: Within, right: string): Branch => ({
  because: 'grant',
  ...given('item', 'all', right),
  rows: sql`select resource_id as id, grant_id as fact from actor_grants
    where actor_id = ${actor.id} and resource_kind = 'item' and app_id = ${app} and ${holds(right)}`,
})

/** The grant on the app that is narrowed so; asked for once in a statement, not once for each row. */
const narrowedGrant = (actor: UserActor, within: Within, narrowedTo: 'author' | 'organization', right: string) =>
  within.factsHeld ? sql`true` : grantIn(actor, within, narrowedTo, right)

const grantIn = (actor: UserActor, { app }: Within, narrowedTo: 'author' | 'organization', right: string) =>
  sql`(select grant_id from actor_grants where actor_id = ${actor.id} and resource_kind = 'app' and resource_id = ${app}
    and narrowed_to = ${sql.lit(narrowedTo)} and ${holds(right)} limit 1)`

/** What a portal page exposes as "mine", or a row for *Author*: the items one wrote, when a grant says so. */
const asAuthor = (actor: UserActor, within: Within, right: string): Branch => ({
  because: 'author',
  ...given('app', 'author', right),
  rows: sql`select a.item_id as id, ${narrowedGrant(actor, within, 'author', right)} as fact from item_access a
    where a.app_id = ${within.app} and a.principal_id = ${actor.id} and a.via = 'author'
      and ${narrowedGrant(actor, within, 'author', right)} is not null`,
})

/** The same for everything written by people of one's organization. */
const asColleagueOfAuthor = (actor: UserActor, within: Within, right: string): Branch => ({
  because: 'organization',
  ...given('app', 'organization', right),
  rows: sql`select a.item_id as id, ${narrowedGrant(actor, within, 'organization', right)} as fact from item_access a
    where a.app_id = ${within.app} and a.via = 'author' and a.principal_id in (select colleague.id from users me
        join users colleague on colleague.organization_id = me.organization_id where me.id = ${actor.id})
      and ${narrowedGrant(actor, within, 'organization', right)} is not null`,
})

/** Whoever an open task waits for sees the item it shows, until it closes (access.md rule 10). */
const throughTask = (actor: UserActor, { app }: Within): RowsBranch => ({
  because: 'task',
  when: ['task'],
  rows: sql`select t.item_id as id, t.id as fact from task_workers w join tasks t on t.id = w.task_id
    where w.user_id = ${actor.id} and t.app_id = ${app}`,
})

const administrator = (actor: UserActor): WideBranch => ({
  ...administers(actor),
  when: ['administrator'],
  isFact: true,
})

/** What an employee may be; whoever is from outside never is any of it (the external wall). */
const ofEmployees = (actor: UserActor, within: Within) =>
  actor.userKind === 'external'
    ? sql``
    : sql`select 'administrator' where ${administers(actor).wide}
        union all select 'open_app' where ${openApp(actor, within).wide}
        union all select 'substitution' where ${hasSubstitution(actor)} union all`

const grantsWithin = (actor: UserActor, { app }: Within) => sql`actor_grants g
  where g.actor_id = ${actor.id} and ((g.resource_kind = 'app' and g.resource_id = ${app}) or (g.resource_kind = 'item' and g.app_id = ${app}))`

const facts = (actor: UserActor, within: Within) => {
  const common = sql`${ofEmployees(actor, within)} select 'task' where exists (${throughTask(actor, within).rows})`
  return {
    marks: sql<string>`${common} union all select g.mark from ${grantsWithin(actor, within)}`,
    names: sql<string>`${common} union all select named.fact
      from (select g.* from ${grantsWithin(actor, within)}) g cross join lateral (
        select g.resource_kind || ':' || g.narrowed_to || ':' || held as fact from unnest(g.rights) held
        union all select 'field:' || code from unnest(g.fields) code where g.resource_kind = 'app'
        union all select 'every_field' where g.resource_kind = 'app' and g.fields is null) named`,
  }
}

const byRight = (right: string) => (actor: UserActor, within: Within) => [
  administrator(actor),
  openApp(actor, within),
  appGrant(actor, within, right),
  itemGrant(actor, within, right),
  asAuthor(actor, within, right),
  asColleagueOfAuthor(actor, within, right),
  ...itemsInstead(actor, within.app, right),
]

/**
 * Whether an item is there is known only to its own table, which the statement of the operation reads; so `present`
 * asks for the app alone, and an unknown id is answered by the operation with the same "not found".
 */
export const itemRules: KindRules<'item'> = {
  present: ({ app }) => sql`exists (select from apps where id = ${app} and deleted_at is null)`,
  rules: {
    'item.view': (actor, within) => [...byRight('view')(actor, within), throughTask(actor, within)],
    'item.edit': byRight('edit'),
    'item.delete': byRight('delete'),
  },
  facts,
  forSystem: ['item.view', 'item.edit'],
}
