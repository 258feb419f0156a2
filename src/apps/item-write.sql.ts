import { sql } from 'kysely'
import { type Actor, personBehind } from '../access/actor.ts'
import { type FileId, type FolderId, type ItemId, newId, type UserId } from '../base/ids.ts'
import { notFound } from '../base/refusal.ts'
import { changed } from '../operations/changed.ts'
import type { Sql, Tx } from '../sql/database.ts'
import type { FieldShape } from './contract.ts'
import { storedColumns } from './item-columns.ts'
import type { StoredValue, StoredValues } from './item-values.ts'
import { isOutdated, type Shape, shapeChanged, versionNow } from './shape.sql.ts'
import { columnOf, tableOf } from './table.sql.ts'

export type ItemChanges = Record<string, { from: StoredValue; to: StoredValue }>

type Written = { items: number; attached: number; version: number | null; shapeVersion: number | null }

const processOf = (actor: Actor): string | null => (actor.kind === 'process' ? actor.id : null)

function param({ type }: FieldShape, value: StoredValue): Sql {
  switch (type) {
    case 'number':
      return sql`${value}::numeric`
    case 'yes_no':
      return sql`${value}::boolean`
    case 'date':
      return sql`${value}::date`
    case 'user':
      return sql`${value}::uuid`
    case 'file':
      return sql`${value}::uuid[]`
    default:
      return sql`${value}::text`
  }
}

/** Own loose uploads become files of the item. Where fewer are found than named, the whole deed is undone (AT-091). */
const attach = (shape: Shape, item: ItemId, actor: Actor, values: StoredValues, files: readonly FileId[]): Sql =>
  sql`update files set app_id = ${shape.app}, item_id = ${item}, attached_at = now(),
      field_code = case ${sql.join(
        shape.fields
          .filter(({ type, code }) => type === 'file' && values[code])
          .map(({ code }) => sql`when files.id = any(${values[code]}::uuid[]) then ${code}`),
        sql` `,
      )} end
    where files.id = any(${files}::uuid[]) and uploaded_by = ${personBehind(actor)} and app_id is null and deleted_at is null returning 1`

const nothing = sql`select 1 where false`

/** Whom the fields name stands beside the author, so that rows for a field reach them (access.md §2). */
const naming = (shape: Shape, item: ItemId, values: StoredValues, from: Sql): Sql => {
  const named = shape.fields.filter(({ type, code }) => type === 'user' && values[code])
  if (named.length === 0) return sql``
  const rows = named.map(({ code }) => sql`(${values[code]}::uuid, ${`field:${code}`})`)
  return sql`, named as (
      insert into item_access (app_id, item_id, principal_id, via)
      select ${shape.app}, ${item}, n.person, n.via from ${from}, (values ${sql.join(rows)}) n (person, via)
      on conflict do nothing
    )`
}

/** The folder is in the same app, or the row is refused; without one the item lies in the root. */
const lying = ({ app, hasFolders }: Shape, item: ItemId, folder: FolderId | null): Sql =>
  hasFolders
    ? sql`, lying as (
      insert into item_folders (app_id, item_id, folder_id) select ${app}, ${item}, ${folder ?? app} from made
    )`
    : sql``

/** And whom they named before stands there no more. */
const unnaming = (shape: Shape, item: ItemId, changes: ItemChanges): Sql => {
  const gone = shape.fields.filter(({ type, code }) => type === 'user' && changes[code]?.from)
  if (gone.length === 0) return sql``
  const rows = gone.map(({ code }) => sql`(${changes[code]!.from}::uuid, ${`field:${code}`})`)
  return sql`, unnamed as (
      delete from item_access a using (values ${sql.join(rows)}) n (person, via)
      where a.app_id = ${shape.app} and a.item_id = ${item} and a.principal_id = n.person and a.via = n.via
    )`
}

const tell = (tx: Tx, shape: Shape, item: ItemId, author: UserId | null): Promise<void> =>
  changed(tx, { topics: [`app:${shape.app}`, `item:${item}`], employees: true, users: [author] })

async function perform(tx: Tx, shape: Shape, statement: Sql<Written>, files: readonly FileId[]): Promise<Written> {
  const { rows } = await statement.execute(tx).catch((error: unknown) => {
    throw isOutdated(error) ? shapeChanged(shape.app) : error
  })
  const written = rows[0]!
  if (written.shapeVersion !== shape.version) throw shapeChanged(shape.app)
  if (written.attached !== files.length) throw notFound()
  return written
}

/**
 * Makes an item with everything that belongs to it, in one statement: the row, its author for access, its history, its
 * files. Measured against the same as three statements: two round trips less of 60–80 µs of this process's time each.
 */
