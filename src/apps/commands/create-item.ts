import type { AppId } from '../../base/ids.ts'
import { newId } from '../../base/ids.ts'
import { openFields } from '../../access/open-fields.ts'
import { command, type CommandContext, type ReadsContext } from '../../operations/operation.ts'
import { createItemApi, createItemOnPortalApi, type ItemValuesInput } from '../contract-items.ts'
import { insertItem } from '../item-write.sql.ts'
import { checkedFor } from '../item-writing.ts'
import type { OpenFields } from '../open-shape.ts'
import { shapeToWrite } from '../shape.sql.ts'

type Input = { app: AppId; values: ItemValuesInput }

const reads = ({ tx, actor }: ReadsContext, { app }: Input) => openFields(tx, actor, app)

async function run({ tx, actor, note }: CommandContext, { app, values }: Input, _: undefined, open: OpenFields) {
  const shape = await shapeToWrite(tx, app)
  const checked = await checkedFor(tx, actor, shape, open, values, actor.kind === 'user' ? 'create' : 'process')
  const id = newId<'item'>()
  await insertItem(tx, shape, actor, id, checked.values, checked.files)
  note({ item: id })
  return { id, version: 1 }
}

const common = { permission: 'item.create', target: ({ app }: Input) => ({ id: app }), reads, run } as const

export const createItem = command({ ...common, name: 'createItem', endpoint: createItemApi })
export const createItemOnPortal = command({ ...common, name: 'createItemOnPortal', endpoint: createItemOnPortalApi })
