/**
 * Describes the schemas of a database from its catalogs, always in the same order, so that two equal schemas give equal
 * texts. The bundled PostgreSQL has no pg_dump; this knows what our migrations use and no more: tables, views,
 * functions, triggers, indexes, comments, grants. Catalogs: chapter 52 of the PostgreSQL manual.
 */
import type { ClientBase } from 'pg'

export type Column = {
  name: string
  type: string
  notNull: boolean
  /** The expression of a default or of a generated column. */
  expression: string | null
  /** As `pg_attribute` has them: `s` stored, `v` virtual; identity `a` always, `d` by default; empty for neither. */
  generated: string
  identity: string
  comment: string | null
}
/** `kind` as in `pg_constraint.contype`: p primary key, u unique, c check, f foreign key, x exclusion. */
export type Constraint = { name: string; kind: string; definition: string }
export type Table = {
  schema: string
  name: string
  comment: string | null
  columns: Column[]
  constraints: Constraint[]
  indexes: string[]
  triggers: string[]
  grants: string[]
}
export type View = { schema: string; name: string; comment: string | null; definition: string; columns: Column[] }

/** The history table belongs to the migrator, not to the schema the migrations make. */
const counted = `c.relname <> 'schema_migrations'`

const columnsOf = (relation: string) => `
  coalesce((select json_agg(json_build_object(
    'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
    'expression', pg_get_expr(d.adbin, d.adrelid), 'generated', a.attgenerated, 'identity', a.attidentity,
    'comment', col_description(a.attrelid, a.attnum)) order by a.attnum)
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = ${relation} and a.attnum > 0 and not a.attisdropped), '[]')`

/** Tables of these schemas, by name. Constraints and indexes are by name too: their order says nothing. */
export async function describeTables(client: ClientBase, schemas: string[]): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as name, obj_description(c.oid, 'pg_class') as comment,
      ${columnsOf('c.oid')} as columns,
      coalesce((select json_agg(json_build_object('name', k.conname, 'kind', k.contype,
          'definition', pg_get_constraintdef(k.oid)) order by k.contype <> 'p', k.conname)
        from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f', 'x')), '[]') as constraints,
      coalesce((select json_agg(pg_get_indexdef(i.indexrelid) order by i.indexrelid::regclass::text)
        from pg_index i where i.indrelid = c.oid
          and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = c.oid)), '[]')
        as indexes,
      coalesce((select json_agg(pg_get_triggerdef(t.oid) order by t.tgname)
        from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal), '[]') as triggers,
      coalesce((select json_agg(format('grant %s on %I.%I to %s', lower(x.privilege_type), n.nspname, c.relname,
          case x.grantee when 0 then 'public' else x.grantee::regrole::text end)
          order by x.grantee::regrole::text, x.privilege_type)
        from aclexplode(c.relacl) x where x.grantee <> c.relowner), '[]') as grants
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any ($1) and c.relkind in ('r', 'p') and ${counted}
    order by n.nspname, c.relname`,
    [schemas],
  )
  return rows
}

/** Views of these schemas in the order of their making, which is an order they can be made in. */
export async function describeViews(client: ClientBase, schemas: string[]): Promise<View[]> {
  const { rows } = await client.query<View>(
    `select n.nspname as schema, c.relname as name, obj_description(c.oid, 'pg_class') as comment,
      pg_get_viewdef(c.oid, true) as definition, ${columnsOf('c.oid')} as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any ($1) and c.relkind = 'v' order by c.oid`,
    [schemas],
  )
  return rows
}

/** The whole schema as one readable text: `migrations/schema.sql`. */
export async function dumpSchema(client: ClientBase, schemas = ['public', 'app_data']): Promise<string> {
  const tables = await describeTables(client, schemas)
  const views = await describeViews(client, schemas)
  const parts = [
    '-- Made by "npm run schema" from the migrations: what they add up to, to be read. It is not run.',
    ...(await schemaLines(client, schemas)),
    ...tables.map(printTable),
    ...views.map(printView),
    ...(await functionTexts(client, schemas)),
  ]
  return `${parts.join('\n\n')}\n`
}

async function schemaLines(client: ClientBase, schemas: string[]): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `select format('create extension %I;', extname) as line from pg_extension where extname <> 'plpgsql'
     union all
     select format('create schema %I;', nspname)
       || coalesce(format(E'\\ncomment on schema %I is %L;', nspname, obj_description(oid, 'pg_namespace')), '')
     from pg_namespace where nspname = any ($1) and nspname <> 'public' order by 1`,
    [schemas],
  )
  return rows.map(({ line }) => line)
}

async function functionTexts(client: ClientBase, schemas: string[]): Promise<string[]> {
  const { rows } = await client.query<{ text: string; comment: string | null }>(
    `select pg_get_functiondef(p.oid) as text,
       format('comment on function %s is %L;', p.oid::regprocedure, obj_description(p.oid, 'pg_proc')) as comment
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = any ($1) and p.prokind in ('f', 'p')
       and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')
     order by n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)`,
    [schemas],
  )
  return rows.map(({ text, comment }) => `${text.trim()};${comment?.endsWith('is NULL;') ? '' : `\n${comment}`}`)
}

/** A name as SQL takes it: quoted unless it is plain. */
export const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? `"${name}"` : `"${name.replaceAll('"', '""')}"`

const plain = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : quoted(name))
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
const place = ({ schema, name }: { schema: string; name: string }): string =>
  schema === 'public' ? plain(name) : `${plain(schema)}.${plain(name)}`

/** One column as `create table` takes it. */
export function columnText(column: Column, name: (name: string) => string = plain): string {
  const { type, notNull, expression, generated, identity } = column
  const parts = [name(column.name), type]
  if (identity) parts.push(`generated ${identity === 'a' ? 'always' : 'by default'} as identity`)
  if (generated) parts.push(`generated always as (${expression}) ${generated === 'v' ? 'virtual' : 'stored'}`)
  else if (expression) parts.push(`default ${expression}`)
  if (notNull) parts.push('not null')
  return parts.join(' ')
}

function printTable(table: Table): string {
  const lines = [
    ...table.columns.map((column) => columnText(column)),
    ...table.constraints.map(({ name, definition }) => `constraint ${plain(name)} ${definition}`),
  ]
  const statements = [
    `create table ${place(table)} (\n  ${lines.join(',\n  ')}\n)`,
    ...table.indexes,
    ...table.triggers,
    ...table.grants,
    ...comments('table', table),
  ]
  return `${statements.join(';\n')};`
}

const printView = (view: View): string =>
  [`create view ${place(view)} as\n${view.definition.replace(/;$/, '')}`, ...comments('view', view)]
    .join(';\n')
    .concat(';')

function comments(kind: string, thing: Table | View): string[] {
  const own = thing.comment ? [`comment on ${kind} ${place(thing)} is ${text(thing.comment)}`] : []
  const columns = thing.columns.filter((column) => column.comment)
  return [
    ...own,
    ...columns.map(({ name, comment }) => `comment on column ${place(thing)}.${plain(name)} is ${text(comment!)}`),
  ]
}
