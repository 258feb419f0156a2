import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { personBehind } from '../../access/actor.ts'
import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import type { Db } from '../../sql/database.ts'
import { type AuditEventShape, type AuditFilters, downloadAuditExportApi } from '../contract.ts'
import { asShape, idsIn, whole } from '../event-shape.ts'
import { listEvents, namesOf } from '../event.sql.ts'
import { findExport } from '../export.sql.ts'

const rowsAtOnce = 1000

/** Page after page, each a statement of its own: a slow reader holds no transaction. Rows are never changed meanwhile. */
async function* events(db: Db, asked: AuditFilters): AsyncGenerator<AuditEventShape> {
  let after: [string, string] | undefined
  do {
    const rows = await listEvents(db, { ...whole(asked), after, limit: rowsAtOnce })
    const names = await namesOf(db, idsIn(rows))
    for (const row of rows) yield asShape(row, names)
    const last = rows.at(-1)
    after = rows.length === rowsAtOnce && last ? [last.at_exactly, last.id] : undefined
  } while (after)
}

const columns = [
  'at',
  'who',
  'whoId',
  'onBehalfOf',
  'what',
  'outcome',
  'code',
  'kind',
  'thing',
  'thingId',
  'facts',
  'changes',
  'address',
  'request',
  'id',
]

const asCells = (event: AuditEventShape): (string | null)[] => [
  event.at.toISOString(),
  event.actor.name ?? event.actor.kind,
  event.actor.id,
  event.onBehalfOf?.name ?? null,
  event.operation,
  event.outcome,
  event.code,
  event.resource?.kind ?? null,
  event.resource?.name ?? null,
  event.resource?.id ?? null,
  event.facts.map(({ name, value }) => `${name}: ${value}`).join('; '),
  event.changes.map(({ name, before, after }) => `${name}: ${before ?? '–'} → ${after ?? '–'}`).join('; '),
  event.address,
  event.requestId,
  event.id,
]

/** A cell that a table program would take for a formula begins with an apostrophe (AT-135). */
export const asText = (cell: string | null): string => (cell && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : (cell ?? ''))

async function* csvRows(rows: AsyncGenerator<AuditEventShape>): AsyncGenerator<string[]> {
  yield columns
  for await (const event of rows) yield asCells(event).map(asText)
}

async function* jsonLines(rows: AsyncGenerator<AuditEventShape>): AsyncGenerator<string> {
  for await (const event of rows) yield `${JSON.stringify(event)}\n`
}

export const downloadAuditExport = query({
  name: 'downloadAuditExport',
  endpoint: downloadAuditExportApi,
  permission: 'company.audit',
  target: () => ({}),
  async run({ db, actor }, { export: id }) {
    const person = personBehind(actor)
    const found = person && (await findExport(db, id, person))
    if (!found) throw notFound()
    const { asked, format, upTo } = found
    const rows = events(db, { ...asked, to: asked.to && asked.to < upTo ? asked.to : upTo })
    const day = upTo.slice(0, 10)
    if (format === 'json')
      return { stream: Readable.from(jsonLines(rows)), name: `audit-${day}.jsonl`, mediaType: 'application/x-ndjson' }
    const table = stringify({ bom: true, record_delimiter: 'windows' })
    const lines = Readable.from(csvRows(rows))
    lines.on('error', (error) => table.destroy(error))
    return { stream: lines.pipe(table), name: `audit-${day}.csv`, mediaType: 'text/csv; charset=utf-8' }
  },
})
