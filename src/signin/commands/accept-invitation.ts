import { links } from '../../base/employee-links.ts'
import { Refusal } from '../../base/refusal.ts'
import type { JobSender } from '../../jobs/queue.ts'
import { takeSeat } from '../../licensing/commands/take-seat.ts'
import { mailedWithinHour } from '../../mail/mailed-within-hour.ts'
import { command } from '../../operations/operation.ts'
import { explainUserWrite } from '../../people/commands/make-user.ts'
import type { Tx } from '../../sql/database.ts'
import { listAdministrators, lockAccount, markRegistered, readCompany } from '../account.sql.ts'
import { confirmedEmail } from '../confirmation.sql.ts'
import { hasAccount, nextStep, signedInAsOther, spent } from '../invitation.ts'
import { openPortalInvitation } from '../invitation.sql.ts'
import { acceptInvitationApi } from '../invitations-contract.ts'
import { noFreeSeat, sendLetter } from '../letters.ts'
import { refuseInactive } from '../portal.sql.ts'
import { personOf } from '../session.sql.ts'
import { admit } from './admit.ts'
import { enterPortal } from './enter-portal.ts'
import { newPasswordHash } from './new-password.ts'

/**
 * Registers somebody from outside. Whatever can be refused is refused before the password is hashed; in the transaction
 * all of it is asked again behind the lock of the account, so of a hundred at once one comes in (AT-096). The seat is
 * taken before anything is written.
 */
export const acceptInvitation = command({
  name: 'acceptInvitation',
  endpoint: acceptInvitationApi,
  permission: 'door.knock',
  target: () => ({}),
  async before({ db, cookies }, { token, fullName, password, proof }) {
    const invitation = await openPortalInvitation(db, token)
    refuseInactive(invitation.portal)
    const here = await personOf(db, 'portal', cookies.sent())
    if (here && here.id !== invitation.user) throw signedInAsOther(here.fullName)
    if (nextStep(invitation) === 'join') throw hasAccount()
    const email = await confirmedEmail(db, invitation.id, proof)
    if (nextStep(invitation) === 'confirm_email' && email === undefined) throw proofNeeded()
    const company = await readCompany(db)
    const words = [company?.name ?? null, invitation.portal.name, fullName, invitation.email ?? email ?? null]
    return { user: invitation.user, email: email ?? null, passwordHash: await newPasswordHash(db, password, words) }
  },
  async run(context, { token, fullName }, { user, email, passwordHash }) {
    const { tx, note } = context
    const account = await lockAccount(tx, user)
    const invitation = await openPortalInvitation(tx, token)
    refuseInactive(invitation.portal)
    if (account?.status !== 'not_registered') throw spent()
    await takeSeat(tx, 'external', user).catch(explainToOutsider)
    await explainUserWrite(() => markRegistered(tx, user, { fullName, passwordHash, email }))
    await enterPortal(context, invitation)
    // Where a second factor is demanded of her, it is set up before she is in, like at any sign-in.
    await admit(context, account, { side: 'portal', portal: invitation.portal.id, method: 'password' })
    note({ invitation: invitation.id, portal: invitation.portal.id })
    return { portal: invitation.portal.code }
  },
  async afterRefusal({ tx, send, baseUrl }, { token }, refusal) {
    if (refusal.code !== 'license.no_free_seat') return
    const { fullName } = await openPortalInvitation(tx, token)
    await tellAdministrators(tx, send, noFreeSeat(fullName, baseUrl + links.licenses()))
  },
})

const proofNeeded = () =>
  new Refusal(
    'unprocessable',
    'invitation.proof_needed',
    'Expected a confirmed e-mail address. Have a code sent to it and enter the code first.',
  )

/** How many seats a company has is nothing to tell outside. */
function explainToOutsider(error: unknown): never {
  if (!(error instanceof Refusal) || error.code !== 'license.no_free_seat') throw error
  throw new Refusal(
    error.kind,
    error.code,
    'Nobody more can register here at the moment. The company has been told. Your invitation stays good: try again later.',
  )
}

/** At most once an hour: a hundred refused registrations are one piece of news. */
async function tellAdministrators(tx: Tx, send: JobSender, letter: ReturnType<typeof noFreeSeat>) {
  if (await mailedWithinHour(tx, letter.template)) return
  for (const reader of await listAdministrators(tx)) await sendLetter(tx, send, reader, letter)
}
