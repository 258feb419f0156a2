import { Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { listing } from '../../operations/operation.ts'
import { listInstancesApi } from '../contract-instances.ts'
import { listInstanceRows } from '../instance.sql.ts'

export const listInstances = listing({
  name: 'listInstances',
  endpoint: listInstancesApi,
  permission: 'instance.view',
  within: () => ({}),
  async run({ db, visible }, { after, limit, ...by }) {
    const start = readCursor(after, 2) as [string, string] | undefined
    if (after && !start)
      throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
    const rows = await listInstanceRows(db, visible, { ...by, after: start, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? cursorOf([last.startedAt, last.id]) : null }
  },
})
