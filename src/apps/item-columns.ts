import { sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import type { FolderId, ItemId, UserId } from '../base/ids.ts'
import type { Sql } from '../sql/database.ts'
import type { FieldShape } from './contract.ts'
import type { ItemShape, ItemValue, PersonShape } from './contract-items.ts'
import { columnOf, targetColumn } from './table.sql.ts'

/** Instants leave as ISO 8601 in UTC, with the microseconds a cursor needs. */
export const instant = (column: Sql): Sql => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** To people from outside a person is a name; an id they get of themselves only. */
const idFor = (actor: Actor, id: Sql): Sql =>
  actor.kind === 'user' && actor.userKind === 'external'
    ? sql`case when ${id} = ${actor.id} then ${id} end`
    : sql`${id}`

/** How a field of the row `target` is read for showing it. */
function shown(actor: Actor, { type, code }: FieldShape): Sql {
  const column = targetColumn(code)
  switch (type) {
    case 'number':
      return sql`${column}::float8`
    case 'date':
      return sql`${column}::text`
    case 'user':
      return sql`(select jsonb_build_object('id', ${idFor(actor, sql.ref('u.id'))}, 'name', u.full_name) from users u where u.id = ${column})`
    case 'file':
      // Most rows have no files, and each look costs as much as the rest of the row.
      return sql`case when ${column} is not null then (select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'size', f.size, 'mediaType', f.media_type)
        order by array_position(${column}, f.id)) from files f where f.id = any(${column}) and f.deleted_at is null) end`
    default:
      return column
  }
}

/** How a field is read for comparing and keeping it: plain values and ids. */
function stored({ type, code }: FieldShape): Sql {
  const column = columnOf(code)
  if (type === 'number') return sql`${column}::float8`
  return type === 'date' || type === 'user' || type === 'file' ? sql`to_jsonb(${column})` : column
}

const named = (read: Sql, { code }: FieldShape): Sql => sql`${read} as ${columnOf(code)}`

export const shownColumns = (actor: Actor, fields: readonly FieldShape[]): Sql[] =>
  fields.map((field) => named(shown(actor, field), field))

export const storedColumns = (fields: readonly FieldShape[]): Sql[] =>
  fields.map((field) => named(stored(field), field))

/** What every item has, of `target` and of `author`, the user who made it. */
export const systemColumns = (actor: Actor, titleField: string | null): Sql[] => [
  sql`target.id, target.version`,
  sql`${titleField ? sql`coalesce(${targetColumn(titleField)}, '')` : sql`''`} as title`,
  sql`${idFor(actor, sql.ref('author.id'))} as "authorId", author.full_name as "authorName"`,
  sql`${instant(sql.ref('target.created_at'))} as "createdAt", ${instant(sql.ref('target.updated_at'))} as "updatedAt"`,
]

export type ShownRow = {
  id: ItemId
  version: number
  title: string
  authorId: UserId | null
  authorName: string | null
  createdAt: string
  updatedAt: string
  folder: FolderId | null
  canEdit: boolean
  canDelete: boolean
  shapeVersion: number | null
} & Record<`f_${string}`, ItemValue>

export const personOf = (id: UserId | null, name: string | null): PersonShape | null =>
  name === null ? null : { id, name }

export const itemOf = (row: ShownRow, fields: readonly FieldShape[]): ItemShape => ({
  id: row.id,
  version: row.version,
  title: row.title,
  values: Object.fromEntries(fields.map(({ code }) => [code, row[`f_${code}`] ?? null])),
  createdBy: personOf(row.authorId, row.authorName),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  folder: row.folder,
  can: { edit: row.canEdit, delete: row.canDelete },
})
