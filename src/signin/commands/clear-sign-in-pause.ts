import { notFound } from '../../base/refusal.ts'
import { canonicalEmail } from '../../base/text.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { lockAccount } from '../account.sql.ts'
import { clearSignInPauseApi } from '../contract.ts'
import { forgetTries } from '../tries.sql.ts'

export const clearSignInPause = command({
  name: 'clearSignInPause',
  endpoint: clearSignInPauseApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  async run({ tx }, { user }) {
    const account = await lockAccount(tx, user)
    if (!account) throw notFound()
    if (account.email) await forgetTries(tx, canonicalEmail(account.email))
    await changed(tx, { topics: ['users'], employees: true })
    return null
  },
})
