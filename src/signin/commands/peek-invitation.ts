import { command } from '../../operations/operation.ts'
import { readCompany } from '../account.sql.ts'
import { emailHint, nextStep } from '../invitation.ts'
import { markOpened, openEmployeeInvitation, openPortalInvitation } from '../invitation.sql.ts'
import { peekEmployeeInvitationApi, peekInvitationApi } from '../invitations-contract.ts'
import { refuseInactive } from '../portal.sql.ts'
import { personOf } from '../session.sql.ts'

/** Opening marks the time and nothing else, however often and by whomever (AT-102). */
export const peekInvitation = command({
  name: 'peekInvitation',
  endpoint: peekInvitationApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, cookies }, { token }) {
    const invitation = await openPortalInvitation(tx, token)
    refuseInactive(invitation.portal)
    await markOpened(tx, invitation.id)
    const here = await personOf(tx, 'portal', cookies.sent())
    const { code, name } = invitation.portal
    return {
      portal: { code, name },
      companyName: (await readCompany(tx))?.name ?? name,
      fullName: invitation.fullName,
      emailHint: emailHint(invitation.email),
      step: nextStep(invitation),
      signedInAs: here && { fullName: here.fullName, isInvited: here.id === invitation.user },
    }
  },
})

export const peekEmployeeInvitation = command({
  name: 'peekEmployeeInvitation',
  endpoint: peekEmployeeInvitationApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, cookies }, { token }) {
    const invitation = await openEmployeeInvitation(tx, token)
    await markOpened(tx, invitation.id)
    return {
      companyName: (await readCompany(tx))?.name ?? '',
      fullName: invitation.fullName,
      email: invitation.email,
      invitedBy: invitation.createdBy,
      signedInAs: (await personOf(tx, 'employee', cookies.sent()))?.fullName ?? null,
    }
  },
})
