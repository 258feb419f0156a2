import { asOperation } from '../operations/operation.ts'
import { createWorkspace } from './commands/create-workspace.ts'
import { deleteWorkspace } from './commands/delete-workspace.ts'
import { updateWorkspace } from './commands/update-workspace.ts'
import { getWorkspace } from './queries/get-workspace.ts'
import { listWorkspaces } from './queries/list-workspaces.ts'

export const workspaceRoutes = [listWorkspaces, getWorkspace, createWorkspace, updateWorkspace, deleteWorkspace].map(
  asOperation,
)
