import { Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { listing } from '../../operations/operation.ts'
import { listProcessesApi } from '../contract.ts'
import { listProcessRows } from '../process.sql.ts'

export const listProcesses = listing({
  name: 'listProcesses',
  endpoint: listProcessesApi,
  permission: 'process.view',
  within: () => ({}),
  async run({ db, actor, visible }, { workspace, search, after, limit }) {
    const start = readCursor(after, 2) as [string, string] | undefined
    if (after && !start)
      throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
    const rows = await listProcessRows(db, { actor, visible, workspace, search, after: start, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const next = rows.length > limit && last ? cursorOf([last.name.toLowerCase(), last.id]) : null
    return { rows: page, next }
  },
})
