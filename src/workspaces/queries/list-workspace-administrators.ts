import { query } from '../../operations/operation.ts'
import { listAdministrators } from '../administrator.sql.ts'
import { listWorkspaceAdministratorsApi } from '../contract.ts'

export const listWorkspaceAdministrators = query({
  name: 'listWorkspaceAdministrators',
  endpoint: listWorkspaceAdministratorsApi,
  permission: 'workspace.configure',
  target: ({ workspace }) => ({ id: workspace }),
  run: async ({ db }, { workspace }) => ({ rows: await listAdministrators(db, workspace) }),
})
