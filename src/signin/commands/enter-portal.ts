import { addGroupMember } from '../../groups/commands/add-group-member.ts'
import { changed } from '../../operations/changed.ts'
import type { CommandContext } from '../../operations/operation.ts'
import type { PortalInvitation } from '../invitation.ts'
import { markAccepted } from '../invitation.sql.ts'

/** Uses an invitation up and joins the portal's group: the system does it, for the person invited. */
export async function enterPortal({ tx, run }: CommandContext, invitation: PortalInvitation): Promise<void> {
  await markAccepted(tx, invitation.id)
  await run(
    addGroupMember,
    { group: invitation.portal.group, member: invitation.user },
    { kind: 'system', reason: 'invitation accepted', for: invitation.user },
  )
  await changed(tx, { topics: ['users', `portal:${invitation.portal.id}`], employees: true })
}
