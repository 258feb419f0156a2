import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import {
  administers,
  everyone,
  isEmployee,
  type KindRules,
  principalsOf,
  supervises,
  type WideBranch,
} from '../rule.ts'

/** Doors: set-up, sign-in, invitations, recovery. Open to all; what lies behind asks for its own proof. */
export const doorRules: KindRules<'door'> = {
  present: () => sql`true`,
  // Signing out, one's profile, proving who one is: nothing for a program.
  rules: { 'door.view': () => [everyone], 'door.knock': (actor) => (actor.token ? [] : [everyone]) },
  forAnonymous: ['door.view', 'door.knock'],
}

/** In the group named in Administration → Audit; it is of employees only, by the schema. */
const audits = (actor: UserActor): WideBranch => ({
  because: 'auditor',
  wide: sql`exists (select from company where auditors_id in ${principalsOf(actor)})`,
})

export const companyRules: KindRules<'company'> = {
  present: () => sql`exists (select from company)`,
  rules: {
    'company.view': (actor) => [isEmployee(actor)],
    'company.administer': (actor) => [administers(actor)],
    'company.supervise': (actor) => [supervises(actor)],
    'company.rescue': () => [],
    'company.issue_tokens': () => [],
    'company.audit': (actor) => [administers(actor), audits(actor)],
  },
  forSystem: ['company.rescue', 'company.issue_tokens'],
}
