import { notFound } from '../../base/refusal.ts'
import { takeSeat } from '../../licensing/commands/take-seat.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { lockAccount, markUnlocked } from '../account.sql.ts'
import { refuseUnlocking } from '../account.ts'
import { unlockUserApi } from '../contract.ts'

/** Sessions that ended stay ended: the person signs in again (AT-111). */
export const unlockUser = command({
  name: 'unlockUser',
  endpoint: unlockUserApi,
  permission: 'user.control',
  target: ({ user }) => ({ id: user }),
  async run({ tx, note }, { user }) {
    const account = await lockAccount(tx, user)
    if (!account) throw notFound()
    refuseUnlocking(account)
    await takeSeat(tx, account.kind === 'employee' ? 'named' : 'external', user)
    await markUnlocked(tx, user)
    note({ fullName: account.fullName })
    await changed(tx, { topics: ['users'], employees: true })
    return null
  },
})
