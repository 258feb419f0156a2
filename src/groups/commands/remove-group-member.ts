import { Refusal } from '../../base/refusal.ts'
import { command } from '../../operations/operation.ts'
import { violatedConstraint } from '../../sql/database.ts'
import { removeGroupMemberApi } from '../contract.ts'
import { explainMemberViolation } from '../group.ts'
import { deleteMember, lockGroup } from '../group.sql.ts'

export const removeGroupMember = command({
  name: 'removeGroupMember',
  endpoint: removeGroupMemberApi,
  permission: 'group.edit_members',
  target: ({ group }) => ({ id: group }),
  async run({ tx, note }, { group: id, member }) {
    const group = await lockGroup(tx, id)
    const gone = await deleteMember(tx, id, member).catch((error: unknown) => {
      throw explainMemberViolation(violatedConstraint(error), group) ?? error
    })
    if (!gone) {
      throw new Refusal(
        'conflict',
        'group.not_a_member',
        `Expected a member of “${group.name}”, but found none: somebody was faster.`,
      )
    }
    note({ member })
    return null
  },
})
