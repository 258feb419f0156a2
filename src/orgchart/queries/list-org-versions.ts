import { notFound, Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { query } from '../../operations/operation.ts'
import { getOrgVersionApi, listOrgVersionsApi } from '../contract-draft.ts'
import { describeVersion, listVersions } from '../version.sql.ts'

export const listOrgVersions = query({
  name: 'listOrgVersions',
  endpoint: listOrgVersionsApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  async run({ db }, { after, limit }) {
    const start = readCursor(after, 1)
    if (after && typeof start?.[0] !== 'number')
      throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
    const rows = await listVersions(db, start ? Number(start[0]) : null, limit + 1)
    const page = rows.slice(0, limit)
    return { rows: page, next: rows.length > limit ? cursorOf([page.at(-1)!.number]) : null }
  },
})

export const getOrgVersion = query({
  name: 'getOrgVersion',
  endpoint: getOrgVersionApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  async run({ db }, { number }) {
    const found = await describeVersion(db, number)
    if (found.total === 0) throw notFound()
    return found
  },
})
