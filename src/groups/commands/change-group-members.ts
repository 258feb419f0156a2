import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { changeGroupMembersApi } from '../contract.ts'
import { lockGroup, touchGroup } from '../group.sql.ts'
import { changeMembers, refuseStale } from '../members.ts'

export const changeGroupMembers = command({
  name: 'changeGroupMembers',
  endpoint: changeGroupMembersApi,
  permission: 'group.edit_members',
  target: ({ group }) => ({ id: group }),
  async run({ tx, actor, note }, { group: id, version: seen, ...change }) {
    const group = await lockGroup(tx, id)
    await refuseStale(tx, group, seen)
    const { add: added, remove: removed } = await changeMembers(tx, group, change, actor)
    const version = await touchGroup(tx, id)
    await changed(tx, { topics: ['groups', 'tasks'], employees: true })
    note({ version, added, removed })
    return { version }
  },
})
