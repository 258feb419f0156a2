import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { removeGroupMemberApi } from '../contract.ts'
import { lockGroup, touchGroup } from '../group.sql.ts'
import { changeMembers } from '../members.ts'

export const removeGroupMember = command({
  name: 'removeGroupMember',
  endpoint: removeGroupMemberApi,
  permission: 'group.edit_members',
  target: ({ group }) => ({ id: group }),
  async run({ tx, actor, note }, { group: id, member }) {
    const group = await lockGroup(tx, id)
    const { remove: removed } = await changeMembers(tx, group, { add: [], remove: [member] }, actor)
    note({ version: await touchGroup(tx, id), removed })
    await changed(tx, { topics: ['groups', 'tasks'], employees: true })
    return null
  },
})
