import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import { administers, type Branch, type KindRules, principalsOf } from '../rule.ts'

const portalUser = (actor: UserActor): Branch => ({
  because: 'portal_user',
  rows: sql`select id, group_id as fact from portals where state in ('active', 'inactive') and group_id in ${principalsOf(actor)}`,
})

export const portalRules: KindRules<'portal'> = {
  present: ({ id }) => sql`exists (select from portals where id = ${id})`,
  rules: {
    'portal.view': (actor) => [administers(actor), portalUser(actor)],
    'portal.configure': (actor) => [administers(actor)],
    'portal.admit': (actor) => [administers(actor)],
  },
  // Accepting an invitation admits a person in the system's name.
  forSystem: ['portal.admit'],
}

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
    ],
    'page.configure': (actor) => [administers(actor)],
  },
}
