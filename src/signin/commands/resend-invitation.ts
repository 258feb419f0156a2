import { notFound } from '../../base/refusal.ts'
import { takeSeat } from '../../licensing/commands/take-seat.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { lockAccount, setStatus } from '../account.sql.ts'
import { refuseUnlessInvited } from '../account.ts'
import { resendInvitationApi } from '../invitations-contract.ts'
import { mailEmployeeInvitation } from './mail-employee-invitation.ts'

/** Also the way back for who declined, or whose invitation was cancelled: a seat is taken again. */
export const resendInvitation = command({
  name: 'resendInvitation',
  endpoint: resendInvitationApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  async run(context, { user }) {
    const account = await lockAccount(context.tx, user)
    if (account?.kind !== 'employee') throw notFound()
    refuseUnlessInvited(account, ['invited', 'rejected', 'cancelled'])
    await takeSeat(context.tx, 'named', user)
    await setStatus(context.tx, user, 'invited')
    await mailEmployeeInvitation(context, user)
    await changed(context.tx, { topics: ['users'], employees: true })
    return null
  },
})
