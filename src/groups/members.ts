import { type Actor, personBehind } from '../access/actor.ts'
import { notFound, Refusal } from '../base/refusal.ts'
import type { PrincipalId } from '../base/ids.ts'
import type { Tx } from '../sql/database.ts'
import { type ChangeSince, changesSince } from './group.sql.ts'
import { type Group, refuseDeleted } from './group.ts'
import { explainMemberViolation } from './member-refusals.ts'
import { countSeen, deleteMembers, insertMembers } from './member.sql.ts'

export type MemberChange = { add: PrincipalId[]; remove: PrincipalId[] }

/**
 * Takes out and adds, in this order, so that a role changes hands in one step. The same for saving and for asking what
 * it would do. Whoever is in already stays in; whoever is not in cannot be taken out, and whom the actor does not see is not
 * there to be added.
 */
export async function changeMembers(tx: Tx, group: Group, change: MemberChange, actor: Actor): Promise<MemberChange> {
  refuseDeleted(group)
  const add = [...new Set(change.add)]
  const remove = [...new Set(change.remove)].filter((id) => !add.includes(id))
  if (add.length > 0 && (await countSeen(tx, actor, add)) < add.length) throw notFound()
  try {
    const removed = remove.length > 0 ? await deleteMembers(tx, group.id, remove) : []
    if (removed.length < remove.length) throw notAMember(group)
    const added = add.length > 0 ? await insertMembers(tx, group, add, personBehind(actor)) : []
    return { add: added, remove: removed }
  } catch (error) {
    throw explainMemberViolation(error, group)
  }
}

const notAMember = ({ name }: Group): Refusal =>
  new Refusal('conflict', 'group.not_a_member', `Expected a member of “${name}”, but found none: somebody was faster.`)

/** Two edit one group: the second is told who did what meanwhile, and looks again (AT-016). */
export async function refuseStale(tx: Tx, group: Group, seen: number): Promise<void> {
  if (group.version === seen) return
  const changes = await changesSince(tx, group.id, seen)
  throw new Refusal(
    'conflict',
    'group.changed_meanwhile',
    `Expected version ${seen} of “${group.name}”, but ${whoChanged(changes)} has changed it since. Look at it again and repeat your change.`,
    { version: group.version, name: group.name, description: group.description, changes },
  )
}

const whoChanged = ([last]: ChangeSince[]): string => last?.by ?? 'somebody'
