import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { lockAccount } from '../account.sql.ts'
import { withdrawOne } from '../invitation.sql.ts'
import { withdrawInvitationApi } from '../invitations-contract.ts'

export const withdrawInvitation = command({
  name: 'withdrawInvitation',
  endpoint: withdrawInvitationApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  async run({ tx, note }, { user, invitation }) {
    // Accepting holds the account too, so an invitation is either accepted or withdrawn.
    await lockAccount(tx, user)
    if (!(await withdrawOne(tx, user, invitation))) {
      throw new Refusal(
        'conflict',
        'invitation.not_open',
        'Expected an open invitation of this person, but it was accepted, has been withdrawn, or is another’s.',
      )
    }
    note({ invitation })
    await changed(tx, { topics: ['users'], employees: true })
    return null
  },
})
