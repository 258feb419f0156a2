import { sql } from 'kysely'
import { administers, everyone, isEmployee, supervises, type KindRules } from '../rule.ts'

/** Doors: set-up, sign-in, invitations, recovery. Open to all; what lies behind asks for its own proof. */
export const doorRules: KindRules<'door'> = {
  present: () => sql`true`,
  // Signing out, one's profile, proving who one is: nothing for a program.
  rules: { 'door.view': () => [everyone], 'door.knock': (actor) => (actor.token ? [] : [everyone]) },
  forAnonymous: ['door.view', 'door.knock'],
}

export const companyRules: KindRules<'company'> = {
  present: () => sql`exists (select from company)`,
  rules: {
    'company.view': (actor) => [isEmployee(actor)],
    'company.administer': (actor) => [administers(actor)],
    'company.supervise': (actor) => [supervises(actor)],
  },
}
