import type { Scope } from '../../access/decide.ts'
import type { InputOf } from '../../base/endpoint.ts'
import type { AppId } from '../../base/ids.ts'
import { notFound } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { listing, type QueryContext } from '../../operations/operation.ts'
import { itemHistoryApi, itemHistoryOnPortalApi } from '../contract-items.ts'
import { inWords } from '../item-changes.ts'
import { personOf } from '../item-columns.ts'
import { type ChangeRow, fieldsEver, listChanges, readNames } from '../item-history.sql.ts'
import { openOnly } from '../open-shape.ts'
import { badCursor } from '../item-sort.ts'
import { readByShape } from '../shape.sql.ts'

async function run(
  { db, actor, visible, fields: open, noteRead }: QueryContext & Scope,
  { app, item, after, limit }: InputOf<typeof itemHistoryApi>,
) {
  const [below] = readCursor(after, 1) ?? []
  if (after !== undefined && (typeof below !== 'number' || !Number.isSafeInteger(below))) throw badCursor()
  const span = { below: below as number | undefined, limit: limit + 1 }
  const found = await readByShape(db, app, (shape) => listChanges(db, shape, visible, item, span))
  if (!found || found.rows.length === 0) throw notFound()
  if (found.shape.readsAudited) noteRead({ kind: 'item', id: item }, { app })
  const rows = found.rows.filter((row): row is ChangeRow & { shapeVersion: number | null } => row.id !== null)
  const page = rows.slice(0, limit)
  const fields = openOnly(await fieldsEver(db, app), open)
  const names = await readNames(
    db,
    fields,
    page.map(({ changes }) => changes),
  )
  const isOutsider = actor.kind === 'user' && actor.userKind === 'external'
  return {
    rows: page.map(({ id, at, kind, byId, byName, byProcess, changes }) => ({
      id,
      at,
      kind,
      by: personOf(isOutsider && actor.id !== byId ? null : byId, byName),
      byProcess,
      changes: inWords(fields, changes, names),
    })),
    next: rows.length > limit ? cursorOf([page.at(-1)!.version]) : null,
  }
}

const common = { permission: 'item.view', within: ({ app }: { app: AppId }) => ({ app }), run } as const

export const itemHistory = listing({ ...common, name: 'itemHistory', endpoint: itemHistoryApi })
export const itemHistoryOnPortal = listing({
  ...common,
  name: 'itemHistoryOnPortal',
  endpoint: itemHistoryOnPortalApi,
})
