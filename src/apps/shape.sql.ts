import { sql } from 'kysely'
import type { AppId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { type Db, type Sql, sqlState } from '../sql/database.ts'
import type { FieldShape } from './contract.ts'
import { titleFieldOf } from './field.ts'
import { type OpenFields, openShape } from './open-shape.ts'

/** What statements on an app's items are made of: its table and its fields, as published at `version`. */
export type Shape = {
  app: AppId
  name: string
  itemName: string
  table: string
  titleField: string | null
  /** Whether each item lies in a folder. */
  hasFolders: boolean
  fields: FieldShape[]
  version: number
  /** Whether it is written down who reads its items. */
  readsAudited: boolean
}

/**
 * Shapes change when somebody publishes, a few times in the life of an app, and are needed at every request. So they
 * are remembered, and nothing depends on the memory being right: each statement made from a shape also reads the
 * version the app has now, and is made again when they differ.
 */
const remembered = new Map<AppId, Shape>()
const mostRemembered = 1000

export async function readShape(db: Db, app: AppId): Promise<Shape | undefined> {
  const { rows } = await sql<Shape>`
    select a.id as app, a.name, a.item_name as "itemName", a.table_name as "table", a.title_field as "titleField",
      a.shape_version as version, a.reads_audited as "readsAudited", exists (select from folders where id = a.id) as "hasFolders",
      (select jsonb_agg(jsonb_build_object('code', f.code, 'name', f.name, 'type', f.type, 'required', f.required) || f.settings
        order by f.sort, f.code) from fields f where f.app_id = a.id and f.removed_at is null) as fields
    from apps a where a.id = ${app} and a.deleted_at is null and a.published_at is not null`.execute(db)
  const shape = rows[0]
  remembered.delete(app)
  if (!shape) return undefined
  if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value!)
  const made = { ...shape, titleField: titleFieldOf(shape.fields, shape.titleField) }
  remembered.set(app, made)
  return made
}

/** The shape an app had at this version, which its caller has just read; it never changes, so memory may answer. */
export async function shapeAt(db: Db, app: AppId, version: number | null): Promise<Shape | undefined> {
  const known = remembered.get(app)
  return known && known.version === version ? known : readShape(db, app)
}

/** The remembered shape, or the one that is there. Undefined: no such app, deleted, or not published yet. */
export const shapeOf = async (db: Db, app: AppId): Promise<Shape | undefined> =>
  remembered.get(app) ?? (await readShape(db, app))

/** To stand in each statement made from a shape: the version its app has in the same snapshot. */
export const versionNow = (app: AppId): Sql<number | null> =>
  sql`(select shape_version from apps where id = ${app} and deleted_at is null)`

/** A table, a column or the type of one is not what the statement was made for. */
const outdatedStates = new Set(['42703', '42P01', '0A000'])
export const isOutdated = (error: unknown): boolean => outdatedStates.has(sqlState(error) ?? '')

type WithVersion = { shapeVersion: number | null }

/**
 * Reads rows by a statement made from the app's shape, again with the present one if the shape had changed. Each row
 * carries `shapeVersion` (see `versionNow`). `open` leaves out the fields the reader may not know. Undefined when there is no such app or it is not published.
 */
export async function readByShape<Row extends WithVersion>(
  db: Db,
  app: AppId,
  read: (shape: Shape) => Promise<Row[]>,
  open: OpenFields = null,
): Promise<{ shape: Shape; rows: Row[] } | undefined> {
  let shape = await shapeOf(db, app)
  for (let attempt = 1; shape && attempt <= 3; attempt += 1) {
    const used: Shape = openShape(shape, open)
    const outcome = await read(used).then(
      (rows) => ({ rows }),
      (error: unknown) => ({ error }),
    )
    if ('rows' in outcome && outcome.rows[0]?.shapeVersion === used.version) return { shape: used, rows: outcome.rows }
    // No row tells nothing about the version, nor does a refusal of a field that may be new: the app is asked.
    if ('error' in outcome && !isOutdated(outcome.error) && !(outcome.error instanceof Refusal)) throw outcome.error
    shape = await readShape(db, app)
    if (shape?.version !== used.version) continue
    if ('error' in outcome) throw outcome.error
    return { shape: used, rows: outcome.rows }
  }
  return undefined
}

/** For commands: a statement of theirs found another shape, so the transaction is run again from its beginning. */
export function shapeChanged(app: AppId): Error {
  remembered.delete(app)
  return Object.assign(new Error('The app was published meanwhile'), { code: '40001' })
}

/** The shape a command writes by. */
export async function shapeToWrite(db: Db, app: AppId): Promise<Shape> {
  const shape = await shapeOf(db, app)
  if (shape) return shape
  throw new Refusal(
    'conflict',
    'app.not_published',
    'Expected a published app, but the fields of this one have not been published yet. Publish them in its settings.',
  )
}
