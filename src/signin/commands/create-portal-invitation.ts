import { personBehind } from '../../access/actor.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { type Account, lockAccount } from '../account.sql.ts'
import { insertInvitation, withdrawOpen } from '../invitation.sql.ts'
import { createPortalInvitationApi, invitationDays } from '../invitations-contract.ts'
import { belongsToPortal, findPortal } from '../portal.sql.ts'

/** Also for a portal that is not active yet: the link waits until it is. */
export const createPortalInvitation = command({
  name: 'createPortalInvitation',
  endpoint: createPortalInvitationApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  async run({ tx, actor, baseUrl, note }, { user, portal: portalId, withoutConfirmation, replaceEarlier, endless }) {
    const account = await lockAccount(tx, user)
    const portal = await findPortal(tx, portalId)
    if (account?.kind !== 'external' || !portal || portal.state === 'disabled') throw notFound()
    refuseInviting(account, withoutConfirmation)
    if (await belongsToPortal(tx, user, portal)) {
      throw new Refusal(
        'conflict',
        'invitation.already_in',
        `“${account.fullName}” belongs to the portal “${portal.name}” already and signs in there.`,
      )
    }
    if (replaceEarlier) await withdrawOpen(tx, user, portal.id, 'replaced')
    const { id, token, expiresAt } = await insertInvitation(tx, {
      user,
      portal: portal.id,
      withoutConfirmation,
      days: endless ? null : invitationDays.portal,
      by: personBehind(actor),
    })
    note({ invitation: id, portal: portal.id, withoutConfirmation, replaceEarlier, endless })
    await changed(tx, { topics: ['users'], employees: true })
    return { id, link: baseUrl + portalLinks.acceptInvitation({ portal: portal.code, token }), expiresAt }
  },
})

function refuseInviting(account: Account, withoutConfirmation: boolean): void {
  if (account.status === 'locked') {
    throw new Refusal(
      'conflict',
      'user.locked',
      `“${account.fullName}” is locked and could not use an invitation. Unlock the account first.`,
    )
  }
  if (withoutConfirmation && account.email === null) {
    throw new Refusal(
      'conflict',
      'invitation.email_needed',
      `Expected an e-mail address on record, because “without confirmation” trusts it. Give “${account.fullName}” one, or make a link with confirmation.`,
    )
  }
}
