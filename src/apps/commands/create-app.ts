import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { codeFrom, freeCode } from '../../base/text.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { beginFolders, codesLike, insertApp, saveVisibility } from '../app.sql.ts'
import { explainTaken } from '../code-taken.ts'
import { createAppApi } from '../contract.ts'
import { firstFields } from '../field.ts'

export const createApp = command({
  name: 'createApp',
  endpoint: createAppApi,
  permission: 'workspace.configure',
  target: ({ workspace }) => ({ id: workspace }),
  async run({ tx, actor, note }, { workspace, code, ...words }) {
    const id = newId<'app'>()
    const made = codeFrom(words.name)
    const app = {
      id,
      workspace,
      ...words,
      code: code ?? freeCode(made, await codesLike(tx, workspace, made.slice(0, 36))),
      headsInherit: true,
      namesWhomToAsk: true,
      titleField: null,
      readsAudited: false,
      table: null,
      draft: firstFields,
      shapeVersion: 0,
      version: 1,
    }
    await explainTaken(() => insertApp(tx, app, personBehind(actor)))
    await saveVisibility(tx, id, words.visibleTo)
    if (words.mode === 'folders') await beginFolders(tx, id)
    await changed(tx, { topics: ['workspaces'], employees: true })
    note({ app: id, name: words.name, mode: words.mode, visibleTo: words.visibleTo })
    return { id }
  },
})
