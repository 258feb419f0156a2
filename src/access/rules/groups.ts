import { sql } from 'kysely'
import { systemGroups } from '../system-groups.ts'
import { administers, type Branch, type KindRules, supervises } from '../rule.ts'
import type { UserActor } from '../actor.ts'

/** Who administers is the supervisor's business alone (docs/decisions/0012): administrators fill every other group. */
const fillsOthers = (actor: UserActor): Branch => ({
  because: 'administrator',
  rows: sql`select id, id as fact from groups where id <> ${systemGroups.administrators} and ${administers(actor).wide}`,
})

/**
 * Administrators manage groups. Employees do not see them: who is in which group is nobody's business but theirs who
 * keep it. A deleted group is still there for administrators, who restore it. What may be changed in a system group is
 * decided by the database (migrations 0002, 0013) and explained by groups/group.ts, whoever asks.
 */
export const groupRules: KindRules<'group'> = {
  present: ({ id }) => sql`exists (select from groups where id = ${id})`,
  rules: {
    'group.view': (actor) => [administers(actor)],
    'group.edit': (actor) => [administers(actor)],
    'group.delete': (actor) => [administers(actor)],
    'group.edit_members': (actor) => [supervises(actor), fillsOthers(actor)],
  },
}
