import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import ExcelJS from 'exceljs'
import { notFound } from '../../base/refusal.ts'
import { type Download, query } from '../../operations/operation.ts'
import { findBatch, listLeftOver } from '../batch.sql.ts'
import { getImportTemplateApi, getLeftOverApi } from '../batches-contract.ts'

const common = { permission: 'company.administer', target: () => ({}) } as const

const download = (name: string, mediaType: string, bytes: Buffer): Download => ({
  stream: Readable.from([bytes]),
  name,
  mediaType,
  size: bytes.length,
})

/** With the mark by which Excel knows UTF-8, and signs that begin a formula made text. */
const csv = (rows: string[][]): Buffer => Buffer.from(stringify(rows, { bom: true, escape_formulas: true }))

const table = [
  [
    'Full name',
    'E-mail',
    'Hire date',
    'Mobile',
    'Work phone',
    'Birth date',
    'Time zone',
    'Language',
    'Position',
    'Groups',
  ],
  [
    'Ada Lovelace',
    'ada@example.com',
    '2026-12-01',
    '+44 20 7946 0001',
    '12-34',
    '1990-05-17',
    'Europe/London',
    'en',
    '',
    '',
  ],
]

export const getImportTemplate = query({
  ...common,
  name: 'getImportTemplate',
  endpoint: getImportTemplateApi,
  async run(_, { format }) {
    if (format === 'csv') return download('people.csv', 'text/csv', csv(table))
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('People')
    sheet.addRows(table)
    sheet.getRow(1).font = { bold: true }
    sheet.columns.forEach((column) => (column.width = 20))
    const bytes = Buffer.from(await workbook.xlsx.writeBuffer())
    return download('people.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes)
  },
})

export const getLeftOver = query({
  ...common,
  name: 'getLeftOver',
  endpoint: getLeftOverApi,
  async run({ db, noteRead }, { batch: id }) {
    const batch = await findBatch(db, id)
    if (!batch) throw notFound()
    const width = batch.columns?.length ?? 1
    const rows = await listLeftOver(db, id)
    const written = rows.map(({ label, cells, reason }) => [
      ...Array.from({ length: width }, (_, at) => (cells ?? [label])[at] ?? ''),
      reason,
    ])
    noteRead({ kind: 'company', id: null }, { batch: id, rows: rows.length })
    return download('left-over.csv', 'text/csv', csv([[...(batch.columns ?? ['Full name']), 'Reason'], ...written]))
  },
})
