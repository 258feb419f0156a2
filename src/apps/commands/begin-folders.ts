import { type FolderId, newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { beginFolders as makeRoot, lockApp } from '../app.sql.ts'
import { beginFoldersApi } from '../contract-folders.ts'
import { hasRoot, insertFolder } from '../folder.sql.ts'

/** An app without folders has nothing yet on which a right to change them could stand, so this is part of setting it up. */
export const beginFolders = command({
  name: 'beginFolders',
  endpoint: beginFoldersApi,
  permission: 'app.configure',
  target: ({ app }) => ({ id: app }),
  async run({ tx, actor, note }, { app, name }) {
    const before = await lockApp(tx, app)
    if (await hasRoot(tx, app)) {
      throw new Refusal(
        'conflict',
        'folder.begun_already',
        `Expected “${before.name}” to be without folders, but it has some. Make yours among them.`,
      )
    }
    await makeRoot(tx, app)
    const id = newId<'folder'>()
    await insertFolder(tx, actor, { id, app, parent: app as string as FolderId, name })
    await changed(tx, { topics: [`app:${app}`], employees: true })
    note({ folder: id, name })
    return { id }
  },
})
