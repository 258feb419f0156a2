import { personBehind } from '../../access/actor.ts'
import type { UserId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import type { CommandContext } from '../../operations/operation.ts'
import { sqlState } from '../../sql/database.ts'
import { underSavepoint } from '../../sql/savepoint.ts'
import { bringBackMembership, type KeptMembership, takeKeptMemberships } from '../kept-memberships.sql.ts'
import { addGroupMember } from './add-group-member.ts'

/**
 * Part of restoring a person, in its transaction. System groups are joined as the restoring person, so that nobody
 * restores more than they may give (AT-051); a role that was filled meanwhile, or a group without a free seat, is left
 * out and named.
 */
export async function bringBackMemberships(context: CommandContext, user: UserId): Promise<{ leftOut: string[] }> {
  const { tx, actor, run } = context
  const bringBack = async ({ group, isSystem }: KeptMembership) => {
    if (isSystem) await run(addGroupMember, { group, member: user }, actor)
    else await bringBackMembership(tx, user, group, personBehind(actor))
  }
  const kept = await takeKeptMemberships(tx, user)
  const leftOut: string[] = []
  for (const membership of kept) {
    try {
      await underSavepoint(tx, () => bringBack(membership))
    } catch (error) {
      if (!(error instanceof Refusal) && !sqlState(error)?.startsWith('23')) throw error
      leftOut.push(membership.name)
    }
  }
  if (kept.length > 0) await changed(tx, { topics: ['groups'], employees: true })
  return { leftOut }
}
