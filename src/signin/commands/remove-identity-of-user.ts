import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { removeIdentity } from '../../providers/commands/identities.ts'
import { lockAccount } from '../account.sql.ts'
import { removeIdentityOfUserApi } from '../identities-contract.ts'
import { tellOwner } from './set-up-app.ts'

/** Whoever has no other way in sets a password by the way of a forgotten one. */
export const removeIdentityOfUser = command({
  name: 'removeIdentityOfUser',
  endpoint: removeIdentityOfUserApi,
  permission: 'user.manage',
  recent: true,
  target: ({ user }) => ({ id: user }),
  async run(context, { user, identity }) {
    const { tx, note } = context
    const account = await lockAccount(tx, user)
    const was = account && (await removeIdentity(tx, user, identity))
    if (!account || !was) throw notFound()
    note({ fullName: account.fullName, providerName: was.provider, label: was.label })
    await tellOwner(context, account, 'identity_removed')
    await changed(tx, { topics: ['users'], employees: true })
    return null
  },
})
