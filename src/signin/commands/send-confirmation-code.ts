import { Refusal } from '../../base/refusal.ts'
import { canonicalEmail } from '../../base/text.ts'
import { command } from '../../operations/operation.ts'
import { findAccountByEmail } from '../account.sql.ts'
import { insertCode, secondsToNextCode } from '../confirmation.sql.ts'
import { hasAccount, type PortalInvitation } from '../invitation.ts'
import { openPortalInvitation } from '../invitation.sql.ts'
import { codeMinutes, sendConfirmationCodeApi } from '../invitations-contract.ts'
import { addressInUse, confirmationCode, sendLetter } from '../letters.ts'
import { refuseInactive } from '../portal.sql.ts'

export const sendConfirmationCode = command({
  name: 'sendConfirmationCode',
  endpoint: sendConfirmationCodeApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, send, note }, { token, email }) {
    const invitation = await openPortalInvitation(tx, token)
    const { portal, language, user } = invitation
    refuseInactive(portal)
    if (invitation.userStatus === 'active') throw hasAccount()
    refuseOther(invitation, email)
    const wait = await secondsToNextCode(tx, invitation.id)
    if (wait !== null) throw tooSoon(wait)
    const code = await insertCode(tx, invitation.id, email)
    // An address on record gets the mail as it is on record; one that is somebody else's account gets no code.
    const owner = invitation.email === null ? await findAccountByEmail(tx, email) : undefined
    const to = owner?.email
      ? { id: owner.id, email: owner.email, language: owner.language }
      : { id: user, email: invitation.email ?? email, language }
    await sendLetter(tx, send, to, owner ? addressInUse(portal.name) : confirmationCode(portal.name, code))
    note({ invitation: invitation.id })
    return { minutes: codeMinutes }
  },
})

/** The link is bound to the address it was made for (AT-100). */
function refuseOther(invitation: PortalInvitation, email: string): void {
  if (invitation.email === null || canonicalEmail(invitation.email) === canonicalEmail(email)) return
  throw new Refusal(
    'conflict',
    'invitation.other_email',
    'Expected the e-mail address this invitation was made for. Enter that one, or ask for an invitation to the other.',
  )
}

const tooSoon = (seconds: number) =>
  new Refusal(
    'rate',
    'invitation.code_too_soon',
    `A code was sent a moment ago. Look for it, or ask for another in ${seconds} seconds.`,
    { seconds },
    seconds,
  )
