import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { deleteGroupApi } from '../contract.ts'
import { refuseDeleted, refuseKept, refuseSystem } from '../group.ts'
import { lockGroup, markDeleted } from '../group.sql.ts'

export const deleteGroup = command({
  name: 'deleteGroup',
  endpoint: deleteGroupApi,
  permission: 'group.delete',
  target: ({ group }) => ({ id: group }),
  async run({ tx, note }, { group: id }) {
    const group = await lockGroup(tx, id)
    refuseSystem(group, 'deleted')
    refuseKept(group)
    refuseDeleted(group)
    await markDeleted(tx, id, true)
    await changed(tx, { topics: ['groups'], employees: true })
    note({ version: group.version + 1, name: group.name })
    return null
  },
})
