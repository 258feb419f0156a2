import { query } from '../../operations/operation.ts'
import { listInvitations as listInvitationRows } from '../invitation.sql.ts'
import { listInvitationsApi } from '../invitations-contract.ts'

export const listInvitations = query({
  name: 'listInvitations',
  endpoint: listInvitationsApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  async run({ db }, { user }) {
    const rows = await listInvitationRows(db, user)
    return {
      rows: rows.map((row) => ({
        ...row,
        // An employee's only link is withdrawn by cancelling the invitation, which frees the seat too.
        can: { withdraw: row.kind === 'individual' && ['open', 'opened'].includes(row.state) },
      })),
    }
  },
})
