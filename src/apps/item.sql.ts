import { sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import { ability } from '../access/decide.ts'
import type { AppId, ItemId } from '../base/ids.ts'
import { sqlState, type Db, type Sql } from '../sql/database.ts'
import type { FieldShape } from './contract.ts'
import { instant, type ShownRow, shownColumns, systemColumns } from './item-columns.ts'
import { badCursor, behind, orderBy, type Sort } from './item-sort.ts'
import { type Shape, versionNow } from './shape.sql.ts'
import { tableOf } from './table.sql.ts'

const abilities = (actor: Actor, app: AppId): Sql =>
  sql`${ability(actor, 'item.edit', { app })} as "canEdit", ${ability(actor, 'item.delete', { app })} as "canDelete"`

export type Wanted = {
  visible: Sql<boolean>
  conditions: Sql<boolean>[]
  sort: Sort
  after: string | undefined
  limit: number
  fields: readonly FieldShape[]
}

/**
 * One page of items. The inner statement finds the rows of the page, the outer one reads names, files and abilities for
 * these alone.
 */
export async function listItems(
  db: Db,
  actor: Actor,
  shape: Shape,
  wanted: Wanted,
): Promise<(ShownRow & { sortKey: string | null })[]> {
  const { visible, conditions, sort, after, limit, fields } = wanted
  const key = sort.text.endsWith('_at') && !sort.nullable ? instant(sort.key) : sql`(${sort.key})::text`
  const columns = [
    ...systemColumns(actor, shape.titleField),
    ...shownColumns(actor, fields),
    abilities(actor, shape.app),
    sql`${key} as "sortKey", ${versionNow(shape.app)} as "shapeVersion"`,
  ]
  const where = sql.join([sql`target.deleted_at is null`, visible, behind(sort, after), ...conditions], sql` and `)
  const statement = sql<ShownRow & { sortKey: string | null }>`
    select ${sql.join(columns)}
    from (select target.* from ${tableOf(shape.table)} target where ${where} order by ${orderBy(sort)} limit ${limit}) target
      left join users author on author.id = target.created_by
    order by ${orderBy(sort)}`
  const { rows } = await statement.execute(db).catch((error: unknown) => {
    // A cursor whose value is of another type than the column was not given out by us.
    throw after && sqlState(error)?.startsWith('22') ? badCursor() : error
  })
  return rows
}

export async function countItems(
  db: Db,
  shape: Shape,
  visible: Sql<boolean>,
  conditions: Sql<boolean>[],
): Promise<{ count: number; shapeVersion: number | null }[]> {
  const where = sql.join([sql`target.deleted_at is null`, visible, ...conditions], sql` and `)
  const { rows } = await sql<{ count: number; shapeVersion: number | null }>`
    select count(*) as count, ${versionNow(shape.app)} as "shapeVersion" from ${tableOf(shape.table)} target where ${where}`.execute(
    db,
  )
  return rows
}

export async function findItem(
  db: Db,
  actor: Actor,
  shape: Shape,
  visible: Sql<boolean>,
  item: ItemId,
): Promise<ShownRow[]> {
  const columns = [
    ...systemColumns(actor, shape.titleField),
    ...shownColumns(actor, shape.fields),
    abilities(actor, shape.app),
    sql`${versionNow(shape.app)} as "shapeVersion"`,
  ]
  const { rows } = await sql<ShownRow>`
    select ${sql.join(columns)} from ${tableOf(shape.table)} target left join users author on author.id = target.created_by
    where target.id = ${item} and target.deleted_at is null and ${visible}`.execute(db)
  return rows
}
