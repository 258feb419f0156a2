import { asOperation } from '../operations/operation.ts'
import { appointWorkspaceAdministrator } from './commands/appoint-workspace-administrator.ts'
import { createWorkspace } from './commands/create-workspace.ts'
import { deleteWorkspace } from './commands/delete-workspace.ts'
import { dismissWorkspaceAdministrator } from './commands/dismiss-workspace-administrator.ts'
import { updateWorkspace } from './commands/update-workspace.ts'
import { getWorkspace } from './queries/get-workspace.ts'
import { listWorkspaceAdministrators } from './queries/list-workspace-administrators.ts'
import { listWorkspaces } from './queries/list-workspaces.ts'

export const workspaceRoutes = [
  listWorkspaces,
  getWorkspace,
  createWorkspace,
  updateWorkspace,
  deleteWorkspace,
  listWorkspaceAdministrators,
  appointWorkspaceAdministrator,
  dismissWorkspaceAdministrator,
].map(asOperation)
