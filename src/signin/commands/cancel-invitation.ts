import { notFound } from '../../base/refusal.ts'
import { freeSeat } from '../../licensing/commands/free-seat.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { lockAccount, setStatus } from '../account.sql.ts'
import { refuseUnlessInvited } from '../account.ts'
import { withdrawOpen } from '../invitation.sql.ts'
import { cancelInvitationApi } from '../invitations-contract.ts'

export const cancelInvitation = command({
  name: 'cancelInvitation',
  endpoint: cancelInvitationApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  async run({ tx }, { user }) {
    const account = await lockAccount(tx, user)
    if (account?.kind !== 'employee') throw notFound()
    refuseUnlessInvited(account, ['invited'])
    await withdrawOpen(tx, user, null, 'withdrawn')
    await setStatus(tx, user, 'cancelled')
    await freeSeat(tx, user, 'cancelled')
    await changed(tx, { topics: ['users'], employees: true })
    return null
  },
})
