import { sql } from 'kysely'
import { Refusal } from '../base/refusal.ts'
import { type Db, type Sql, sqlState, type Tx } from '../sql/database.ts'
import type { App } from './app.ts'
import type { FieldShape } from './contract.ts'
import { columnTypes } from './field.ts'
import type { Holdings } from './plan.ts'

/**
 * Identifiers made from data. Everything that ends up here was checked by the contract and by the database; this is
 * the third time, because a name that is not one would be SQL.
 */
function checked(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`Expected an identifier, found ${JSON.stringify(name)}`)
  return name
}
export const tableOf = (table: string): Sql => sql.id('app_data', checked(table))
export const columnOf = (code: string): Sql => sql.id(checked(`f_${code}`))
export const targetColumn = (code: string): Sql => sql.id('target', checked(`f_${code}`))
const indexOf = (table: string, code: string): Sql => sql.id(checked(`i_${table.slice(-8)}_${code}`))
const optionCheck = (code: string): Sql => sql.id(checked(`options_${code}`))

export async function makeTable(tx: Tx, { id, name }: App, table: string, fields: FieldShape[]): Promise<void> {
  await sql`create table ${tableOf(table)} (
    id uuid primary key,
    app_id uuid not null default ${sql.lit(id)} references apps (id),
    version integer not null default 1,
    created_by uuid references users (id),
    created_at timestamptz not null default now(),
    updated_by uuid references users (id),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    by_process_id uuid)`.execute(tx)
  await sql`comment on table ${tableOf(table)} is ${sql.lit(`Items of the app “${name}”`)}`.execute(tx)
  await sql`comment on column ${sql.id('app_data', checked(table), 'app_id')} is 'The same in every row: the key by which a cluster can spread the tables'`.execute(
    tx,
  )
  await sql`create index ${indexOf(table, 'created')} on ${tableOf(table)} (created_at desc, id desc) where deleted_at is null`.execute(
    tx,
  )
  await sql`create index ${indexOf(table, 'author')} on ${tableOf(table)} (created_by, created_at desc, id desc) where deleted_at is null`.execute(
    tx,
  )
  for (const field of fields) await addColumn(tx, table, field)
}

export async function addColumn(tx: Tx, table: string, field: FieldShape): Promise<void> {
  const type = sql.raw(columnTypes[field.type])
  const reference = field.type === 'user' ? sql`references users (id)` : sql``
  await sql`alter table ${tableOf(table)} add column ${columnOf(field.code)} ${type} ${reference}`.execute(tx)
  await describeColumn(tx, table, field)
  if (field.options) await setOptions(tx, table, field)
  const index = indexed(field)
  if (index) {
    await sql`create index ${indexOf(table, `f_${field.code}`)} on ${tableOf(table)} (${index}) where deleted_at is null`.execute(
      tx,
    )
  }
}

/**
 * What lists are filtered and sorted by. Options and people are asked for by value, in the order of the list; lines,
 * numbers and days are walked in their own order. Long texts and files have none.
 */
function indexed({ type, code }: FieldShape): Sql | null {
  if (type === 'category' || type === 'status' || type === 'user')
    return sql`${columnOf(code)}, created_at desc, id desc`
  if (type === 'string') return sql`lower(${columnOf(code)}), id`
  if (type === 'number' || type === 'date') return sql`${columnOf(code)}, id`
  return null
}

export async function describeColumn(tx: Tx, table: string, field: FieldShape): Promise<void> {
  const column = sql.id('app_data', checked(table), checked(`f_${field.code}`))
  await sql`comment on column ${column} is ${sql.lit(`${field.name} (${field.type})`)}`.execute(tx)
}

export async function setOptions(tx: Tx, table: string, field: FieldShape): Promise<void> {
  const codes = (field.options ?? []).map(({ code }) => sql.lit(checked(code)))
  await sql`alter table ${tableOf(table)} drop constraint if exists ${optionCheck(field.code)}`.execute(tx)
  await sql`alter table ${tableOf(table)} add constraint ${optionCheck(field.code)}
    check (${columnOf(field.code)} in (${sql.join(codes)}))`.execute(tx)
}

export async function dropColumn(tx: Tx, table: string, field: FieldShape): Promise<void> {
  await sql`alter table ${tableOf(table)} drop column ${columnOf(field.code)}`.execute(tx)
}

const lockTries = 3

/**
 * Takes the table for changing it. Whoever reads it now is waited for two seconds at a time, so that a long report
 * does not hold up everybody who comes after us in the queue for the lock.
 */
export async function lockTable(tx: Tx, table: string): Promise<void> {
  await sql`set local lock_timeout = '2s'`.execute(tx)
  for (let attempt = 1; ; attempt += 1) {
    await sql`savepoint before_lock`.execute(tx)
    try {
      await sql`lock table ${tableOf(table)} in access exclusive mode`.execute(tx)
      return
    } catch (error) {
      await sql`rollback to savepoint before_lock`.execute(tx)
      if (sqlState(error) !== '55P03') throw error
      if (attempt < lockTries) continue
      throw new Refusal(
        'unavailable',
        'app.busy',
        'The items are being worked on right now, so the table could not be changed. Nothing was changed; try again in a minute.',
        {},
        30,
      )
    }
  }
}

/** Counts what the fields hold; deleted items count too, because they can come back. */
export async function countHoldings(db: Db, table: string, fields: FieldShape[]): Promise<Holdings> {
  const filled = fields.map(
    ({
      code,
      type,
    }) => sql`count(*) filter (where ${type === 'file' ? sql`cardinality(${columnOf(code)}) > 0` : sql`${columnOf(code)} is not null`})
      as ${sql.id(checked(`f_${code}`))}`,
  )
  const counts = await sql<Record<string, number>>`
    select ${sql.join([sql`count(*) as items`, ...filled])} from ${tableOf(table)}`.execute(db)
  const { items = 0, ...perField } = counts.rows[0]!
  const options: Holdings['options'] = {}
  for (const { code } of fields.filter((field) => field.options)) {
    const found = await sql<{ option: string; count: number }>`select ${columnOf(code)} as option, count(*) as count
      from ${tableOf(table)} where ${columnOf(code)} is not null group by 1`.execute(db)
    options[code] = Object.fromEntries(found.rows.map(({ option, count }) => [option, count]))
  }
  return { items, filled: Object.fromEntries(fields.map(({ code }) => [code, perField[`f_${code}`] ?? 0])), options }
}
