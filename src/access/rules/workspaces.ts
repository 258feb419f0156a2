import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import { administersAround } from './administered.ts'
import { seenInMenuInstead } from './substituted.ts'
import { administers, type Branch, type KindRules, principalsOf } from '../rule.ts'

export const seenInMenu = (actor: UserActor, kind: 'workspace' | 'app'): Branch => ({
  because: 'visible',
  rows: sql`select resource_id as id, principal_id as fact from visibility
    where resource_kind = ${sql.lit(kind)} and principal_id in ${principalsOf(actor)}`,
})

const administered = (actor: UserActor) => administersAround(actor, sql`select id, id as workspace_id from workspaces`)

export const workspaceRules: KindRules<'workspace'> = {
  present: ({ id }) => sql`exists (select from workspaces where id = ${id} and deleted_at is null)`,
  rules: {
    'workspace.view': (actor) => [
      administers(actor),
      seenInMenu(actor, 'workspace'),
      ...administered(actor),
      ...seenInMenuInstead(actor, 'workspace'),
    ],
    'workspace.configure': (actor) => [administers(actor), ...administered(actor)],
    'workspace.manage': (actor) => [administers(actor)],
  },
}
