import type { AppId, ItemId } from '../../base/ids.ts'
import { openFields } from '../../access/open-fields.ts'
import { command, type CommandContext, type ReadsContext } from '../../operations/operation.ts'
import { type ItemValuesInput, updateItemApi, updateItemOnPortalApi } from '../contract-items.ts'
import { checkedFor, lockItem, refuseStale, writeValues } from '../item-writing.ts'
import type { OpenFields } from '../open-shape.ts'
import { shapeToWrite } from '../shape.sql.ts'

type Input = { app: AppId; item: ItemId; version: number; values: ItemValuesInput }

const reads = ({ tx, actor }: ReadsContext, { app }: Input) => openFields(tx, actor, app)

async function run(
  { tx, actor, note }: CommandContext,
  { app, item, version, values }: Input,
  _: undefined,
  open: OpenFields,
) {
  const shape = await shapeToWrite(tx, app)
  const before = await lockItem(tx, shape, item)
  await refuseStale(tx, app, before, version)
  const checked = await checkedFor(tx, actor, shape, open, values, 'edit')
  const written = await writeValues(tx, shape, actor, before, checked)
  note({ fields: written.fields })
  return { version: written.version }
}

const common = { permission: 'item.edit', target: ({ app, item }: Input) => ({ app, id: item }), reads, run } as const

export const updateItem = command({ ...common, name: 'updateItem', endpoint: updateItemApi })
export const updateItemOnPortal = command({ ...common, name: 'updateItemOnPortal', endpoint: updateItemOnPortalApi })
