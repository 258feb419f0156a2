import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { lockAccount, markRegistered, readCompany } from '../account.sql.ts'
import { signedInAsOther, spent } from '../invitation.ts'
import { markAccepted, openEmployeeInvitation } from '../invitation.sql.ts'
import { acceptEmployeeInvitationApi } from '../invitations-contract.ts'
import { personOf } from '../session.sql.ts'
import { admit } from './admit.ts'
import { newPasswordHash } from './new-password.ts'

/** The link came by mail, so the address is proved; a named seat was taken when it was sent. */
export const acceptEmployeeInvitation = command({
  name: 'acceptEmployeeInvitation',
  endpoint: acceptEmployeeInvitationApi,
  permission: 'door.knock',
  target: () => ({}),
  async before({ db, cookies }, { token, fullName, password }) {
    const invitation = await openEmployeeInvitation(db, token)
    const here = await personOf(db, 'employee', cookies.sent())
    if (here) throw signedInAsOther(here.fullName)
    const company = await readCompany(db)
    const words = [company?.name ?? null, fullName, invitation.email]
    return { user: invitation.user, passwordHash: await newPasswordHash(db, password, words) }
  },
  async run(context, { token, fullName }, { user, passwordHash }) {
    const { tx, note } = context
    const account = await lockAccount(tx, user)
    const invitation = await openEmployeeInvitation(tx, token)
    if (account?.status !== 'invited') throw spent()
    await markRegistered(tx, user, { fullName, passwordHash, email: null })
    await markAccepted(tx, invitation.id)
    // Where a second factor is demanded of her, it is set up before she is in, like at any sign-in.
    await admit(context, account, { side: 'employee', portal: null, method: 'password' })
    note({ invitation: invitation.id })
    await changed(tx, { topics: ['users'], employees: true })
    return null
  },
})
