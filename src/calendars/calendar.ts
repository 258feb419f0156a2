import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { Refusal } from '../base/refusal.ts'
import { dayText, type ExceptionShape, type HoursShape, mostImportedDays } from './contract.ts'
import { hoursFrom, hoursText } from './hours.ts'

export type NewException = { day: string; name: string; hours: HoursShape }

const columns = ['day', 'name', 'hours']

export const exceptionsCsv = (exceptions: ExceptionShape[]): string =>
  stringify(
    exceptions.map(({ day, name, hours }) => [day, guarded(name), hoursText(hours)]),
    { header: true, columns },
  )

/** A name that a spreadsheet would take for a formula is shown as text (CSV injection). */
const guarded = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/** All rows, or a refusal that names the first wrong line. */
export function exceptionsFrom(csv: string): NewException[] {
  const rows = readRows(csv)
  if (rows.length > mostImportedDays)
    throw invalid(`found ${rows.length} days, more than ${mostImportedDays}. Divide the file`)
  const seen = new Set<string>()
  return rows.map((row, at) => {
    const line = at + 2
    const day = dayText.safeParse((row.day ?? '').trim())
    if (!day.success) throw invalid(`line ${line}: expected a day such as 2026-12-25, found “${row.day ?? ''}”`)
    if (seen.has(day.data)) throw invalid(`line ${line}: ${day.data} stands there twice`)
    seen.add(day.data)
    const hours = hoursFrom(row.hours ?? '')
    if (!hours)
      throw invalid(`line ${line}: expected hours such as 09:00-13:00 14:00-18:00, found “${row.hours ?? ''}”`)
    const name = (row.name ?? '').trim()
    if (name.length > 120) throw invalid(`line ${line}: expected a name of at most 120 characters`)
    return { day: day.data, name, hours }
  })
}

function readRows(csv: string): Record<string, string | undefined>[] {
  try {
    return parse(csv, {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      delimiter: [',', ';', '\t'],
      skip_empty_lines: true,
      relax_column_count: true,
    })
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error))
  }
}

const invalid = (found: string): Refusal =>
  new Refusal(
    'unprocessable',
    'calendar.csv_invalid',
    `Expected CSV with the columns day, name and hours, but ${found}. Nothing was imported.`,
    { issues: [{ path: ['csv'], message: found }] },
  )

export const dayHasPassed = (): Refusal =>
  new Refusal(
    'conflict',
    'calendar.day_has_passed',
    'Expected today or a later day, but that day has passed: what was counted by it stays as it is.',
  )
