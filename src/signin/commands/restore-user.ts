import { notFound } from '../../base/refusal.ts'
import { bringBackMemberships } from '../../groups/commands/bring-back-memberships.ts'
import { takeSeat } from '../../licensing/commands/take-seat.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { violatedConstraint } from '../../sql/database.ts'
import { type Account, lockDeletedAccount, markRestored } from '../account.sql.ts'
import { loginTaken } from '../account.ts'
import { restoreUserApi } from '../contract.ts'

/** Statuses that hold a seat; the others come back without one. */
const seatOf = ({ kind, status }: Account) =>
  kind === 'employee' ? status === 'active' || status === 'invited' : status === 'active'

/** A deleted person is not there for `user.manage`; whoever administers may bring back anybody. */
export const restoreUser = command({
  name: 'restoreUser',
  endpoint: restoreUserApi,
  permission: 'company.administer',
  target: () => ({}),
  async run(context, { user }) {
    const { tx, note } = context
    const account = await lockDeletedAccount(tx, user)
    if (!account) throw notFound()
    if (seatOf(account)) await takeSeat(tx, account.kind === 'employee' ? 'named' : 'external', user)
    await markRestored(tx, user).catch((error: unknown) => {
      throw violatedConstraint(error) === 'users_email' ? loginTaken(account) : error
    })
    const { leftOut } = await bringBackMemberships(context, user)
    note({ user, fullName: account.fullName, groupsLeftOut: leftOut })
    await changed(tx, { topics: ['users'], users: [user], employees: true })
    return { groupsLeftOut: leftOut }
  },
})
