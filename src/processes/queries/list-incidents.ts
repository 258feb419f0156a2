import { Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { listing } from '../../operations/operation.ts'
import { listIncidentsApi } from '../contract-instances.ts'
import { definitionOf } from '../definitions.ts'
import { listOpenIncidents } from '../instance.sql.ts'

export const listIncidents = listing({
  name: 'listIncidents',
  endpoint: listIncidentsApi,
  permission: 'instance.manage',
  within: () => ({}),
  async run({ db, visible }, { after, limit }) {
    const start = readCursor(after, 3) as [string, string, number] | undefined
    if (after && !start)
      throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
    const found = await listOpenIncidents(db, visible, { after: start, limit: limit + 1 })
    const rows = []
    for (const { version, ...row } of found.slice(0, limit)) {
      const { elements } = await definitionOf(db, version)
      rows.push({ ...row, elementName: elements[row.element]?.name ?? null })
    }
    const last = rows.at(-1)
    const next = found.length > limit && last ? cursorOf([last.raisedAt, last.instance.id, last.key]) : null
    return { rows, next }
  },
})
