import { sql } from 'kysely'
import { systemGroups } from '../system-groups.ts'
import { administersAround } from './administered.ts'
import { administers, type Branch, type KindRules, supervises } from '../rule.ts'
import type { UserActor } from '../actor.ts'

/** Who administers is the supervisor's business alone (docs/decisions/0012): administrators fill every other group. */
const fillsOthers = (actor: UserActor): Branch => ({
  because: 'administrator',
  rows: sql`select id, id as fact from groups where id <> ${systemGroups.administrators} and ${administers(actor).wide}`,
})

/**
 * Groups of employees that are filled by hand, for whoever administers their workspace. Those of people from outside are
 * not: whom they reach is nobody's to see there.
 */
const administered = (actor: UserActor) =>
  administersAround(
    actor,
    sql`select id, workspace_id from groups where workspace_id is not null and audience = 'employees' and membership = 'by_hand'`,
  )

/** As long as filling it gives nothing the actor does not hold (access.md rule 7; migration 0038). */
const fillsAdministered = (actor: UserActor) =>
  administered(actor).map((branch) => ({
    ...branch,
    rows: sql<{
      id: string
      fact: string
    }>`select id, fact from (${branch.rows}) mine where not gives_beyond(id, ${actor.id})`,
  }))

/**
 * Administrators manage groups. Employees do not see them: who is in which group is nobody's business but theirs who
 * keep it. A deleted group is still there for administrators, who restore it. What may be changed in a system group is
 * decided by the database (migrations 0002, 0013) and explained by groups/group.ts, whoever asks.
 */
export const groupRules: KindRules<'group'> = {
  present: ({ id }) => sql`exists (select from groups where id = ${id})`,
  rules: {
    'group.view': (actor) => [administers(actor), ...administered(actor)],
    'group.edit': (actor) => [administers(actor), ...administered(actor)],
    'group.delete': (actor) => [administers(actor), ...administered(actor)],
    'group.edit_members': (actor) => [supervises(actor), fillsOthers(actor), ...fillsAdministered(actor)],
    'group.list_uses': (actor) => [administers(actor)],
  },
}
