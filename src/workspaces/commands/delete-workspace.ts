import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { deleteWorkspaceApi } from '../contract.ts'
import { countContent, lockWorkspace, markWorkspaceDeleted } from '../workspace.sql.ts'
import { refuseUnlessEmpty } from '../workspace.ts'

export const deleteWorkspace = command({
  name: 'deleteWorkspace',
  endpoint: deleteWorkspaceApi,
  permission: 'workspace.manage',
  target: ({ workspace }) => ({ id: workspace }),
  async run({ tx, note }, { workspace }) {
    const before = await lockWorkspace(tx, workspace)
    refuseUnlessEmpty(before, await countContent(tx, workspace))
    await markWorkspaceDeleted(tx, workspace)
    await changed(tx, { topics: ['workspaces'], employees: true })
    note({ name: before.name })
    return null
  },
})
