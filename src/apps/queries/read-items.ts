import { sql } from 'kysely'
import type { Actor } from '../../access/actor.ts'
import type { Scope } from '../../access/decide.ts'
import type { AppId, ItemId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import type { FieldShape } from '../contract.ts'
import type { ItemShape } from '../contract-items.ts'
import { itemOf } from '../item-columns.ts'
import { findItem, listItems } from '../item.sql.ts'
import { sortOf } from '../item-sort.ts'
import { readByShape } from '../shape.sql.ts'

/** Access is the caller's affair here, and nobody is shown a button by it. */
const everything: Scope = { visible: sql`true`, ability: () => sql`false`, fields: null }

/**
 * The item a task or a process works on, whoever reads: what of it they are shown is decided by the form of the task,
 * which is all that a task gives (access.md rule 10). Never reachable from outside by itself.
 */
export const readItem = async (db: Db, actor: Actor, app: AppId, item: ItemId): Promise<ItemShape | undefined> =>
  (await readShownItem(db, actor, app, item))?.item

/** The same for somebody who is shown some of it; `isAudited` when the app wants that written down. */
export async function readShownItem(
  db: Db,
  actor: Actor,
  app: AppId,
  item: ItemId,
): Promise<{ item: ItemShape; isAudited: boolean } | undefined> {
  const found = await readByShape(db, app, (shape) => findItem(db, actor, shape, everything, item))
  const row = found?.rows[0]
  return row && { item: itemOf(row, found.shape.fields), isAudited: found.shape.readsAudited }
}

/** The status field of an app and the items' values of it; for lists of what works on these items. */
export async function readStatuses(
  db: Db,
  actor: Actor,
  app: AppId,
  items: readonly ItemId[],
): Promise<{ field: FieldShape | undefined; statuses: Map<ItemId, unknown> }> {
  const found = await readByShape(db, app, (shape) =>
    listItems(db, actor, shape, {
      scope: everything,
      conditions: [sql`target.id = any(${items}::uuid[])`],
      sort: sortOf(shape, '-created_at'),
      after: undefined,
      limit: items.length,
      fields: shape.fields.filter(({ type }) => type === 'status'),
    }),
  )
  const field = found?.shape.fields.find(({ type }) => type === 'status')
  const statuses = new Map((found?.rows ?? []).map((row) => [row.id, field && row[`f_${field.code}`]]))
  return { field, statuses }
}
