import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Sql } from '../sql/database.ts'
import type { FieldShape } from './contract.ts'
import type { FilterOperator, ItemFilter } from './contract-items.ts'
import { isDay } from './item-values.ts'
import type { Shape } from './shape.sql.ts'
import { targetColumn } from './table.sql.ts'

type FilterType = FieldShape['type'] | 'moment'

/** Which operators each type knows. */
export const operatorsOf: Record<FilterType, readonly FilterOperator[]> = {
  string: ['eq', 'in', 'contains', 'is_empty'],
  text: ['contains', 'is_empty'],
  number: ['eq', 'in', 'from', 'to', 'is_empty'],
  yes_no: ['eq', 'is_empty'],
  date: ['eq', 'from', 'to', 'is_empty'],
  category: ['eq', 'in', 'is_empty'],
  status: ['eq', 'in', 'is_empty'],
  user: ['eq', 'in', 'is_empty'],
  file: ['is_empty'],
  moment: ['from', 'to'],
}

export type Asked = { shape: Shape; person: UserId | null }

type Column = { type: FilterType; column: Sql }

/** Columns every item has that may be asked for; all others are fields, or nothing (AT-020, AT-024, AT-025). */
const systemColumns: Record<string, Column> = {
  created_at: { type: 'moment', column: sql.ref('target.created_at') },
  updated_at: { type: 'moment', column: sql.ref('target.updated_at') },
  created_by: { type: 'user', column: sql.ref('target.created_by') },
}

export function columnNamed(shape: Shape, name: string): Column {
  const field = shape.fields.find(({ code }) => code === name)
  if (field) return { type: field.type, column: targetColumn(field.code) }
  if (Object.hasOwn(systemColumns, name)) return systemColumns[name]!
  throw new Refusal('invalid', 'item.unknown_field', `There is no field “${name}” here.`)
}

/** The filter as a condition on the row `target`. Every value is a parameter, whatever it looks like (AT-162). */
export function condition(asked: Asked, filter: ItemFilter): Sql<boolean> {
  const { type, column } = columnNamed(asked.shape, filter.field)
  if (!operatorsOf[type].includes(filter.op)) {
    throw badFilter(filter, `one of ${operatorsOf[type].join(', ')}, because it is of type ${type}`)
  }
  switch (filter.op) {
    case 'is_empty':
      return isEmpty(filter, type, column)
    case 'contains':
      return sql`${column} ilike ${`%${likeText(textOf(filter))}%`}`
    case 'eq':
      return equals(asked, filter, type, column, filter.value)
    case 'in':
      return anyOf(asked, filter, type, column)
    case 'from':
    case 'to':
      return bound(filter, filter.op, type, column)
  }
}

/** Takes the signs with a meaning in LIKE as themselves. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

/** At most that many words are looked for; each has to stand in one of the texts. */
const wordsLimit = 5

export function searchCondition({ fields }: Shape, search: string): Sql<boolean> {
  const columns = fields
    .filter(({ type }) => type === 'string' || type === 'text')
    .map(({ code }) => targetColumn(code))
  const words = storable(search).split(/\s+/).filter(Boolean).slice(0, wordsLimit)
  if (words.length === 0) return sql`true`
  if (columns.length === 0) return sql`false`
  const found = words.map((word) => {
    const hits = columns.map((column) => sql`${column} ilike ${`%${likeText(word)}%`}`)
    return sql`(${sql.join(hits, sql` or `)})`
  })
  return sql`(${sql.join(found, sql` and `)})`
}

function isEmpty(filter: ItemFilter, type: FilterType, column: Sql): Sql<boolean> {
  const wanted = filter.value ?? true
  if (typeof wanted !== 'boolean') throw badFilter(filter, 'true or false')
  const empty = type === 'file' ? sql`coalesce(cardinality(${column}), 0) = 0` : sql`${column} is null`
  return wanted ? sql`(${empty})` : sql`(not (${empty}))`
}

function equals(
  asked: Asked,
  filter: ItemFilter,
  type: FilterType,
  column: Sql,
  value: ItemFilter['value'],
): Sql<boolean> {
  switch (type) {
    case 'string':
      if (typeof value !== 'string') throw badFilter(filter, 'a text')
      return sql`lower(${column}) = lower(${storable(value)})`
    case 'number':
      if (typeof value !== 'number') throw badFilter(filter, 'a number')
      return sql`${column} = ${value}::numeric`
    case 'yes_no':
      if (typeof value !== 'boolean') throw badFilter(filter, 'true or false')
      return sql`${column} = ${value}`
    case 'date':
      if (!isDay(value)) throw badFilter(filter, 'a day such as 2026-11-23')
      return sql`${column} = ${value}::date`
    case 'user':
      return sql`${column} = ${personOf(asked, filter, value)}::uuid`
    default:
      if (typeof value !== 'string') throw badFilter(filter, 'the code of an option')
      return sql`${column} = ${storable(value)}`
  }
}

function anyOf(asked: Asked, filter: ItemFilter, type: FilterType, column: Sql): Sql<boolean> {
  if (!Array.isArray(filter.value)) throw badFilter(filter, 'a list')
  if (filter.value.length === 0) return sql`false`
  if (type === 'category' || type === 'status') {
    if (!filter.value.every((value) => typeof value === 'string')) throw badFilter(filter, 'codes of options')
    return sql`${column} = any(${filter.value.map(storable)})`
  }
  if (type === 'user')
    return sql`${column} = any(${filter.value.map((value) => personOf(asked, filter, value))}::uuid[])`
  const each = filter.value.map((value) => equals(asked, filter, type, column, value))
  return sql`(${sql.join(each, sql` or `)})`
}

function bound(filter: ItemFilter, op: 'from' | 'to', type: FilterType, column: Sql): Sql<boolean> {
  const sign = op === 'from' ? sql`>=` : sql`<=`
  const { value } = filter
  if (type === 'number') {
    if (typeof value !== 'number') throw badFilter(filter, 'a number')
    return sql`${column} ${sign} ${value}::numeric`
  }
  if (isDay(value)) {
    // A day as the end of a span of moments means all of that day.
    if (type === 'moment' && op === 'to') return sql`${column} < (${value}::date + 1)::timestamptz`
    return type === 'moment' ? sql`${column} >= ${value}::date::timestamptz` : sql`${column} ${sign} ${value}::date`
  }
  if (type === 'date') throw badFilter(filter, 'a day such as 2026-11-23')
  if (typeof value !== 'string' || !moment.test(value) || Number.isNaN(Date.parse(value))) {
    throw badFilter(filter, 'a day or a moment such as 2026-11-23T10:00:00Z')
  }
  return sql`${column} ${sign} ${value}::timestamptz`
}

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function personOf({ person }: Asked, filter: ItemFilter, value: unknown): string | null {
  if (value === 'me') return person
  if (typeof value === 'string' && uuid.test(value)) return value
  throw badFilter(filter, 'ids of people, or “me”')
}

function textOf(filter: ItemFilter): string {
  if (typeof filter.value !== 'string' || filter.value === '') throw badFilter(filter, 'a text')
  return storable(filter.value)
}

/** PostgreSQL keeps no NUL, so no stored text has one either. */
const storable = (text: string): string => text.replaceAll('\0', '\u{fffd}')

const badFilter = ({ field, op }: ItemFilter, expected: string): Refusal =>
  new Refusal('invalid', 'item.bad_filter', `Filter on “${field}” with “${op}”: expected ${expected}.`, { field, op })
