import { visible as visibleTo } from '../../access/decide.ts'
import { notFound } from '../../base/refusal.ts'
import { listing } from '../../operations/operation.ts'
import { getWorkspaceApi } from '../contract.ts'
import { listWorkspaces } from '../workspace.sql.ts'

export const getWorkspace = listing({
  name: 'getWorkspace',
  endpoint: getWorkspaceApi,
  permission: 'workspace.view',
  within: () => ({}),
  async run({ db, actor, visible }, { workspace }) {
    const [row] = await listWorkspaces(db, actor, visible, await visibleTo(db, actor, 'app.open_page'), workspace)
    if (!row) throw notFound()
    return row
  },
})
