import { type Actor, personBehind } from '../../access/actor.ts'
import { require, type Scope } from '../../access/decide.ts'
import type { InputOf } from '../../base/endpoint.ts'
import type { AppId } from '../../base/ids.ts'
import { listing, type QueryContext } from '../../operations/operation.ts'
import type { Db, Sql } from '../../sql/database.ts'
import type { FieldShape } from '../contract.ts'
import { countItemsApi, countItemsOnPortalApi, listItemsApi, listItemsOnPortalApi } from '../contract-items.ts'
import { foldersSeen, liesIn } from '../folder.sql.ts'
import { itemOf } from '../item-columns.ts'
import { columnNamed, condition, searchCondition } from '../item-filter.ts'
import { cursorAt, sortOf } from '../item-sort.ts'
import { countItems as countRows, listItems as listRows } from '../item.sql.ts'
import { readByShape, type Shape } from '../shape.sql.ts'

type Context = QueryContext & Scope
type Narrowing = Omit<InputOf<typeof countItemsApi>, 'app'>

const conditionsOf = (
  actor: Actor,
  shape: Shape,
  { filter, search }: Pick<Narrowing, 'filter' | 'search'>,
  place: Sql<boolean>[],
): Sql<boolean>[] => {
  const asked = { shape, person: personBehind(actor) }
  return [...place, ...filter.map((one) => condition(asked, one)), ...(search ? [searchCondition(shape, search)] : [])]
}

/** The folder is asked first: one that is not seen is not there, whatever lies in it (AT-063). */
const placeOf = async (db: Db, actor: Actor, app: AppId, { folder, subfolders }: Narrowing): Promise<Sql<boolean>[]> =>
  folder ? [liesIn(app, await foldersSeen(db, actor, app, folder, subfolders === 'with'))] : []

function chosenFields(shape: Shape, names: string | undefined): readonly FieldShape[] {
  if (names === undefined) return shape.fields
  const chosen = new Set(names.split(',').filter(Boolean))
  for (const name of chosen) columnNamed(shape, name)
  return shape.fields.filter(({ code }) => chosen.has(code))
}

/**
 * Rows prove that the app may be seen. Without any, or with a refusal about its fields, the app itself is asked first:
 * an app one may not see is "not found", and tells nothing about its fields (AT-020).
 */
async function orNotFound<T>(
  db: Db,
  actor: Actor,
  app: AppId,
  isProof: (found: T) => boolean,
  read: () => Promise<T>,
): Promise<T> {
  const seen = () => require(db, actor, 'app.view', { kind: 'app', id: app })
  const found = await read().catch(async (error: unknown) => {
    await seen()
    throw error
  })
  if (!isProof(found)) await seen()
  return found
}

async function list(
  { db, actor, noteRead, ...scope }: Context,
  { app, sort, fields, after, limit, ...narrowing }: InputOf<typeof listItemsApi>,
) {
  const place = await placeOf(db, actor, app, narrowing)
  const { filter, search } = narrowing
  // A statement for some folders is not worth remembering.
  const key = place.length > 0 ? {} : { key: JSON.stringify([filter, search, sort, fields, after, limit]) }
  const read = () =>
    readByShape(
      db,
      app,
      (shape) =>
        listRows(db, actor, shape, {
          scope,
          conditions: conditionsOf(actor, shape, narrowing, place),
          sort: sortOf(shape, sort),
          after,
          limit: limit + 1,
          fields: chosenFields(shape, fields),
          ...key,
        }),
      scope.fields,
    )
  const found = await orNotFound(db, actor, app, (given) => (given?.rows.length ?? 0) > 0, read)
  if (!found) return { rows: [], next: null }
  const { shape, rows } = found
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const shown = chosenFields(shape, fields)
  if (shape.readsAudited && last) noteRead({ kind: 'app', id: app }, { items: page.map(({ id }) => id) })
  return {
    rows: page.map((row) => itemOf(row, shown)),
    next: rows.length > limit && last ? cursorAt(sortOf(shape, sort), last) : null,
  }
}

async function count({ db, actor, visible, fields }: Context, { app, ...narrowing }: InputOf<typeof countItemsApi>) {
  const place = await placeOf(db, actor, app, narrowing)
  const read = () =>
    readByShape(db, app, (shape) => countRows(db, shape, visible, conditionsOf(actor, shape, narrowing, place)), fields)
  const found = await orNotFound(db, actor, app, (given) => (given?.rows[0]?.count ?? 0) > 0, read)
  return { count: found?.rows[0]?.count ?? 0 }
}

const common = { permission: 'item.view', within: ({ app }: { app: AppId }) => ({ app }) } as const

const isProof = ({ rows }: { rows: readonly unknown[] }) => rows.length > 0

export const listItems = listing({ ...common, name: 'listItems', endpoint: listItemsApi, run: list, isProof })
export const listItemsOnPortal = listing({
  ...common,
  name: 'listItemsOnPortal',
  endpoint: listItemsOnPortalApi,
  run: list,
  isProof,
})
export const countItems = listing({ ...common, name: 'countItems', endpoint: countItemsApi, run: count })
export const countItemsOnPortal = listing({
  ...common,
  name: 'countItemsOnPortal',
  endpoint: countItemsOnPortalApi,
  run: count,
})
