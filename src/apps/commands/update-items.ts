import { openFields } from '../../access/open-fields.ts'
import { Refusal } from '../../base/refusal.ts'
import { command } from '../../operations/operation.ts'
import { updateItemsApi } from '../contract-items.ts'
import { checkedFor, writeValues } from '../item-writing.ts'
import { lockAll, requireOnAll } from '../several-items.ts'
import { shapeToWrite } from '../shape.sql.ts'

/** Files belong to one item, so they cannot be given to many at once. */
const refuseFiles = (files: readonly unknown[]) => {
  if (files.length === 0) return
  throw new Refusal('invalid', 'item.values_invalid', 'Files can be given to one item at a time only.')
}

/** All of the items, or none: one that may not be seen makes the whole call "not found" (AT-004). */
export const updateItems = command({
  name: 'updateItems',
  endpoint: updateItemsApi,
  permission: 'app.view',
  target: ({ app }) => ({ id: app }),
  reads: ({ tx, actor }, { app }) => openFields(tx, actor, app),
  async run({ tx, actor, note }, { app, items, values }, _, open) {
    const shape = await shapeToWrite(tx, app)
    const locked = await lockAll(tx, actor, shape, items)
    await requireOnAll(tx, actor, shape, items, ['item.edit'])
    const checked = await checkedFor(tx, actor, shape, open, values, 'edit')
    refuseFiles(checked.files)
    let changed = 0
    for (const before of locked) {
      const { fields } = await writeValues(tx, shape, actor, before, checked)
      if (fields.length > 0) changed += 1
    }
    note({ items, fields: Object.keys(checked.values) })
    return { changed }
  },
})
