import { visible as visibleTo } from '../../access/decide.ts'
import { listing } from '../../operations/operation.ts'
import { listWorkspacesApi } from '../contract.ts'
import { listWorkspaces as listRows } from '../workspace.sql.ts'

export const listWorkspaces = listing({
  name: 'listWorkspaces',
  endpoint: listWorkspacesApi,
  permission: 'workspace.view',
  within: () => ({}),
  run: async ({ db, actor, visible }) => ({
    rows: await listRows(db, actor, visible, await visibleTo(db, actor, 'app.open_page')),
  }),
})
