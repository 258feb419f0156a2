import { personBehind } from '../../access/actor.ts'
import { differences } from '../../base/differences.ts'
import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command, onPortal } from '../../operations/operation.ts'
import { updateMeApi } from '../contract.ts'
import { lockUserRow, saveUser } from '../user.sql.ts'
import { refuseDirectoryFields, refuseStale } from '../user.ts'

/** Reaches nobody but the actor, so the door is all it asks for. */
export const updateMe = command({
  name: 'updateMe',
  endpoint: updateMeApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, actor, note }, { version, ...change }) {
    const me = personBehind(actor)
    const user = me && (await lockUserRow(tx, me))
    if (!user) throw notFound()
    refuseStale(user, version)
    refuseDirectoryFields(user, { fullName: change.fullName })
    const saved = await saveUser(tx, user.id, change)
    note({ user: user.id, ...differences(user, change) })
    await changed(tx, { topics: ['users'], users: [user.id], employees: true })
    return { version: saved }
  },
})

export const updateMeOnPortal = onPortal(updateMe, 'updateMeOnPortal')
