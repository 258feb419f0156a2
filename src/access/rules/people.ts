import { sql } from 'kysely'
import { administers, type Branch, isEmployee, type KindRules, supervises } from '../rule.ts'
import type { UserActor } from '../actor.ts'
import { systemGroups } from '../system-groups.ts'

const self = (actor: UserActor): Branch => ({
  because: 'self',
  rows: sql`select id, id as fact from users where id = ${actor.id}`,
})

/** Employees know one another; outsiders are known to administrators only, and to themselves. */
const colleagues = (actor: UserActor): Branch => ({
  because: 'employee',
  rows: sql`select id, id as fact from users where kind = 'employee' and ${isEmployee(actor).wide}`,
})

/**
 * Whether an administrator comes in is the supervisor's business alone (docs/decisions/0026), one's own account included:
 * otherwise one stolen account throws out everybody who could stop it.
 */
const controlsOthers = (actor: UserActor): Branch => ({
  because: 'administrator',
  rows: sql`select u.id, u.id as fact from users u where ${administers(actor).wide}
    and not exists (select from user_principals p where p.user_id = u.id and p.principal_id = ${systemGroups.administrators})
    and not exists (select from company where supervisor_id = u.id)`,
})

export const userRules: KindRules<'user'> = {
  present: ({ id }) => sql`exists (select from users where id = ${id} and deleted_at is null)`,
  rules: {
    'user.view': (actor) => [administers(actor), self(actor), colleagues(actor)],
    'user.act_as_self': (actor) => [self(actor)],
    'user.manage': (actor) => [administers(actor)],
    'user.control': (actor) => [supervises(actor), controlsOthers(actor)],
    // Away is whoever says so; whose rights another may have meanwhile is for administrators to say.
    'user.plan_absence': (actor) => (actor.userKind === 'employee' ? [administers(actor), self(actor)] : []),
    'user.lend_access': (actor) => [administers(actor)],
  },
}

export const organizationRules: KindRules<'organization'> = {
  present: ({ id }) => sql`exists (select from organizations where id = ${id})`,
  rules: {
    'organization.view': (actor) => [administers(actor)],
    'organization.manage': (actor) => [administers(actor)],
  },
}
