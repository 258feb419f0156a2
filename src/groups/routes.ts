import { asOperation } from '../operations/operation.ts'
import { addGroupMember } from './commands/add-group-member.ts'
import { createGroup } from './commands/create-group.ts'
import { deleteGroup } from './commands/delete-group.ts'
import { removeGroupMember } from './commands/remove-group-member.ts'
import { updateGroup } from './commands/update-group.ts'
import { getGroup } from './queries/get-group.ts'
import { listGroups } from './queries/list-groups.ts'

/** What is reachable over HTTP; the addresses stand in the contract. */
export const groupRoutes = [
  listGroups,
  getGroup,
  createGroup,
  updateGroup,
  deleteGroup,
  addGroupMember,
  removeGroupMember,
].map(asOperation)
