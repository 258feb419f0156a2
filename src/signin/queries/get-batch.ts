import { notFound, Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { query } from '../../operations/operation.ts'
import { type BatchRow, findBatch, listBatches as listRows, listBatchRows as listRowsOf } from '../batch.sql.ts'
import { getBatchApi, listBatchesApi, listBatchRowsApi } from '../batches-contract.ts'

const common = { permission: 'company.administer', target: () => ({}) } as const

const withAbilities = <B extends BatchRow>(batch: B) => ({
  ...batch,
  can: { stop: batch.state === 'running', continue: batch.state === 'stopped' },
})

function readStart<T extends string | number>(after: string | undefined, is: (value: unknown) => value is T) {
  const start = readCursor(after, 1)?.[0]
  if (after === undefined) return undefined
  if (is(start)) return start
  throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
}
const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)
const isNumber = (value: unknown): value is number => Number.isInteger(value)

export const listBatches = query({
  ...common,
  name: 'listBatches',
  endpoint: listBatchesApi,
  async run({ db }, { after, limit }) {
    const rows = await listRows(db, { after: readStart(after, isId), limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { rows: page.map(withAbilities), next: rows.length > limit && last ? cursorOf([last.id]) : null }
  },
})

export const getBatch = query({
  ...common,
  name: 'getBatch',
  endpoint: getBatchApi,
  async run({ db }, { batch: id }) {
    const found = await findBatch(db, id)
    if (!found) throw notFound()
    const { defaults, ...batch } = found
    return { ...withAbilities(batch), groups: defaults.groups ?? [], language: defaults.language ?? null }
  },
})

export const listBatchRows = query({
  ...common,
  name: 'listBatchRows',
  endpoint: listBatchRowsApi,
  async run({ db }, { batch, state, after, limit }) {
    const rows = await listRowsOf(db, batch, { state, after: readStart(after, isNumber), limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? cursorOf([last.id]) : null }
  },
})
