import { differences } from '../../base/differences.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { updateUserApi } from '../contract-users.ts'
import { holdsElement, saveUser } from '../user.sql.ts'
import { emptied, refuseDirectoryFields } from '../user.ts'
import { keptPhones } from './kept-phones.ts'
import { lockForChange } from './lock-for-change.ts'

export const updateUser = command({
  name: 'updateUser',
  endpoint: updateUserApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  async run({ tx, note }, { user: id, version, ...change }) {
    const user = await lockForChange(tx, id, version)
    if (user.kind !== 'employee') throw notFound()
    refuseDirectoryFields(user, change)
    if (change.displayedPosition && !(await holdsElement(tx, id, change.displayedPosition))) {
      throw new Refusal(
        'unprocessable',
        'user.position_not_held',
        `Expected a place in the org chart that “${user.fullName}” has. Choose one of those on the card.`,
      )
    }
    const kept = await keptPhones(tx, change)
    const saved = await saveUser(tx, id, kept)
    note(differences(user, emptied(kept)))
    await changed(tx, { topics: ['users'], users: [id], employees: true })
    return { version: saved }
  },
})
