import type { BatchId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Blobs } from '../../blobs/blobs.ts'
import { changed } from '../../operations/changed.ts'
import { type Db, transaction, type Tx } from '../../sql/database.ts'
import { checkRow, guessMapping, type Issue } from '../import-row.ts'
import {
  type Import,
  insertRows,
  lockImport,
  markChecked,
  markFileRefused,
  markRead,
  readKnown,
  readRows,
  saveChecked,
  takenEmails,
} from '../import.sql.ts'
import { readTable, type TableRow } from '../import-table.ts'

const rowsAtOnce = 1000

type Around = { db: Db; blobs: Blobs }

/**
 * The part of an import before anybody is invited: reads the file, guesses what its columns are, checks each row. Each
 * step is one transaction, so that a file is there whole or not at all.
 *
 * @returns whether there was such a step to do
 */
export async function prepareImport(around: Around, id: BatchId): Promise<boolean> {
  let isStep = false
  try {
    isStep = await transaction(around.db, async (tx) => {
      const batch = await lockImport(tx, id)
      if (batch?.state === 'reading') await readFile(tx, around.blobs, batch)
      if (batch?.state !== 'reading' && batch?.state !== 'checking') return false
      await checkRows(tx, id)
      return true
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await transaction(around.db, (tx) => markFileRefused(tx, id, error.code, error.message))
    isStep = true
  }
  if (isStep) await transaction(around.db, (tx) => changed(tx, { topics: ['batches'], employees: true }))
  return isStep
}

async function readFile(tx: Tx, blobs: Blobs, { id, key, encoding }: Import): Promise<void> {
  const content = await blobs.get(key)
  if (!content) {
    throw new Refusal('unprocessable', 'import.file_gone', 'The uploaded file is not there any more. Upload it again.')
  }
  let columns: string[] | undefined
  let waiting: TableRow[] = []
  for await (const row of readTable(content.stream, encoding)) {
    if (!columns) {
      columns = row.cells
      continue
    }
    waiting.push(row)
    if (waiting.length < rowsAtOnce) continue
    await insertRows(tx, id, waiting)
    waiting = []
  }
  await insertRows(tx, id, waiting)
  await markRead(tx, id, { columns: columns!, mapping: guessMapping(columns!) })
}

/** Reads each row by the mapping; addresses are compared in their canonical form, with accounts and with one another (AT-104). */
async function checkRows(tx: Tx, id: BatchId): Promise<void> {
  const { mapping, defaults } = (await lockImport(tx, id))!
  const known = await readKnown(tx)
  const firstRowOf = new Map<string, number>()
  let last = 0
  for (;;) {
    const rows = await readRows(tx, id, last, rowsAtOnce)
    if (rows.length === 0) break
    last = rows.at(-1)!.number
    const checked = rows.map((row) => ({ number: row.number, ...checkRow(row.cells, mapping ?? [], known, defaults) }))
    const taken = await takenEmails(
      tx,
      checked.flatMap(({ email }) => email ?? []),
    )
    for (const row of checked) {
      const issue = emailIssue(row.email, taken, firstRowOf)
      if (issue) row.issues.push(issue)
      else if (row.email) firstRowOf.set(row.email, row.number)
    }
    await saveChecked(tx, id, checked)
  }
  await markChecked(tx, id)
}

function emailIssue(email: string | null, taken: Set<string>, firstRowOf: Map<string, number>): Issue | undefined {
  if (email === null) return undefined
  if (taken.has(email)) return { field: 'email', message: 'Another account has this address.' }
  const first = firstRowOf.get(email)
  return first === undefined ? undefined : { field: 'email', message: `Row ${first} has the same address.` }
}
