import { openFields } from '../../access/open-fields.ts'
import { newId } from '../../base/ids.ts'
import { command } from '../../operations/operation.ts'
import { createItemInFolderApi } from '../contract-folders.ts'
import { lockFolder } from '../folder.sql.ts'
import { insertItem } from '../item-write.sql.ts'
import { checkedFor } from '../item-writing.ts'
import { shapeToWrite } from '../shape.sql.ts'

/** Rights on the app say nothing of a folder that stands apart, so the folder is asked and not the app (AT-007, AT-008). */
export const createItemInFolder = command({
  name: 'createItemInFolder',
  endpoint: createItemInFolderApi,
  permission: 'folder.create_item',
  target: ({ folder }) => ({ id: folder }),
  reads: ({ tx, actor }, { app }) => openFields(tx, actor, app),
  async run({ tx, actor, note }, { app, folder, values }, _, open) {
    await lockFolder(tx, app, folder, 'to fill')
    const shape = await shapeToWrite(tx, app)
    const checked = await checkedFor(tx, actor, shape, open, values, 'create')
    const id = newId<'item'>()
    await insertItem(tx, shape, actor, id, checked.values, checked.files, folder)
    note({ app, item: id })
    return { id, version: 1 }
  },
})
