import { sql } from 'kysely'
import { administers, type KindRules } from '../rule.ts'

/**
 * Administrators manage groups. Employees do not see them: who is in which group is nobody's business but theirs who
 * keep it. What may be changed in a system group is decided by the database (migration 0002) and explained by
 * groups/group.ts, whoever asks.
 */
export const groupRules: KindRules<'group'> = {
  present: ({ id }) => sql`exists (select from groups where id = ${id} and deleted_at is null)`,
  rules: {
    'group.view': (actor) => [administers(actor)],
    'group.edit': (actor) => [administers(actor)],
    'group.delete': (actor) => [administers(actor)],
    'group.edit_members': (actor) => [administers(actor)],
  },
}
