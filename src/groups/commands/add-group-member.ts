import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { addGroupMemberApi } from '../contract.ts'
import { lockGroup, touchGroup } from '../group.sql.ts'
import { changeMembers } from '../members.ts'

/** One member, for callers that know nothing of the others; whoever is in already stays in. */
export const addGroupMember = command({
  name: 'addGroupMember',
  endpoint: addGroupMemberApi,
  permission: 'group.edit_members',
  target: ({ group }) => ({ id: group }),
  async run({ tx, actor, note }, { group: id, member }) {
    const group = await lockGroup(tx, id)
    const { add: added } = await changeMembers(tx, group, { add: [member], remove: [] }, actor)
    note({ version: await touchGroup(tx, id), added })
    await changed(tx, { topics: ['groups', 'tasks'], employees: true })
    return null
  },
})
