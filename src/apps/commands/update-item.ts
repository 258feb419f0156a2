import type { AppId, ItemId } from '../../base/ids.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { type ItemValuesInput, updateItemApi, updateItemOnPortalApi } from '../contract-items.ts'
import { checkedFor, lockItem, refuseStale, writeValues } from '../item-writing.ts'
import { shapeToWrite } from '../shape.sql.ts'

type Input = { app: AppId; item: ItemId; version: number; values: ItemValuesInput }

async function run({ tx, actor, note }: CommandContext, { app, item, version, values }: Input) {
  const shape = await shapeToWrite(tx, app)
  const before = await lockItem(tx, shape, item)
  await refuseStale(tx, app, before, version)
  const written = await writeValues(tx, shape, actor, before, await checkedFor(tx, actor, shape, values, 'edit'))
  note({ fields: written.fields })
  return { version: written.version }
}

const common = { permission: 'item.edit', target: ({ app, item }: Input) => ({ app, id: item }), run } as const

export const updateItem = command({ ...common, name: 'updateItem', endpoint: updateItemApi })
export const updateItemOnPortal = command({ ...common, name: 'updateItemOnPortal', endpoint: updateItemOnPortalApi })
