import { differences } from '../../base/differences.ts'
import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { updateExternalUserApi } from '../contract.ts'
import { lockUserRow, saveUser } from '../user.sql.ts'
import { emptied, refuseLosingEmail, refuseStale } from '../user.ts'
import { explainUserWrite } from './make-user.ts'

export const updateExternalUser = command({
  name: 'updateExternalUser',
  endpoint: updateExternalUserApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  // Links to a new password go there.
  recent: ({ email }) => email !== undefined,
  async run({ tx, note }, { user: id, version, ...change }) {
    const user = await lockUserRow(tx, id)
    if (user?.kind !== 'external') throw notFound()
    refuseStale(user, version)
    if (change.email === null) refuseLosingEmail(user)
    const saved = await explainUserWrite(() => saveUser(tx, id, change))
    note(differences(user, emptied(change)))
    await changed(tx, { topics: ['users'], users: [id], employees: true })
    return { version: saved }
  },
})
