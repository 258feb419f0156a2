import { Refusal } from '../base/refusal.ts'
import { cursorOf, type Page, readCursor } from '../base/wire.ts'

type Key = (string | number | null)[]

/** Where a page begins; a cursor that is not one of this list is refused. */
export function cursorAt<K extends Key>(after: string | undefined, length: K['length']): K | undefined {
  const start = readCursor(after, length) as K | undefined
  if (after && !start)
    throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
  return start
}

/** A page out of rows of which one more was asked for. */
export function pageBy<Row>(rows: Row[], limit: number, keyOf: (row: Row) => Key): Page<Row> {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last ? cursorOf(keyOf(last)) : null }
}
