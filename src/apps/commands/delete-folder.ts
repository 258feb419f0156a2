import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { deleteFolderApi } from '../contract-folders.ts'
import { refuseFull, refuseRoot } from '../folder.ts'
import { insideOf, lockFolder, lockTree, markFolderDeleted } from '../folder.sql.ts'
import { readShape } from '../shape.sql.ts'

/** Only an empty one; items deleted in it before go up, where they can be restored, and its rows end. */
export const deleteFolder = command({
  name: 'deleteFolder',
  endpoint: deleteFolderApi,
  permission: 'folder.edit',
  target: ({ folder }) => ({ id: folder }),
  async run({ tx, actor, note }, { app, folder }) {
    await lockTree(tx, app)
    const before = await lockFolder(tx, app, folder)
    refuseRoot(before)
    refuseFull(before, await insideOf(tx, actor, before, await readShape(tx, app)))
    const risen = await markFolderDeleted(tx, actor, before)
    await changed(tx, { topics: [`app:${app}`], employees: true })
    note({ app, name: before.name, deletedItemsMovedUp: risen })
    return null
  },
})
