import { sql } from 'kysely'
import { visible } from '../../access/decide.ts'
import { openFields } from '../../access/open-fields.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { command } from '../../operations/operation.ts'
import { updateItemsApi } from '../contract-items.ts'
import { checkedFor, writeValues } from '../item-writing.ts'
import { lockItems } from '../item-write.sql.ts'
import { shapeToWrite } from '../shape.sql.ts'
import { tableOf } from '../table.sql.ts'

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
    const may = async (permission: 'item.view' | 'item.edit') => {
      const condition = await visible(tx, actor, permission, { app })
      const { rows } = await sql<{ count: number }>`select count(*) as count from ${tableOf(shape.table)} target
        where id = any(${items}::uuid[]) and deleted_at is null and ${condition}`.execute(tx)
      return rows[0]!.count === items.length
    }
    const locked = await lockItems(tx, shape, items)
    if (locked.length !== items.length || !(await may('item.view'))) throw notFound()
    if (!(await may('item.edit'))) {
      throw new Refusal(
        'forbidden',
        'access.forbidden',
        'You can see all of these, but you may not edit every one of them. Nothing was changed.',
        { permission: 'item.edit' },
      )
    }
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
