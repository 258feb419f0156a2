import { Refusal } from '../../base/refusal.ts'
import { cursorOf, type Page, readCursor } from '../../base/wire.ts'

/** One page of rows that were read one more than asked for, in the order of their beginning. */
export function pageByStart<Row extends { id: string; startsAt: string }>(rows: Row[], limit: number): Page<Row> {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last ? cursorOf([last.startsAt, last.id]) : null }
}

export function startAfter(after: string | undefined): [string, string] | undefined {
  const start = readCursor(after, 2) as [string, string] | undefined
  if (after && !start)
    throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
  return start
}