export async function insertItem(
  tx: Tx,
  shape: Shape,
  actor: Actor,
  item: ItemId,
  values: StoredValues,
  files: readonly FileId[],
  folder: FolderId | null = null,
): Promise<void> {
  const person = personBehind(actor)
  const filled = shape.fields.filter(({ code }) => values[code] !== null && values[code] !== undefined)
  const first = Object.fromEntries(filled.map(({ code }) => [code, { from: null, to: values[code] }]))
  const columns = filled.map(({ code }) => sql`, ${columnOf(code)}`)
  const given = filled.map((field) => sql`, ${param(field, values[field.code]!)}`)
  const statement = sql<Written>`
    with made as (
      insert into ${tableOf(shape.table)} (id, app_id, created_by, updated_by, by_process_id${sql.join(columns, sql``)})
      select ${item}::uuid, ${shape.app}::uuid, ${person}::uuid, ${person}::uuid, ${processOf(actor)}::uuid${sql.join(given, sql``)}
      where ${versionNow(shape.app)} = ${shape.version} returning 1
    ), author as (
      insert into item_access (app_id, item_id, principal_id, via)
      select ${shape.app}, ${item}, ${person}::uuid, 'author' from made where ${person !== null}
    )${naming(shape, item, values, sql`made`)}${lying(shape, item, folder)}, history as (
      insert into item_changes (id, app_id, item_id, by_user_id, by_process_id, kind, version, changes)
      select ${newId()}, ${shape.app}, ${item}, ${person}::uuid, ${processOf(actor)}::uuid, 'created', 1, ${JSON.stringify(first)}::jsonb from made
    ), attached as (${files.length > 0 ? attach(shape, item, actor, values, files) : nothing})
    select (select count(*) from made) as items, (select count(*) from attached) as attached, 1 as version,
      ${versionNow(shape.app)} as "shapeVersion"`
  await perform(tx, shape, statement, files)
  await tell(tx, shape, item, person)
}

export type CurrentItem = { id: ItemId; version: number; author: UserId | null; values: StoredValues }

/** Takes the rows of these items for writing, in one order for everybody; those that are not there are left out. */
export async function lockItems(
  tx: Tx,
  shape: Shape,
  items: readonly ItemId[],
  state: 'present' | 'deleted' = 'present',
): Promise<CurrentItem[]> {
  type Row = { id: ItemId; version: number; author: UserId | null; shapeVersion: number | null } & Record<
    string,
    StoredValue
  >
  const columns = [
    sql`id, version, created_by as author, ${versionNow(shape.app)} as "shapeVersion"`,
    ...storedColumns(shape.fields),
  ]
  const { rows } = await sql<Row>`
    select ${sql.join(columns)} from ${tableOf(shape.table)} target where id = any(${items}::uuid[])
      and ${state === 'present' ? sql`deleted_at is null` : sql`deleted_at is not null`} order by id for update`
    .execute(tx)
    .catch((error: unknown) => {
      throw isOutdated(error) ? shapeChanged(shape.app) : error
    })
  if (rows[0] && rows[0].shapeVersion !== shape.version) throw shapeChanged(shape.app)
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    author: row.author,
    values: Object.fromEntries(shape.fields.map(({ code }) => [code, row[`f_${code}`] ?? null])),
  }))
}

export type Change = {
  before: CurrentItem
  changes: ItemChanges
  attached: readonly FileId[]
  detached: readonly FileId[]
}

/** Writes what changed in one item: the row, its history, its files. */
export async function saveItem(tx: Tx, shape: Shape, actor: Actor, change: Change): Promise<number> {
  const { before, changes, attached, detached } = change
  const person = personBehind(actor)
  const values = Object.fromEntries(Object.entries(changes).map(([code, { to }]) => [code, to]))
  const sets = shape.fields
    .filter(({ code }) => changes[code])
    .map((field) => sql`, ${columnOf(field.code)} = ${param(field, changes[field.code]!.to)}`)
  const statement = sql<Written>`
    with saved as (
      update ${tableOf(shape.table)} set version = version + 1, updated_at = now(), updated_by = ${person}::uuid,
        by_process_id = ${processOf(actor)}::uuid${sql.join(sets, sql``)}
      where id = ${before.id} returning version
    )${unnaming(shape, before.id, changes)}${naming(shape, before.id, values, sql`saved`)}, history as (
      insert into item_changes (id, app_id, item_id, by_user_id, by_process_id, kind, version, changes)
      select ${newId()}, ${shape.app}, ${before.id}, ${person}::uuid, ${processOf(actor)}::uuid, 'edited', saved.version,
        ${JSON.stringify(changes)}::jsonb from saved
    ), detached as (
      update files set deleted_at = now() where ${detached.length > 0} and id = any(${detached}::uuid[])
    ), attached as (${attached.length > 0 ? attach(shape, before.id, actor, values, attached) : nothing})
    select (select count(*) from saved) as items, (select count(*) from attached) as attached, (select version from saved) as version,
      ${versionNow(shape.app)} as "shapeVersion"`
  const written = await perform(tx, shape, statement, attached)
  await tell(tx, shape, before.id, before.author)
  return written.version!
}

/** Its files go and come back with it; those that were taken out before stay out, because their time differs. */
export async function saveDeletion(
  tx: Tx,
  shape: Shape,
  actor: Actor,
  item: CurrentItem,
  kind: 'deleted' | 'restored',
): Promise<void> {
  const person = personBehind(actor)
  const files =
    kind === 'deleted'
      ? sql`update files set deleted_at = now() where app_id = ${shape.app} and item_id = ${item.id} and deleted_at is null`
      : sql`update files set deleted_at = null where app_id = ${shape.app} and item_id = ${item.id}
          and deleted_at = (select deleted_at from ${tableOf(shape.table)} where id = ${item.id})`
  await sql`
    with files_too as (${files}), saved as (
      update ${tableOf(shape.table)} set version = version + 1, updated_at = now(), updated_by = ${person}::uuid,
        by_process_id = ${processOf(actor)}::uuid, deleted_at = ${kind === 'deleted' ? sql`now()` : sql`null`}
      where id = ${item.id} returning version
    ), history as (
      insert into item_changes (id, app_id, item_id, by_user_id, by_process_id, kind, version)
      select ${newId()}, ${shape.app}, ${item.id}, ${person}::uuid, ${processOf(actor)}::uuid, ${kind}, saved.version from saved)
    select 1`.execute(tx)
  await tell(tx, shape, item.id, item.author)
}
