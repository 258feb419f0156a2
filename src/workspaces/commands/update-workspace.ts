import { differences } from '../../base/differences.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { updateWorkspaceApi } from '../contract.ts'
import { explainTaken } from '../name-taken.ts'
import { lockWorkspace, saveVisibility, saveWorkspace } from '../workspace.sql.ts'
import { revise } from '../workspace.ts'

export const updateWorkspace = command({
  name: 'updateWorkspace',
  endpoint: updateWorkspaceApi,
  permission: 'workspace.configure',
  target: ({ workspace }) => ({ id: workspace }),
  async run({ tx, note }, { workspace, ...change }) {
    const before = await lockWorkspace(tx, workspace)
    const after = revise(before, change)
    await explainTaken(after.name, () => saveWorkspace(tx, after))
    if (after.visibleTo !== before.visibleTo) await saveVisibility(tx, workspace, after.visibleTo)
    await changed(tx, { topics: ['workspaces'], employees: true })
    note(differences(before, after))
    return { version: after.version }
  },
})
