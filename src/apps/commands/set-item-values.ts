import { command } from '../../operations/operation.ts'
import { setItemValuesApi } from '../contract-items.ts'
import { checkedFor, lockItem, writeValues } from '../item-writing.ts'
import { shapeToWrite } from '../shape.sql.ts'

/**
 * For process steps, which have no screen whose version could be stale: what the process says, stands. Not mounted, so
 * nobody reaches it from outside.
 */
export const setItemValues = command({
  name: 'setItemValues',
  endpoint: setItemValuesApi,
  permission: 'item.edit',
  target: ({ app, item }) => ({ app, id: item }),
  async run({ tx, actor, note }, { app, item, values }) {
    const shape = await shapeToWrite(tx, app)
    const before = await lockItem(tx, shape, item)
    const checked = await checkedFor(tx, actor, shape, null, values, 'edit')
    const written = await writeValues(tx, shape, actor, before, checked)
    note({ fields: written.fields })
    return { version: written.version }
  },
})
