import { sql } from 'kysely'
import type { Sql } from '../../sql/database.ts'
import type { UserActor } from '../actor.ts'
import type { RowsBranch } from '../rule.ts'

/**
 * Whoever administers one workspace without administering the company (docs/decisions/0027): its apps, pages, processes
 * and groups, and none of its data. `things` selects `id` and `workspace_id`. Not lent to a substitute, not a token's
 * that was made without administration, and never anybody's from outside (the external wall in `grants`).
 */
export const administersAround = (actor: UserActor, things: Sql): RowsBranch[] =>
  actor.userKind === 'external' || actor.token?.administers === false
    ? []
    : [
        {
          because: 'workspace_administrator',
          rows: sql`select things.id, g.grant_id as fact from actor_grants g join (${things}) things on things.workspace_id = g.resource_id
            where g.actor_id = ${actor.id} and g.resource_kind = 'workspace' and 'administer' = any (g.rights)`,
        },
      ]
