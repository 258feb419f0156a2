import { personBehind } from '../../access/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { violatedConstraint } from '../../sql/database.ts'
import { joinPortalApi } from '../contract.ts'
import { insertPortalUser, lockPortal } from '../portal.sql.ts'

/** Run in the system's name when an invitation is accepted. An employee cannot get in: the database refuses (wall). */
export const joinPortal = command({
  name: 'joinPortal',
  endpoint: joinPortalApi,
  permission: 'portal.admit',
  target: ({ portal }) => ({ id: portal }),
  async run({ tx, actor, note }, { portal: id, user }) {
    const portal = await lockPortal(tx, id)
    try {
      await insertPortalUser(tx, portal.group, user, personBehind(actor))
    } catch (error) {
      if (violatedConstraint(error) !== 'group_members_member_id_audience_fkey') throw error
      throw new Refusal(
        'conflict',
        'portal.outsiders_only',
        `“${portal.name}” is for people from outside; employees cannot be among its users.`,
      )
    }
    await changed(tx, { topics: [`portal:${id}`, 'portals'], users: [user], employees: true })
    note({ user })
    return null
  },
})
