import { personBehind } from '../../access/actor.ts'
import { notFound } from '../../base/refusal.ts'
import { command } from '../../operations/operation.ts'
import { lockAccount } from '../account.sql.ts'
import { signedInAsOther } from '../invitation.ts'
import { openPortalInvitation } from '../invitation.sql.ts'
import { joinPortalApi } from '../invitations-contract.ts'
import { refuseInactive } from '../portal.sql.ts'
import { enterPortal } from './enter-portal.ts'

/** For who has an account: one more portal, without a new password or seat. */
export const takeUpInvitation = command({
  name: 'takeUpInvitation',
  endpoint: joinPortalApi,
  permission: 'door.knock',
  target: () => ({}),
  async run(context, { token }) {
    const me = personBehind(context.actor)
    const account = me && (await lockAccount(context.tx, me))
    if (!account) throw notFound()
    const invitation = await openPortalInvitation(context.tx, token)
    refuseInactive(invitation.portal)
    if (invitation.user !== account.id) throw signedInAsOther(account.fullName)
    await enterPortal(context, invitation)
    context.note({ invitation: invitation.id, portal: invitation.portal.id })
    return { portal: invitation.portal.code }
  },
})
