import { sql } from 'kysely'
import type { Sql } from '../../sql/database.ts'
import { systemGroups } from '../system-groups.ts'
import type { UserActor } from '../actor.ts'
import type { Within } from '../rule.ts'

/*
 * What rows of an app's table of rights reach, whoever they are given to: oneself, people below in the org chart
 * (heads.ts) or somebody absent (substituted.ts). `grants` is a relation of live grants that reach the one in question.
 */

/** Rows that reach the actor as what they are. */
export const grantsOf = (actor: UserActor): Sql => sql`select * from actor_grants where actor_id = ${actor.id}`

export const holds = (right: string) => sql`(${right} = any (rights) or 'full' = any (rights))`

export const isInMode = ({ app }: Within, mode: string): Sql<boolean> =>
  sql`(select mode from apps where id = ${app}) = ${sql.lit(mode)}`

/** Whether a row of the app reaches all its items: in folders mode one that does not inherit stands apart. */
export const isWhole = ({ app }: Within): Sql<boolean> =>
  sql`not exists (select from folders f join apps a on a.id = f.app_id
    where f.app_id = ${app} and not f.inherits and f.deleted_at is null and a.mode = 'folders')`

type Rows = Sql<{ id: string; fact: string }>

/** Items of every folder in which the rows count that stand on it, on one above it, or on the app. */
export const itemsInFolders = (grants: Sql, within: Within, right: string): Rows => sql`
  select i.item_id as id, g.grant_id as fact from (${grants}) g
    join folder_reach r on r.from_id = g.resource_id join item_folders i on i.folder_id = r.folder_id and i.app_id = ${within.app}
  where g.narrowed_to = 'all' and ${holds(right)} and ${isInMode(within, 'folders')}
    and (g.resource_kind = 'folder' and g.app_id = ${within.app} or g.resource_kind = 'app' and g.resource_id = ${within.app})`

/** Items with rows of their own. */
export const singleItems = (grants: Sql, within: Within, right: string): Rows => sql`
  select g.resource_id as id, g.grant_id as fact from (${grants}) g
  where g.resource_kind = 'item' and g.app_id = ${within.app} and ${holds(right)} and ${isInMode(within, 'items')}`

const narrowedRows = ({ app }: Within, narrowedTo: 'author' | 'field', right: string) => sql`
  live_grants g where g.resource_kind = 'app' and g.resource_id = ${app} and g.narrowed_to = ${sql.lit(narrowedTo)} and ${holds(right)}`

/** Items written by these employees (`principal_id`, and `fact` where the reason is another than the row). */
export const itemsWrittenBy = (people: Sql, within: Within, right: string): Rows => sql`
  select a.item_id as id, coalesce(p.fact, g.grant_id) as fact
  from (${people}) p join item_access a on a.principal_id = p.principal_id and a.app_id = ${within.app} and a.via = 'author'
    cross join lateral (select g.grant_id from ${narrowedRows(within, 'author', right)} and (g.principal_id = ${systemGroups.allUsers}
      or passes_on(g.principal_id) and exists (select from user_principals u where u.user_id = a.principal_id and u.principal_id = g.principal_id)) limit 1) g`

/** Items whose field names one of these employees or roles. */
export const itemsNaming = (people: Sql, within: Within, right: string): Rows => sql`
  select a.item_id as id, coalesce(p.fact, g.grant_id) as fact
  from (${people}) p cross join (select g.grant_id, g.narrowed_field from ${narrowedRows(within, 'field', right)} and g.principal_id = ${systemGroups.allUsers}) g
    join item_access a on a.principal_id = p.principal_id and a.app_id = ${within.app} and a.via = 'field:' || g.narrowed_field`

/** Apps in which single items or folders were given, in the mode in which such rows count. */
export const appsOfRows = (grants: Sql, actor: UserActor): Rows => sql`
  select g.app_id as id, g.grant_id as fact from ${grants} g join apps a on a.id = g.app_id and a.mode = g.resource_kind || 's'
  where g.actor_id = ${actor.id} and g.resource_kind in ('item', 'folder')`

/**
 * Folders in which the rows count. In the modes without rights on folders, rows of the app show the whole tree: there
 * folders only sort.
 */
export const reachedFolders = (grants: Sql, right: string): Rows => sql`
  select r.folder_id as id, g.grant_id as fact from (${grants}) g
    join apps a on a.id = coalesce(g.app_id, g.resource_id) and a.mode = 'folders' join folder_reach r on r.from_id = g.resource_id
  where g.resource_kind in ('app', 'folder') and g.narrowed_to = 'all' and ${holds(right)}
  union all
  select f.id, g.grant_id from (${grants}) g join apps a on a.id = g.resource_id and a.mode in ('app', 'items') join folders f on f.app_id = a.id
  where g.resource_kind = 'app' and g.narrowed_to = 'all' and ${holds(right)}`
