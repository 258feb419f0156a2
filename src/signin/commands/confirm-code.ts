import { Refusal } from '../../base/refusal.ts'
import { command } from '../../operations/operation.ts'
import { markConfirmed, tryCode } from '../confirmation.sql.ts'
import { openPortalInvitation } from '../invitation.sql.ts'
import { confirmCodeApi } from '../invitations-contract.ts'
import { refuseInactive } from '../portal.sql.ts'

export const confirmCode = command({
  name: 'confirmCode',
  endpoint: confirmCodeApi,
  permission: 'door.knock',
  target: () => ({}),
  async before({ db }, { token, code }) {
    const invitation = await openPortalInvitation(db, token)
    refuseInactive(invitation.portal)
    const tried = await tryCode(db, invitation.id, code)
    if (tried.outcome === 'right') return tried.code
    if (tried.outcome === 'spent' || tried.triesLeft === 0) {
      throw new Refusal(
        'conflict',
        'invitation.code_spent',
        'Expected a code that still works, but it has ended or was tried five times. Have a new one sent.',
      )
    }
    throw new Refusal(
      'unprocessable',
      'invitation.code_wrong',
      `Expected the six digits of the latest mail. Tries left: ${tried.triesLeft}.`,
      { triesLeft: tried.triesLeft },
    )
  },
  run: async ({ tx }, _, code) => ({ proof: await markConfirmed(tx, code) }),
})
