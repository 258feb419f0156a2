import { parse } from 'csv-parse'
import ExcelJS from 'exceljs'
import { Refusal } from '../base/refusal.ts'
import { batchLimit } from './batches-contract.ts'
import type { Encoding } from './import-fields.ts'
import { limitUnpacked } from './unpacked.ts'

/** One row of a file as a spreadsheet counts it, and its cells as text. */
export type TableRow = { number: number; cells: string[] }

/** Characters of a cell that are kept; a person's name or address is far shorter. */
const longestCell = 2000
const mostColumns = 60

const refuse = (code: string, message: string) => new Refusal('unprocessable', code, message)

/** Rows of a CSV or an Excel file, one after the other, so that a large one is never in memory whole. */
export async function* readTable(content: NodeJS.ReadableStream, encoding: Encoding): AsyncGenerator<TableRow> {
  const [head, all] = await peek(content)
  let rows = 0
  for await (const row of isZip(head) ? readWorkbook(all) : readCsv(all, head, encoding)) {
    if (row.cells.length > mostColumns)
      throw refuse('import.too_many_columns', `Expected at most ${mostColumns} columns, found ${row.cells.length}.`)
    // The first row holds the names.
    if (++rows > batchLimit + 1) {
      throw refuse(
        'import.too_many_rows',
        `Expected at most ${batchLimit} people in one file, but there are more. Divide the file and import its parts.`,
      )
    }
    yield { number: row.number, cells: row.cells.map(readCell) }
  }
  if (rows === 0)
    throw refuse('import.empty', 'Expected a table with names of columns in its first row, but the file is empty.')
}

/** An apostrophe before a sign that begins a formula is how spreadsheets and our own files say “text”. */
const readCell = (cell: string): string =>
  cell
    .trim()
    .replace(/^'(?=[=+\-@])/, '')
    .slice(0, longestCell)

const isZip = (head: Buffer): boolean => head.subarray(0, 2).toString('latin1') === 'PK'

/** The first piece of a stream, and the stream from its beginning. */
async function peek(content: NodeJS.ReadableStream): Promise<[Buffer, AsyncIterable<Buffer>]> {
  const pieces = (content as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  const first = await pieces.next()
  const head = first.done ? Buffer.alloc(0) : Buffer.from(first.value)
  return [
    head,
    (async function* () {
      if (head.length > 0) yield head
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield Buffer.from(next.value)
    })(),
  ]
}

const marks: [string, string][] = [
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
]

function decoderFor(head: Buffer, encoding: Encoding) {
  const mark = head.subarray(0, 2).toString('hex')
  const marked = marks.find(([bytes]) => bytes === mark)?.[1]
  return new TextDecoder(marked ?? (encoding === 'auto' ? 'utf-8' : encoding), { fatal: true })
}

/** Text of the bytes; what does not fit the encoding is refused with its line, never replaced by question marks. */
async function* decoded(bytes: AsyncIterable<Buffer>, decoder: ReturnType<typeof decoderFor>): AsyncGenerator<string> {
  let line = 1
  const decode = (piece?: Buffer): string => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
    } catch {
      throw refuse(
        'import.broken_encoding',
        `Expected text in ${decoder.encoding.toUpperCase()}, but near line ${line} there are bytes that are none. Save the file as “CSV UTF-8”, or choose its encoding when importing it.`,
      )
    }
  }
  for await (const piece of bytes) {
    const text = decode(piece)
    yield text
    line += text.split('\n').length - 1
  }
  yield decode()
}

/** The sign that divides the first line most often: commas, semicolons (Excel in much of Europe), tabs. */
function delimiterOf(text: string): string {
  const line = text.split(/\r?\n/, 1)[0] ?? ''
  const counted = [',', ';', '\t'].map((sign) => [sign, line.split(sign).length] as const)
  return counted.toSorted((a, b) => b[1] - a[1])[0]![0]
}

async function* readCsv(bytes: AsyncIterable<Buffer>, head: Buffer, encoding: Encoding): AsyncGenerator<TableRow> {
  const decoder = decoderFor(head, encoding)
  const start = new TextDecoder(decoder.encoding).decode(head)
  const parser = parse({
    delimiter: delimiterOf(start),
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 200_000,
    info: true,
  })
  const fed = feed(parser, decoded(bytes, decoder))
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { number: info.lines, cells: record }
    await fed
  } catch (error) {
    await fed
    if (error instanceof Refusal || !(error instanceof Error) || !('code' in error)) throw error
    const line = 'lines' in error ? ` near line ${String(error.lines)}` : ''
    throw refuse(
      'import.not_a_table',
      `Expected a table as CSV, but${line} it is not one: a quotation mark is not closed, or a row is too long.`,
    )
  } finally {
    parser.destroy()
  }
}

/** Writes as fast as is read. A refusal of the text ends the parser with it. */
async function feed(parser: ReturnType<typeof parse>, text: AsyncIterable<string>): Promise<void> {
  try {
    for await (const piece of text) {
      if (parser.destroyed) return
      if (!parser.write(piece))
        await new Promise<void>((resolve) => {
          parser.once('drain', resolve)
          parser.once('close', resolve)
        })
    }
    parser.end()
  } catch (error) {
    parser.destroy(error as Error)
  }
}

async function* readWorkbook(bytes: AsyncIterable<Buffer>): AsyncGenerator<TableRow> {
  const { Readable } = await import('node:stream')
  const limited = limitUnpacked(bytes)
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from(limited.bytes), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  })
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) {
        const cells = Array.from({ length: Math.min(row.cellCount, mostColumns + 1) }, (_, at) =>
          textOf(row.getCell(at + 1).value),
        )
        if (cells.some((cell) => cell.trim() !== '')) yield { number: row.number, cells }
      }
      // One sheet is one table; the others are notes.
      break
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    const refusal = limited.refused()
    if (refusal) throw refusal
    throw refuse(
      'import.not_a_table',
      'Expected an Excel workbook (.xlsx) or a CSV file, but this one cannot be read. Save it anew, or as “CSV UTF-8”.',
    )
  }
  const refusal = limited.refused()
  if (refusal) throw refusal
}

/** What a cell shows. A formula counts for its result; a date for its day. */
function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('result' in value) return textOf(value.result as ExcelJS.CellValue)
  if ('text' in value) return textOf(value.text as ExcelJS.CellValue)
  return ''
}
