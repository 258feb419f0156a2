import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { codeFrom, freeCode } from '../../base/text.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { createWorkspaceApi } from '../contract.ts'
import { explainTaken } from '../name-taken.ts'
import { codesLike, insertWorkspace, saveVisibility } from '../workspace.sql.ts'

export const createWorkspace = command({
  name: 'createWorkspace',
  endpoint: createWorkspaceApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, actor, note }, { name, code, description, icon, visibleTo }) {
    const id = newId<'workspace'>()
    const made = codeFrom(name)
    const workspace = {
      id,
      name,
      description,
      icon,
      code: code ?? freeCode(made, await codesLike(tx, made.slice(0, 36))),
    }
    await explainTaken(name, () => insertWorkspace(tx, workspace, personBehind(actor)))
    await saveVisibility(tx, id, visibleTo)
    await changed(tx, { topics: ['workspaces'], employees: true })
    note({ workspace: id, name, visibleTo })
    return { id }
  },
})
