import { sql } from 'kysely'
import { Refusal } from '../base/refusal.ts'
import type { Sql } from '../sql/database.ts'
import type { UserActor } from './actor.ts'
import { permissions, type Permission } from './permissions.ts'
import { type Branch, principalsOf } from './rule.ts'

/**
 * A portal that is not active gives nothing, not even by API. That is decided here and nowhere else, so that no
 * operation can forget it:
 *
 * - What a page exposed is dead by itself while its portal is closed (view `actor_grants`, migration 0007).
 * - Somebody all of whose portals are closed is answered 503 with Retry-After, whatever is asked, but for the few
 *   things below that a person needs with the notice on the screen.
 * - Somebody who has another portal open loses what belongs to the closed one's workspace: its tasks and instances.
 */
const answeredAtClosedPortals: readonly Permission[] = [
  'door.view',
  'door.knock',
  'user.view',
  'user.act_as_self',
  'portal.view',
]

export const closedPortalRetrySeconds = 300

export const portalInactive = (): Refusal =>
  new Refusal(
    'unavailable',
    'portal.inactive',
    'This portal is closed at the moment. Nothing is lost: come back later.',
    {},
    closedPortalRetrySeconds,
  )

/** Whether the actor is from outside, is in some portal, and none of theirs is open. */
export function isShutOut(actor: UserActor, permission: Permission): Sql<boolean> {
  if (actor.userKind === 'employee' || answeredAtClosedPortals.includes(permission)) return sql`false`
  return sql`coalesce((select bool_and(state <> 'active') from portals where group_id in ${principalsOf(actor)}), false)`
}

const portalOfInstance = (instance: Sql) => sql`select from process_instances i join processes p on p.id = i.process_id
  join portals o on o.workspace_id = p.workspace_id where i.id = ${instance} and o.state <> 'active'`
const instanceOfTask = (task: Sql) => sql`(select t.instance_id from tasks t where t.id = ${task})`

/** Takes out of a rule what belongs to the workspace of a closed portal. Employees are not concerned. */
export function outsideClosedPortals(actor: UserActor, permission: Permission, branches: Branch[]): Branch[] {
  if (actor.userKind === 'employee') return branches
  const kind = permissions[permission]
  return branches.map((branch) => {
    if (!('rows' in branch)) return branch
    const closed =
      kind === 'instance'
        ? portalOfInstance(sql`reached.id`)
        : kind === 'task'
          ? portalOfInstance(instanceOfTask(sql`reached.id`))
          : branch.because === 'task'
            ? portalOfInstance(instanceOfTask(sql`reached.fact`))
            : undefined
    return closed
      ? { ...branch, rows: sql`select id, fact from (${branch.rows}) reached where not exists (${closed})` }
      : branch
  })
}
