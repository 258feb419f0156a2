import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { lockAccount } from '../account.sql.ts'
import { deleteAllFactors } from '../factor.sql.ts'
import { removeFactorsOfUserApi } from '../factors-contract.ts'
import { tellOwner } from './set-up-app.ts'

/** For who has lost the device and the codes. She still has to know the password, and sets up anew where it is demanded. */
export const removeFactorsOfUser = command({
  name: 'removeFactorsOfUser',
  endpoint: removeFactorsOfUserApi,
  permission: 'user.control',
  recent: true,
  target: ({ user }) => ({ id: user }),
  async run(context, { user }) {
    const { tx, note } = context
    const account = await lockAccount(tx, user)
    if (!account) throw notFound()
    const removed = await deleteAllFactors(tx, user)
    note({ fullName: account.fullName, removed })
    if (removed > 0) await tellOwner(context, account, 'all_removed')
    await changed(tx, { topics: ['users'], employees: true })
    return { removed }
  },
})
