import { sql } from 'kysely'
import type { Sql } from '../sql/database.ts'
import type { UserActor } from './actor.ts'
import { permissions, type Permission, type Resource, type ResourceKind } from './permissions.ts'
import { outsideClosedPortals } from './portal-gate.ts'
import type { Branch, KindRules, Rule, Within } from './rule.ts'
import { rules } from './rules/all.ts'
import { ownOnly } from './rules/substituted.ts'

/** The rule that answers a permission, as branches: the one text that every question of access is made of. */

export const viewOf = (kind: ResourceKind): Permission => `${kind}.view`

export const kindOf = (kind: ResourceKind) => rules[kind] as unknown as KindRules<ResourceKind>
const ruleFor = (permission: Permission): Rule =>
  (kindOf(permissions[permission]).rules as Record<Permission, Rule>)[permission]

export const branchesOf = (permission: Permission, actor: UserActor, within: Within): Branch[] =>
  outsideClosedPortals(actor, permission, ownOnly(ruleFor(permission)(actor, within), within))

export const withinOf = (resource: Resource): Within => (resource.kind === 'item' ? { app: resource.app } : {})
export const idOf = (resource: Resource): string | null => ('id' in resource ? resource.id : null)

export const anyOf = (conditions: Sql<boolean>[]): Sql<boolean> =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`

/** The first branch that holds, as its name; null when none does. Later branches are not run once one has held. */
export function firstReason(branches: Branch[], resource: Resource): Sql {
  if (branches.length === 0) return sql`null::text`
  const cases = branches.map((branch) => {
    const holds =
      'wide' in branch ? branch.wide : sql`exists (select from (${branch.rows}) reached where id = ${idOf(resource)})`
    return sql`when ${holds} then ${sql.lit(branch.because)}`
  })
  return sql`case ${sql.join(cases, sql` `)} end`
}
