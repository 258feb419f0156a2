import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import { administersAround } from './administered.ts'
import { administers, type Branch, type KindRules, principalsOf } from '../rule.ts'

const portalUser = (actor: UserActor): Branch => ({
  because: 'portal_user',
  rows: sql`select id, group_id as fact from portals where state in ('active', 'inactive') and group_id in ${principalsOf(actor)}`,
})

const administered = (actor: UserActor) => administersAround(actor, sql`select id, workspace_id from portals`)

export const portalRules: KindRules<'portal'> = {
  present: ({ id }) => sql`exists (select from portals where id = ${id})`,
  rules: {
    'portal.view': (actor) => [administers(actor), portalUser(actor), ...administered(actor)],
    'portal.configure': (actor) => [administers(actor), ...administered(actor)],
    'portal.manage': (actor) => [administers(actor)],
    'portal.admit': (actor) => [administers(actor)],
  },
  // Accepting an invitation admits a person in the system's name.
  forSystem: ['portal.admit'],
}

const pagesAdministered = (actor: UserActor) =>
  administersAround(actor, sql`select p.id, o.workspace_id from pages p join portals o on o.id = p.portal_id`)

export const pageRules: KindRules<'page'> = {
  present: ({ id }) => sql`exists (select from pages where id = ${id} and deleted_at is null)`,
  rules: {
    'page.view': (actor) => [
      administers(actor),
      {
        because: 'portal_user',
        rows: sql`select pages.id, portals.group_id as fact from pages join portals on portals.id = pages.portal_id
          where pages.current_version_id is not null and portals.state = 'active' and portals.group_id in ${principalsOf(actor)}`,
      },
      ...pagesAdministered(actor),
    ],
    'page.configure': (actor) => [administers(actor), ...pagesAdministered(actor)],
    'page.publish': (actor) => [administers(actor)],
  },
}
