import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import { administers, type Branch, type KindRules, isEmployee } from '../rule.ts'
import { administersAround } from './administered.ts'
import { appsOfRows } from './data-rights.ts'
import { appsOfThoseBelow } from './heads.ts'
import { grantInstead, itemsAppInstead, seenInMenuInstead } from './substituted.ts'
import { seenInMenu } from './workspaces.ts'

/** Apps in mode `open`: every employee, nobody from outside. */
const openToEmployees = (actor: UserActor): Branch => ({
  because: 'open_app',
  rows: sql`select id, id as fact from apps where mode = 'open' and ${isEmployee(actor).wide}`,
})

const granted = (actor: UserActor, right: string | null): Branch => ({
  because: 'grant',
  rows: sql`select resource_id as id, grant_id as fact from actor_grants where actor_id = ${actor.id} and resource_kind = 'app'
    and ${right ? sql`(${right} = any (rights) or 'full' = any (rights))` : sql`true`}`,
})

/** Whoever was given single items or folders knows what kind of thing they are. */
const throughItem = (actor: UserActor): Branch => ({ because: 'grant', rows: appsOfRows(sql`actor_grants`, actor) })

/** The executor of an open task reads the item it shows, so its app answers too. */
const throughTask = (actor: UserActor): Branch => ({
  because: 'task',
  rows: sql`select t.app_id as id, t.id as fact from task_workers w join tasks t on t.id = w.task_id
    where w.user_id = ${actor.id} and t.app_id is not null`,
})

const administered = (actor: UserActor) => administersAround(actor, sql`select id, workspace_id from apps`)

/**
 * `app.view`: something of the app may be reached by this actor, so its name and fields are no secret to them. Which
 * items, is asked of the items. `app.open_page`: the app is in the menu and its page opens (visibility, not data).
 */
export const appRules: KindRules<'app'> = {
  present: ({ id }) => sql`exists (select from apps where id = ${id} and deleted_at is null)`,
  rules: {
    'app.view': (actor) => [
      administers(actor),
      openToEmployees(actor),
      granted(actor, null),
      seenInMenu(actor, 'app'),
      throughItem(actor),
      throughTask(actor),
      ...administered(actor),
      ...appsOfThoseBelow(actor, null),
      ...grantInstead(actor, 'app', null),
      ...itemsAppInstead(actor),
      ...seenInMenuInstead(actor, 'app'),
    ],
    'app.open_page': (actor) => [
      administers(actor),
      seenInMenu(actor, 'app'),
      ...administered(actor),
      ...seenInMenuInstead(actor, 'app'),
    ],
    'app.configure': (actor) => [administers(actor), ...administered(actor)],
    'app.manage': (actor) => [administers(actor)],
    'item.create': (actor) => [
      administers(actor),
      openToEmployees(actor),
      granted(actor, 'create'),
      ...appsOfThoseBelow(actor, 'create'),
      ...grantInstead(actor, 'app', 'create'),
    ],
  },
  forSystem: ['item.create'],
}
