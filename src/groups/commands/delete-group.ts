import { command } from '../../operations/operation.ts'
import { deleteGroupApi } from '../contract.ts'
import { refuseSystem } from '../group.ts'
import { lockGroup, markGroupDeleted } from '../group.sql.ts'

export const deleteGroup = command({
  name: 'deleteGroup',
  endpoint: deleteGroupApi,
  permission: 'group.delete',
  target: ({ group }) => ({ id: group }),
  async run({ tx, note }, { group: id }) {
    const group = await lockGroup(tx, id)
    refuseSystem(group, 'deleted')
    await markGroupDeleted(tx, id)
    note({ name: group.name })
    return null
  },
})
