import { Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { query } from '../../operations/operation.ts'
import { listMailsApi } from '../contract.ts'
import { asShape } from '../mail-shape.ts'
import { listMails as listMailRows } from '../mail.sql.ts'

export const listMails = query({
  name: 'listMails',
  endpoint: listMailsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db }, { search, state, after, limit }) {
    const start = readCursor(after, 2) as [string, string] | undefined
    if (after && !start)
      throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
    const rows = await listMailRows(db, { search, state, after: start, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map(asShape),
      next: rows.length > limit && last ? cursorOf([last.created_exactly, last.id]) : null,
    }
  },
})
