import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import {
  administers,
  type Branch,
  isEmployee,
  type KindRules,
  principalsOf,
  type RowsBranch,
  type WideBranch,
  type Within,
} from '../rule.ts'
import { grantsOf, holds, isInMode, isWhole, itemsInFolders, singleItems } from './data-rights.ts'
import { itemsOfThoseBelow, leadsHere } from './heads.ts'
import { hasSubstitution, itemsInstead } from './substituted.ts'

const openApp = (actor: UserActor, { app }: Within): WideBranch => ({
  because: 'open_app',
  when: ['open_app'],
  isFact: true,
  wide: sql`(${isEmployee(actor).wide} and exists (select from apps where id = ${app} and mode = 'open'))`,
})

/** Facts are named after the grants that give them: `app:author:view`. */
const given = (what: `app:${'all' | 'author' | 'organization' | 'field'}` | 'root:all', right: string) => ({
  when: [`${what}:${right}`, `${what}:full`],
})

/** A grant on the app that is not narrowed reaches all its items, unless folders stand apart. */
function appGrant(actor: UserActor, within: Within, right: string): Branch {
  const rows = sql`actor_grants where actor_id = ${actor.id} and resource_kind = 'app' and resource_id = ${within.app}
    and narrowed_to = 'all' and ${holds(right)}`
  return {
    because: 'grant',
    ...given('app:all', right),
    isFact: true,
    wide: sql`(exists (select from ${rows}) and ${isWhole(within)})`,
    fact: sql`(select grant_id from ${rows} limit 1)`,
  }
}

const folderGrant = (actor: UserActor, within: Within, right: string): Branch => ({
  because: 'folder',
  when: ['folder', ...given('root:all', right).when],
  rows: itemsInFolders(grantsOf(actor), within, right),
})

const itemGrant = (actor: UserActor, within: Within, right: string): Branch => ({
  because: 'grant',
  when: ['item'],
  rows: singleItems(grantsOf(actor), within, right),
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
  ...given('app:author', right),
  rows: sql`select a.item_id as id, ${narrowedGrant(actor, within, 'author', right)} as fact from item_access a
    where a.app_id = ${within.app} and a.principal_id = ${actor.id} and a.via = 'author'
      and ${narrowedGrant(actor, within, 'author', right)} is not null`,
})

/** The same for everything written by people of one's organization. */
const asColleagueOfAuthor = (actor: UserActor, within: Within, right: string): Branch => ({
  because: 'organization',
  ...given('app:organization', right),
  rows: sql`select a.item_id as id, ${narrowedGrant(actor, within, 'organization', right)} as fact from item_access a
    where a.app_id = ${within.app} and a.via = 'author' and a.principal_id in (select colleague.id from users me
        join users colleague on colleague.organization_id = me.organization_id where me.id = ${actor.id})
      and ${narrowedGrant(actor, within, 'organization', right)} is not null`,
})

/** Items whose field holds the actor, or a role of theirs, when a row for that field says so. */
const namedInField = (actor: UserActor, within: Within, right: string): Branch => ({
  because: 'field',
  ...given('app:field', right),
  rows: sql`select a.item_id as id, g.grant_id as fact from actor_grants g join item_access a
      on a.app_id = ${within.app} and a.via = 'field:' || g.narrowed_field and a.principal_id in ${principalsOf(actor)}
    where g.actor_id = ${actor.id} and g.resource_kind = 'app' and g.resource_id = ${within.app} and g.narrowed_to = 'field' and ${holds(right)}`,
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
        union all select 'head' where ${leadsHere(actor, within)}
        union all select 'substitution' where ${hasSubstitution(actor)} union all`

const grantsOn = (actor: UserActor, { app }: Within) =>
  sql`actor_grants g where g.actor_id = ${actor.id} and g.resource_kind = 'app' and g.resource_id = ${app}`

/** Whether there is a row at all on a single item or folder: there may be thousands, and its branch asks for each. */
const hasRowsOn = (actor: UserActor, within: Within, kind: 'item' | 'folder') =>
  sql`(${isInMode(within, `${kind}s`)} and exists (select from actor_grants where actor_id = ${actor.id}
    and resource_kind = ${sql.lit(kind)} and app_id = ${within.app}))`

const facts = (actor: UserActor, within: Within) => {
  const common = sql`${ofEmployees(actor, within)} select 'task' where exists (${throughTask(actor, within).rows})
    union all select 'item' where ${hasRowsOn(actor, within, 'item')}
    union all select 'folder' where ${hasRowsOn(actor, within, 'folder')}`
  return {
    marks: sql<string>`${common} union all select 'apart' where not ${isWhole(within)}
      union all select g.mark from ${grantsOn(actor, within)}`,
    names: sql<string>`${common} union all select named.fact
      from (select g.*, ${isWhole(within)} as is_whole from ${grantsOn(actor, within)}) g cross join lateral (
        select case when g.narrowed_to = 'all' and not g.is_whole then 'root' else 'app' end || ':' || g.narrowed_to || ':' || held as fact
          from unnest(g.rights) held
        union all select 'field:' || code from unnest(g.fields) code
        union all select 'every_field' where g.fields is null) named`,
  }
}

/** What an open app leaves to rows: saying who else may, and stopping processes. */
const neverOpen = ['assign', 'manage_processes']

export const itemsByRight = (right: string) => (actor: UserActor, within: Within) => [
  administrator(actor),
  ...(neverOpen.includes(right) ? [] : [openApp(actor, within)]),
  appGrant(actor, within, right),
  folderGrant(actor, within, right),
  itemGrant(actor, within, right),
  asAuthor(actor, within, right),
  namedInField(actor, within, right),
  asColleagueOfAuthor(actor, within, right),
  ...itemsOfThoseBelow(actor, within, right),
  ...itemsInstead(actor, within, right),
]

/**
 * Whether an item is there is known only to its own table, which the statement of the operation reads; so `present`
 * asks for the app alone, and an unknown id is answered by the operation with the same "not found".
 */
export const itemRules: KindRules<'item'> = {
  present: ({ app }) => sql`exists (select from apps where id = ${app} and deleted_at is null)`,
  rules: {
    'item.view': (actor, within) => [...itemsByRight('view')(actor, within), throughTask(actor, within)],
    'item.edit': itemsByRight('edit'),
    'item.delete': itemsByRight('delete'),
    'item.assign': itemsByRight('assign'),
    'item.manage_processes': itemsByRight('manage_processes'),
  },
  facts,
  forSystem: ['item.view', 'item.edit'],
}
