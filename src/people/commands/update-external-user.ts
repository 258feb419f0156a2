import { differences } from '../../base/differences.ts'
import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { updateExternalUserApi } from '../contract.ts'
import { saveUser } from '../user.sql.ts'
import { emptied, refuseLosingEmail } from '../user.ts'
import { keptPhones } from './kept-phones.ts'
import { lockForChange } from './lock-for-change.ts'
import { explainUserWrite } from './make-user.ts'
import { tellOfNewEmail } from './tell-of-new-email.ts'

export const updateExternalUser = command({
  name: 'updateExternalUser',
  endpoint: updateExternalUserApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  // Links to a new password go there.
  recent: ({ email }) => email !== undefined,
  async run({ tx, send, note }, { user: id, version, ...change }) {
    const user = await lockForChange(tx, id, version)
    if (user.kind !== 'external') throw notFound()
    if (change.email === null) refuseLosingEmail(user)
    const kept = await keptPhones(tx, change)
    const saved = await explainUserWrite(() => saveUser(tx, id, kept))
    if (change.email !== undefined && change.email !== user.email) {
      const told = { user: id, language: user.language, from: user.email, to: change.email }
      // Who has not come yet knows nothing of an account.
      if (user.status !== 'not_registered') await tellOfNewEmail(tx, send, told)
    }
    note(differences(user, emptied(kept)))
    await changed(tx, { topics: ['users'], users: [id], employees: true })
    return { version: saved }
  },
})
