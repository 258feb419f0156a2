import { command } from '../../operations/operation.ts'
import { restoreItemApi } from '../contract-items.ts'
import { saveDeletion } from '../item-write.sql.ts'
import { lockItem } from '../item-writing.ts'
import { shapeToWrite } from '../shape.sql.ts'

/** Whoever may delete may bring back. */
export const restoreItem = command({
  name: 'restoreItem',
  endpoint: restoreItemApi,
  permission: 'item.delete',
  target: ({ app, item }) => ({ app, id: item }),
  async run({ tx, actor }, { app, item }) {
    const shape = await shapeToWrite(tx, app)
    await saveDeletion(tx, shape, actor, await lockItem(tx, shape, item, 'deleted'), 'restored')
    return null
  },
})
