import { command } from '../../operations/operation.ts'
import { updateGroupApi } from '../contract.ts'
import { revise } from '../group.ts'
import { lockGroup, saveGroup } from '../group.sql.ts'
import { explainTaken } from '../name-taken.ts'

export const updateGroup = command({
  name: 'updateGroup',
  endpoint: updateGroupApi,
  permission: 'group.edit',
  target: ({ group }) => ({ id: group }),
  async run({ tx, note }, { group, ...change }) {
    const before = await lockGroup(tx, group)
    const after = revise(before, change)
    await explainTaken(after.name, () => saveGroup(tx, after))
    note({ name: [before.name, after.name] })
    return { version: after.version }
  },
})
