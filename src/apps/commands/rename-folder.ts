import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { renameFolderApi } from '../contract-folders.ts'
import { nameTaken, refuseRoot, refuseStale } from '../folder.ts'
import { isNameTaken, lockFolder, lockTree, saveFolder } from '../folder.sql.ts'

export const renameFolder = command({
  name: 'renameFolder',
  endpoint: renameFolderApi,
  permission: 'folder.edit',
  target: ({ folder }) => ({ id: folder }),
  async run({ tx, actor, note }, { app, folder, version, name }) {
    await lockTree(tx, app)
    const before = await lockFolder(tx, app, folder)
    refuseRoot(before)
    refuseStale(before, version)
    const after = { ...before, name }
    if (await isNameTaken(tx, actor, after)) throw nameTaken(name)
    const saved = await saveFolder(tx, after)
    await changed(tx, { topics: [`app:${app}`], employees: true })
    note({ app, name: { from: before.name, to: name } })
    return { version: saved }
  },
})
