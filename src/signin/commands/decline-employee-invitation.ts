import { freeSeat } from '../../licensing/commands/free-seat.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { lockAccount, setStatus } from '../account.sql.ts'
import { openEmployeeInvitation, withdrawOpen } from '../invitation.sql.ts'
import { declineEmployeeInvitationApi } from '../invitations-contract.ts'

export const declineEmployeeInvitation = command({
  name: 'declineEmployeeInvitation',
  endpoint: declineEmployeeInvitationApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, note }, { token }) {
    const { user } = await openEmployeeInvitation(tx, token)
    await lockAccount(tx, user)
    // Somebody may have accepted or cancelled while we waited.
    await openEmployeeInvitation(tx, token)
    await withdrawOpen(tx, user, null, 'declined')
    await setStatus(tx, user, 'rejected')
    await freeSeat(tx, user, 'declined')
    note({ user })
    await changed(tx, { topics: ['users'], employees: true })
    return null
  },
})
