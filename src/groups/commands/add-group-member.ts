import { personBehind } from '../../access/actor.ts'
import { notFound } from '../../base/refusal.ts'
import { command } from '../../operations/operation.ts'
import { sqlState, violatedConstraint } from '../../sql/database.ts'
import { addGroupMemberApi } from '../contract.ts'
import { explainMemberViolation } from '../group.ts'
import { insertMember, lockGroup, principalExists } from '../group.sql.ts'

export const addGroupMember = command({
  name: 'addGroupMember',
  endpoint: addGroupMemberApi,
  permission: 'group.edit_members',
  target: ({ group }) => ({ id: group }),
  async run({ tx, actor, note }, { group: id, member }) {
    const group = await lockGroup(tx, id)
    if (!(await principalExists(tx, member))) throw notFound()
    try {
      await insertMember(tx, group, member, personBehind(actor))
    } catch (error) {
      throw (sqlState(error)?.startsWith('23') && explainMemberViolation(violatedConstraint(error), group)) || error
    }
    note({ member })
    return null
  },
})
