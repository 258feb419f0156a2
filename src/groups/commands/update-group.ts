import { differences } from '../../base/differences.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { updateGroupApi } from '../contract.ts'
import { revise } from '../group.ts'
import { lockGroup, saveGroup } from '../group.sql.ts'
import { refuseStale } from '../members.ts'
import { explainTaken } from '../name-taken.ts'

export const updateGroup = command({
  name: 'updateGroup',
  endpoint: updateGroupApi,
  permission: 'group.edit',
  target: ({ group }) => ({ id: group }),
  async run({ tx, note }, { group, version, ...change }) {
    const before = await lockGroup(tx, group)
    await refuseStale(tx, before, version)
    const after = revise(before, change)
    await explainTaken(after.name, () => saveGroup(tx, after))
    await changed(tx, { topics: ['groups'], employees: true })
    note({ version: after.version, ...differences(before, after) })
    return { version: after.version }
  },
})
