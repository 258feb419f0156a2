import { asOperation } from '../operations/operation.ts'
import { addGroupMember } from './commands/add-group-member.ts'
import { changeGroupMembers } from './commands/change-group-members.ts'
import { createGroup } from './commands/create-group.ts'
import { deleteGroup } from './commands/delete-group.ts'
import { removeGroupMember } from './commands/remove-group-member.ts'
import { restoreGroup } from './commands/restore-group.ts'
import { updateGroup } from './commands/update-group.ts'
import { getGroup } from './queries/get-group.ts'
import { listGroupMembers } from './queries/list-group-members.ts'
import { listGroupPeople } from './queries/list-group-people.ts'
import { listGroupPlaces } from './queries/list-group-places.ts'
import { listGroups } from './queries/list-groups.ts'
import { listGroupUses } from './queries/list-group-uses.ts'
import { previewGroupMembers } from './queries/preview-group-members.ts'

/** What is reachable over HTTP; the addresses stand in the contract. */
export const groupRoutes = [
  listGroups,
  listGroupPlaces,
  getGroup,
  createGroup,
  updateGroup,
  deleteGroup,
  restoreGroup,
  listGroupMembers,
  listGroupPeople,
  listGroupUses,
  previewGroupMembers,
  changeGroupMembers,
  addGroupMember,
  removeGroupMember,
].map(asOperation)
