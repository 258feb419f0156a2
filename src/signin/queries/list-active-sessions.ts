import { Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { query } from '../../operations/operation.ts'
import { countActiveSessions, listActiveSessions as listActiveRows } from '../active-sessions.sql.ts'
import { listActiveSessionsApi } from '../accounts-contract.ts'

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)

export const listActiveSessions = query({
  name: 'listActiveSessions',
  endpoint: listActiveSessionsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db, actor }, { after, limit, ...wanted }) {
    const start = readCursor(after, 1)?.[0]
    if (after && !isId(start))
      throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
    const page = { after: isId(start) ? start : undefined, limit: limit + 1 }
    const rows = await listActiveRows(db, { search: wanted.search, kind: wanted.kind }, page)
    const total = await countActiveSessions(db, { search: wanted.search, kind: wanted.kind })
    const mine = actor.kind === 'user' ? actor.session : null
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      rows: shown.map((row) => ({ ...row, isThis: row.id === mine })),
      next: rows.length > limit && last ? cursorOf([last.id]) : null,
      total,
    }
  },
})
