import { differenceOf } from '../../access/difference.ts'
import { query } from '../../operations/operation.ts'
import { previewGroupMembersApi } from '../contract.ts'
import { lockGroup } from '../group.sql.ts'
import { changeMembers } from '../members.ts'

/** The same change as the command makes, undone again. */
export const previewGroupMembers = query({
  name: 'previewGroupMembers',
  endpoint: previewGroupMembersApi,
  permission: 'group.edit_members',
  target: ({ group }) => ({ id: group }),
  run: ({ db, actor }, { group, ...change }) =>
    differenceOf(db, async (tx) => changeMembers(tx, await lockGroup(tx, group), change, actor)),
})
