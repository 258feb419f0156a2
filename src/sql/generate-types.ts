/**
 * Writes the types of the tables for Kysely from the catalogs: `src/sql/schema.ts`. A generator of our own because the
 * checks of our schema say more than column types do: `check (status in ('active', 'locked'))` becomes a union of
 * those words, which the ready generators do not read.
 */
import type { ClientBase } from 'pg'
import { type Column, describeTables, describeViews, type Table, type View } from './dump-schema.ts'

/**
 * What `pg` gives for a type. `bigint` is a number because `database.ts` has it parsed so; everything not listed stays
 * text, `numeric` too, since it holds what no JavaScript number can.
 */
const types: Record<string, string> = {
  boolean: 'boolean',
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  real: 'number',
  'double precision': 'number',
  bytea: 'Buffer',
  json: 'unknown',
  jsonb: 'unknown',
  date: 'Timestamp',
  'timestamp with time zone': 'Timestamp',
  'timestamp without time zone': 'Timestamp',
}

const head = `/** Made by "npm run schema" from the migrations; not edited by hand. Names are those of the database. */
import type { ColumnType } from 'kysely'

/** A column the database fills when an insert leaves it out. */
type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>
/** A column the database always computes. */
type Computed<T> = ColumnType<T, never, never>
type Timestamp = ColumnType<Date, Date | string, Date | string>
`

/** The text of \`schema.ts\` for the tables and views of schema public. */
export async function generateTypes(client: ClientBase): Promise<string> {
  const tables = await describeTables(client, ['public'])
  const views = await describeViews(client, ['public'])
  const all = [...tables.map((table) => ({ ...table, words: allowedWords(table) })), ...views].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )
  const names = all.map(({ name }) => `  ${name}: ${typeName(name)}`)
  return `${[head, ...all.map(printType), `export type DB = {\n${names.join('\n')}\n}`].join('\n')}\n`
}

const typeName = (name: string): string =>
  name
    .split('_')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')

function printType(thing: (Table & { words: Map<string, string[]> }) | View): string {
  const comment = thing.comment ? `/** ${thing.comment.replaceAll('*/', '* /')} */\n` : ''
  const columns = thing.columns.map((column) => {
    const type = 'words' in thing ? tableColumn(column, thing.words.get(column.name)) : viewColumn(column)
    return `${column.comment ? `  /** ${column.comment.replaceAll('*/', '* /')} */\n` : ''}  ${column.name}: ${type}`
  })
  return `${comment}export type ${typeName(thing.name)} = {\n${columns.join('\n')}\n}\n`
}

function tableColumn(column: Column, words: string[] | undefined): string {
  const type = scriptType(column, words) + (column.notNull ? '' : ' | null')
  if (column.generated || column.identity === 'a') return `Computed<${type}>`
  return column.expression || column.identity ? `Generated<${type}>` : type
}

/** The catalogs do not know which columns of a view may be null. Ours say so in their comment: "null when …". */
const viewColumn = (column: Column): string =>
  scriptType(column, undefined) + (/\bnull\b/.test(column.comment ?? '') ? ' | null' : '')

function scriptType({ type }: Column, words: string[] | undefined): string {
  const list = type.endsWith('[]')
  const base = words
    ? words.map((word) => `'${word}'`).join(' | ')
    : (types[type.replace(/\[\]$|\(.*\)/g, '')] ?? 'string')
  if (!list) return base
  return base.includes(' ') ? `(${base})[]` : `${base}[]`
}

/** A check that names one column and the words it may hold, as PostgreSQL prints it; anything else is no union. */
const patterns = [
  /^CHECK \(\((?<column>\w+) = ANY \(ARRAY\[(?<words>[^\]]+)\]\)\)\)$/,
  /^CHECK \(\((?<column>\w+) <@ ARRAY\[(?<words>[^\]]+)\]\)\)$/,
  /^CHECK \(\((?<column>\w+) = (?<words>'[^']*'::text)\)\)$/,
]

function allowedWords(table: Table): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { kind, definition } of table.constraints) {
    const match = kind === 'c' && patterns.map((pattern) => pattern.exec(definition)).find(Boolean)
    const { column, words } = (match && match.groups) || {}
    const list = [...(words ?? '').matchAll(/'((?:[^']|'')*)'::text/g)].map(([, word]) => word!.replaceAll("''", "\\'"))
    if (column && list.length) found.set(column, list)
  }
  return found
}
