import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { restoreGroupApi } from '../contract.ts'
import { refuseLiving } from '../group.ts'
import { lockGroup, markDeleted } from '../group.sql.ts'
import { explainTaken } from '../name-taken.ts'

/** Its members and what was given to it have stayed, so it is chosen again and nothing else changes. */
export const restoreGroup = command({
  name: 'restoreGroup',
  endpoint: restoreGroupApi,
  permission: 'group.delete',
  target: ({ group }) => ({ id: group }),
  async run({ tx, note }, { group: id }) {
    const group = await lockGroup(tx, id)
    refuseLiving(group)
    await explainTaken(group.name, () => markDeleted(tx, id, false))
    await changed(tx, { topics: ['groups'], employees: true })
    note({ version: group.version + 1, name: group.name })
    return null
  },
})
