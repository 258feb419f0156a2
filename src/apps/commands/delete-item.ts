import { command } from '../../operations/operation.ts'
import { deleteItemApi } from '../contract-items.ts'
import { saveDeletion } from '../item-write.sql.ts'
import { lockItem } from '../item-writing.ts'
import { shapeToWrite } from '../shape.sql.ts'

export const deleteItem = command({
  name: 'deleteItem',
  endpoint: deleteItemApi,
  permission: 'item.delete',
  target: ({ app, item }) => ({ app, id: item }),
  async run({ tx, actor }, { app, item }) {
    const shape = await shapeToWrite(tx, app)
    await saveDeletion(tx, shape, actor, await lockItem(tx, shape, item), 'deleted')
    return null
  },
})
