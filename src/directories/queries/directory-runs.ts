import { notFound } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { query } from '../../operations/operation.ts'
import { getDirectoryRunApi, listDirectoryRunRowsApi, listDirectoryRunsApi } from '../contract-runs.ts'
import { allCounts, findRun, listRunRows, listRuns } from '../run.sql.ts'

const own = { permission: 'company.administer', target: () => ({}) } as const

export const listDirectoryRuns = query({
  ...own,
  name: 'listDirectoryRuns',
  endpoint: listDirectoryRunsApi,
  async run({ db }, { directory, after, limit }) {
    const [last] = readCursor(after, 1) ?? []
    const rows = await listRuns(db, directory, { after: typeof last === 'string' ? last : undefined, limit: limit + 1 })
    const page = rows.slice(0, limit)
    return { rows: page, next: rows.length > limit ? cursorOf([page.at(-1)!.id]) : null }
  },
})

export const getDirectoryRun = query({
  ...own,
  name: 'getDirectoryRun',
  endpoint: getDirectoryRunApi,
  async run({ db }, { run: id }) {
    const run = await findRun(db, id)
    if (!run) throw notFound()
    return { ...run, counts: allCounts(run.counts) }
  },
})

export const listDirectoryRunRows = query({
  ...own,
  name: 'listDirectoryRunRows',
  endpoint: listDirectoryRunRowsApi,
  async run({ db }, { run, deed, state, after, limit }) {
    const [last] = readCursor(after, 1) ?? []
    const asked = { deed, state, after: typeof last === 'number' ? last : -1, limit: limit + 1 }
    const rows = await listRunRows(db, run, asked)
    const page = rows.slice(0, limit)
    return { rows: page, next: rows.length > limit ? cursorOf([page.at(-1)!.id]) : null }
  },
})
