import type { AppId } from '../../base/ids.ts'
import { newId } from '../../base/ids.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { createItemApi, createItemOnPortalApi, type ItemValuesInput } from '../contract-items.ts'
import { insertItem } from '../item-write.sql.ts'
import { checkedFor } from '../item-writing.ts'
import { shapeToWrite } from '../shape.sql.ts'

type Input = { app: AppId; values: ItemValuesInput }

async function run({ tx, actor, note }: CommandContext, { app, values }: Input) {
  const shape = await shapeToWrite(tx, app)
  const checked = await checkedFor(tx, actor, shape, values, actor.kind === 'user' ? 'create' : 'process')
  const id = newId<'item'>()
  await insertItem(tx, shape, actor, id, checked.values, checked.files)
  note({ item: id })
  return { id, version: 1 }
}

const common = { permission: 'item.create', target: ({ app }: Input) => ({ id: app }), run } as const

export const createItem = command({ ...common, name: 'createItem', endpoint: createItemApi })
export const createItemOnPortal = command({ ...common, name: 'createItemOnPortal', endpoint: createItemOnPortalApi })
