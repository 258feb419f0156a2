import type { Scope } from '../../access/decide.ts'
import type { AppId, ItemId } from '../../base/ids.ts'
import { notFound } from '../../base/refusal.ts'
import { listing, type QueryContext } from '../../operations/operation.ts'
import { getItemApi, getItemOnPortalApi } from '../contract-items.ts'
import { itemOf } from '../item-columns.ts'
import { findItem } from '../item.sql.ts'
import { readByShape } from '../shape.sql.ts'

type Input = { app: AppId; item: ItemId }

async function run({ db, actor, noteRead, ...scope }: QueryContext & Scope, { app, item }: Input) {
  const found = await readByShape(db, app, (shape) => findItem(db, actor, shape, scope, item), scope.fields)
  const row = found?.rows[0]
  if (!found || !row) throw notFound()
  if (found.shape.readsAudited) noteRead({ kind: 'item', id: item }, { app })
  return itemOf(row, found.shape.fields)
}

const common = {
  permission: 'item.view',
  within: ({ app }: Input) => ({ app }),
  run,
  isProof: () => true,
} as const

export const getItem = listing({ ...common, name: 'getItem', endpoint: getItemApi })
export const getItemOnPortal = listing({ ...common, name: 'getItemOnPortal', endpoint: getItemOnPortalApi })
