import { changed } from '../../operations/changed.ts'
import type { CommandContext } from '../../operations/operation.ts'
import { joinPortal } from '../../portals/commands/join-portal.ts'
import type { PortalInvitation } from '../invitation.ts'
import { markAccepted } from '../invitation.sql.ts'

/** Uses an invitation up and lets the person in: the system does it, for her. */
export async function enterPortal({ tx, run }: CommandContext, invitation: PortalInvitation): Promise<void> {
  await markAccepted(tx, invitation.id)
  await run(
    joinPortal,
    { portal: invitation.portal.id, user: invitation.user },
    { kind: 'system', reason: 'invitation accepted', for: invitation.user },
  )
  await changed(tx, { topics: ['users'], employees: true })
}
