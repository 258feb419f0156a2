import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { codeFrom } from '../../base/text.ts'
import { command } from '../../operations/operation.ts'
import { createGroupApi } from '../contract.ts'
import { insertGroup } from '../group.sql.ts'
import { explainTaken } from '../name-taken.ts'

export const createGroup = command({
  name: 'createGroup',
  endpoint: createGroupApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, actor, note }, { name, code, description, audience }) {
    const id = newId<'group'>()
    const group = { id, name, description, audience, code: code ?? codeFrom(name) }
    await explainTaken(name, () =>
      insertGroup(tx, { ...group, scope: 'company', type: 'group', membership: 'by_hand' }, personBehind(actor)),
    )
    note({ group: id, name })
    return { id }
  },
})
