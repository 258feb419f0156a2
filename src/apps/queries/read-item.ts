import type { AppId, ItemId, UserId } from '../../base/ids.ts'
import type { Tx } from '../../sql/database.ts'
import type { FieldShape } from '../contract.ts'
import type { StoredValues } from '../item-values.ts'
import { lockItems } from '../item-write.sql.ts'
import { shapeOf } from '../shape.sql.ts'

export type ItemForProcess = {
  title: string
  author: UserId | null
  version: number
  fields: FieldShape[]
  values: StoredValues
}

/**
 * For processes and tasks, which decide for themselves who may know of it: an item with its fields, locked for this
 * transaction, people and files by their ids. Undefined when it is not there.
 */
export async function readItem(tx: Tx, app: AppId, item: ItemId): Promise<ItemForProcess | undefined> {
  const shape = await shapeOf(tx, app)
  if (!shape) return undefined
  const [current] = await lockItems(tx, shape, [item])
  if (!current) return undefined
  const title = shape.titleField ? String(current.values[shape.titleField] ?? '') : ''
  return { title, author: current.author, version: current.version, fields: shape.fields, values: current.values }
}
