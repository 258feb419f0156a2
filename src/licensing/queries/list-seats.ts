import { Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { query } from '../../operations/operation.ts'
import { listSeatsApi } from '../contract.ts'
import { listSeats as listSeatRows } from '../seat.sql.ts'

const isId = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)

export const listSeats = query({
  name: 'listSeats',
  endpoint: listSeatsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db }, { kind, history, search, after, limit }) {
    const start = readCursor(after, 1) as [string] | undefined
    if (after && !isId(start?.[0]))
      throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
    const rows = await listSeatRows(db, { kind, history: history === 'yes', search, after: start, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? cursorOf([last.id]) : null }
  },
})
