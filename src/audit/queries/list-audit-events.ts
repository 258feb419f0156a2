import { Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { query } from '../../operations/operation.ts'
import { listAuditEventsApi } from '../contract.ts'
import { asShape, idsIn, whole } from '../event-shape.ts'
import { listEvents, namesOf } from '../event.sql.ts'

export const listAuditEvents = query({
  name: 'listAuditEvents',
  endpoint: listAuditEventsApi,
  permission: 'company.audit',
  target: () => ({}),
  async run({ db }, { after, limit, ...asked }) {
    const start = readCursor(after, 2) as [string, string] | undefined
    if (after && !start)
      throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
    const rows = await listEvents(db, { ...whole(asked), after: start, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const names = await namesOf(db, idsIn(page))
    return {
      rows: page.map((row) => asShape(row, names)),
      next: rows.length > limit && last ? cursorOf([last.at_exactly, last.id]) : null,
    }
  },
})
