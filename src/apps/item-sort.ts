import { sql } from 'kysely'
import { Refusal } from '../base/refusal.ts'
import { cursorOf, readCursor } from '../base/wire.ts'
import type { Sql } from '../sql/database.ts'
import type { FieldShape } from './contract.ts'
import { columnNamed } from './item-filter.ts'
import type { Shape } from './shape.sql.ts'
import { targetColumn } from './table.sql.ts'

/**
 * The order of a list. Empty values stand where PostgreSQL puts them (last upwards, first downwards), so that one
 * index serves both directions. The id makes the order total: pages have no gaps however many rows are alike.
 */
export type Sort = { text: string; key: Sql; cast: Sql; down: boolean; nullable: boolean }

export function sortOf(shape: Shape, text: string): Sort {
  const down = text.startsWith('-')
  const name = down ? text.slice(1) : text
  const { type, column } = columnNamed(shape, name)
  if (type === 'moment') return { text, down, key: column, cast: sql`timestamptz`, nullable: false }
  const field = shape.fields.find(({ code }) => code === name)
  const key = field && keyOf(field)
  if (key) return { text, down, ...key, nullable: true }
  throw new Refusal('invalid', 'item.bad_sort', `The list cannot be sorted by “${name}”.`)
}

function keyOf({ type, code, options = [] }: FieldShape): { key: Sql; cast: Sql } | undefined {
  const column = targetColumn(code)
  switch (type) {
    case 'string':
      return { key: sql`lower(${column})`, cast: sql`text` }
    case 'number':
      return { key: column, cast: sql`numeric` }
    case 'date':
      return { key: column, cast: sql`date` }
    case 'yes_no':
      return { key: column, cast: sql`boolean` }
    case 'category':
    case 'status':
      return {
        key: sql`array_position(${options.map((option) => option.code)}::text[], ${column})`,
        cast: sql`integer`,
      }
    case 'user':
      return { key: sql`(select lower(full_name) from users where users.id = ${column})`, cast: sql`text` }
    default:
      return undefined
  }
}

export const orderBy = ({ key, down }: Sort): Sql => (down ? sql`${key} desc, target.id desc` : sql`${key}, target.id`)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Everything behind the row a cursor names, as a condition on `target`. */
export function behind(sort: Sort, after: string | undefined): Sql<boolean> {
  if (after === undefined) return sql`true`
  const cursor = readCursor(after, 3)
  const [text, value, id] = cursor ?? []
  if (text !== sort.text || typeof id !== 'string' || !uuid.test(id) || typeof value === 'number') throw badCursor()
  const { key, cast, down, nullable } = sort
  if (value === null || value === undefined) {
    if (!nullable) throw badCursor()
    return down
      ? sql`((${key} is null and target.id < ${id}::uuid) or ${key} is not null)`
      : sql`(${key} is null and target.id > ${id}::uuid)`
  }
  const last = sql`(${value}::${cast}, ${id}::uuid)`
  if (down) return sql`((${key}, target.id) < ${last})`
  return nullable ? sql`((${key}, target.id) > ${last} or ${key} is null)` : sql`((${key}, target.id) > ${last})`
}

export const cursorAt = (sort: Sort, row: { sortKey: string | null; id: string }): string =>
  cursorOf([sort.text, row.sortKey, row.id])

export const badCursor = (): Refusal =>
  new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list in the same order.')
