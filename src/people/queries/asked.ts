import { personBehind } from '../../access/actor.ts'
import { visible as visibleBy } from '../../access/decide.ts'
import { Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor, type Page } from '../../base/wire.ts'
import type { QueryContext } from '../../operations/operation.ts'
import { type Sql, sqlState } from '../../sql/database.ts'
import type { Asked } from '../user-columns.sql.ts'

/** The conditions a list of accounts needs: which ones the person sees, and which of them she manages and controls. */
export async function askedBy({ db, actor, visible }: QueryContext & { visible: Sql<boolean> }): Promise<Asked> {
  const [manages, controls] = [await visibleBy(db, actor, 'user.manage'), await visibleBy(db, actor, 'user.control')]
  return { asking: personBehind(actor), visible, manages, controls }
}

export function readStart(after: string | undefined): [string, string] | undefined {
  const start = readCursor(after, 2) as [string, string] | undefined
  if (after && !start) throw badCursor()
  return start
}

const badCursor = () =>
  new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')

/** Reads a page that starts where a cursor says; what the database cannot read of it (22…) is not one of ours. */
export async function fromCursor<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw sqlState(error)?.startsWith('22') ? badCursor() : error
  }
}

/** Cuts the row that was read beyond the page and makes the cursor from the last one within it. */
export function pageOf<Row, Shape>(
  rows: Row[],
  limit: number,
  key: (row: Row) => [string, string],
  shape: (row: Row) => Shape,
): Page<Shape> {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page.map(shape), next: rows.length > limit && last ? cursorOf(key(last)) : null }
}
