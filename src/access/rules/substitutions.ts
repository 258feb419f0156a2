import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import { administers, type Branch, type KindRules } from '../rule.ts'

/** Whoever is away, and whoever acts meanwhile. */
const takesPart = (actor: UserActor): Branch => ({
  because: 'substitution',
  rows: sql`select id, id as fact from substitutions where absent_id = ${actor.id} or substitute_id = ${actor.id}
    union all select substitution_id, substitution_id from substitution_rules where substitute_id = ${actor.id}`,
})

/** One's own absence, as long as it lends nobody one's rights: that is for administrators to plan and to take back. */
const own = (actor: UserActor): Branch => ({
  because: 'self',
  rows: sql`select id, id as fact from substitutions where absent_id = ${actor.id} and type <> 'all_access'`,
})

export const substitutionRules: KindRules<'substitution'> = {
  present: ({ id }) => sql`exists (select from substitutions where id = ${id})`,
  rules: {
    'substitution.view': (actor) => [administers(actor), takesPart(actor)],
    'substitution.change': (actor) => [administers(actor), own(actor)],
    'substitution.carry_out': () => [],
  },
  forSystem: ['substitution.carry_out'],
}
