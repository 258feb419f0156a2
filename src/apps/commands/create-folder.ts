import { newId } from '../../base/ids.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { createFolderApi } from '../contract-folders.ts'
import { explainTree, nameTaken } from '../folder.ts'
import { insertFolder, isNameTaken, lockFolder, lockTree } from '../folder.sql.ts'

export const createFolder = command({
  name: 'createFolder',
  endpoint: createFolderApi,
  permission: 'folder.edit',
  target: ({ parent }) => ({ id: parent }),
  async run({ tx, actor, note }, { app, parent, name }) {
    await lockTree(tx, app)
    await lockFolder(tx, app, parent, 'to fill')
    const made = { id: newId<'folder'>(), app, parent, name }
    if (await isNameTaken(tx, actor, made)) throw nameTaken(name)
    await explainTree(name, () => insertFolder(tx, actor, made))
    await changed(tx, { topics: [`app:${app}`], employees: true })
    note({ app, folder: made.id, name })
    return { id: made.id }
  },
})
