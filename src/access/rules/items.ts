import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import { administers, type Branch, isEmployee, type KindRules, type Within } from '../rule.ts'

const openApp = (actor: UserActor, { app }: Within): Branch => ({
  because: 'open_app',
  wide: sql`(${isEmployee(actor).wide} and exists (select from apps where id = ${app} and mode = 'open'))`,
})

const holds = (right: string) => sql`(${right} = any (rights) or 'full' = any (rights))`

/** A grant on the app that is not narrowed reaches all its items. */
const appGrant = (actor: UserActor, { app }: Within, right: string): Branch => ({
  because: 'grant',
  wide: sql`exists (select from actor_grants where actor_id = ${actor.id} and resource_kind = 'app' and resource_id = ${app}
    and narrowed_to = 'all' and ${holds(right)})`,
})

const itemGrant = (actor: UserActor, { app }: Within, right: string): Branch => ({
  because: 'grant',
  rows: sql`select resource_id as id, grant_id as fact from actor_grants
    where actor_id = ${actor.id} and resource_kind = 'item' and app_id = ${app} and ${holds(right)}`,
})

/** What a portal page exposes as "mine", or a row for *Author*: the items one wrote, when a grant says so. */
const asAuthor = (actor: UserActor, { app }: Within, right: string): Branch => ({
  because: 'author',
  rows: sql`select a.item_id as id, g.grant_id as fact from item_access a
    join (select grant_id from actor_grants where actor_id = ${actor.id} and resource_kind = 'app' and resource_id = ${app}
      and narrowed_to = 'author' and ${holds(right)} limit 1) g on true
    where a.app_id = ${app} and a.principal_id = ${actor.id} and a.via = 'author'`,
})

/** The same for everything written by people of one's organization. */
const asColleagueOfAuthor = (actor: UserActor, { app }: Within, right: string): Branch => ({
  because: 'organization',
  rows: sql`select a.item_id as id, g.grant_id as fact from item_access a
    join (select grant_id from actor_grants where actor_id = ${actor.id} and resource_kind = 'app' and resource_id = ${app}
      and narrowed_to = 'organization' and ${holds(right)} limit 1) g on true
    where a.app_id = ${app} and a.via = 'author' and a.principal_id in (select colleague.id from users me
      join users colleague on colleague.organization_id = me.organization_id where me.id = ${actor.id})`,
})

/** Whoever an open task waits for sees the item it shows, until it closes (access.md rule 10). */
const throughTask = (actor: UserActor, { app }: Within): Branch => ({
  because: 'task',
  rows: sql`select t.item_id as id, t.id as fact from task_workers w join tasks t on t.id = w.task_id
    where w.user_id = ${actor.id} and t.app_id = ${app}`,
})

const byRight = (right: string) => (actor: UserActor, within: Within) => [
  administers(actor),
  openApp(actor, within),
  appGrant(actor, within, right),
  itemGrant(actor, within, right),
  asAuthor(actor, within, right),
  asColleagueOfAuthor(actor, within, right),
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
  forSystem: ['item.view', 'item.edit'],
}
