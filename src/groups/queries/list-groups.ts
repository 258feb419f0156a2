import { Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { listing } from '../../operations/operation.ts'
import { listGroupsApi } from '../contract.ts'
import { listGroups as listGroupRows } from '../group.sql.ts'
import { withAbilities } from '../abilities.ts'

export const listGroups = listing({
  name: 'listGroups',
  endpoint: listGroupsApi,
  permission: 'group.view',
  within: () => ({}),
  async run({ db, visible }, { search, after, limit }) {
    const start = readCursor(after, 2) as [string, string] | undefined
    if (after && !start)
      throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
    const rows = await listGroupRows(db, visible, { search, after: start, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map(withAbilities),
      next: rows.length > limit && last ? cursorOf([last.name.toLowerCase(), last.id]) : null,
    }
  },
})
