import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { newId, type OrgElementId, type UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { canonicalEmail } from '../base/text.ts'
import { elementKinds, elementNameLimit } from './contract.ts'
import type { DraftElementShape, OrgEdit } from './contract-draft.ts'

/** The chart as a table: a row an element, parents before children, places named by their way from the top. */
export const tableColumns = ['parent', 'kind', 'name', 'lead', 'members'] as const
type Column = (typeof tableColumns)[number]
export type TableRow = Record<Column, string>
export type CellError = { row: number; column: string; message: string }

const mostRows = 20_000
const parting = ' / '

/** A name with a slash in it must not look like two. */
const step = (name: string): string => name.trim().replaceAll('\\', '\\\\').replaceAll('/', '\\/')
const keyOf = (path: string): string => path.trim().toLowerCase()

/** `escape_formulas` puts a ' before =, +, -, @, tab and return, so that a spreadsheet runs nothing (AT-135). */
export const writeTable = (rows: readonly TableRow[]): string =>
  `\uFEFF${stringify([...rows], { header: true, columns: [...tableColumns], escape_formulas: true, record_delimiter: '\r\n' })}`

export function readTable(csv: string): TableRow[] {
  if (csv.includes('\uFFFD') || csv.includes('\u0000'))
    throw unreadable('it holds signs that are no text. Save it as UTF-8')
  const delimiter = /^[^\n]*;/.test(csv) && !/^[^\n]*,/.test(csv) ? ';' : ','
  let rows: Record<string, string>[]
  try {
    rows = parse(csv, {
      bom: true,
      delimiter,
      columns: (head: string[]) => head.map((name) => name.trim().toLowerCase()),
      skip_empty_lines: true,
      trim: true,
      to: mostRows + 1,
    })
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : 'it is no table')
  }
  if (rows.length > mostRows)
    throw new Refusal(
      'unprocessable',
      'org_import.too_many_rows',
      `Expected at most ${mostRows} rows, but the table has more.`,
    )
  const missing = ['parent', 'kind', 'name'].filter((column) => rows.length > 0 && !(column in rows[0]!))
  if (rows.length === 0) throw unreadable('there is no row below the names of the columns')
  if (missing.length > 0) throw unreadable(`the column ${missing.join(', ')} is missing`)
  return rows.map(
    (row) => Object.fromEntries(tableColumns.map((column) => [column, unescaped(row[column] ?? '')])) as TableRow,
  )
}

/** Takes back what `writeTable` put before a cell. */
const unescaped = (cell: string): string => (/^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? cell.slice(1) : cell)

const unreadable = (why: string): Refusal =>
  new Refusal(
    'unprocessable',
    'org_import.unreadable',
    `Expected a table in CSV with the columns ${tableColumns.join(', ')}, but ${why}.`,
  )

/** E-mail addresses of a cell, in the form accounts are told apart by. */
export const emailsIn = (cell: string): string[] =>
  cell
    .split(/[;,\s]+/)
    .filter(Boolean)
    .map(canonicalEmail)

type Members = ReadonlyMap<OrgElementId, ReadonlySet<UserId>>
export type Known = { elements: readonly DraftElementShape[]; members: Members; people: ReadonlyMap<string, UserId> }
export type Reading = { edits: OrgEdit[]; errors: CellError[]; added: number; changed: number; removed: number }

/** Where every element stands, by its way from the top. */
export function pathsOf(elements: readonly DraftElementShape[]): Map<OrgElementId, string> {
  const known = new Map(elements.map((element) => [element.id, element]))
  const paths = new Map<OrgElementId, string>()
  const pathOf = (id: OrgElementId, height = 0): string => {
    const found = paths.get(id)
    if (found !== undefined) return found
    const element = known.get(id)!
    const above =
      element.parent && known.has(element.parent) && height < 200
        ? `${pathOf(element.parent, height + 1)}${parting}`
        : ''
    const path = above + step(element.name)
    paths.set(id, path)
    return path
  }
  for (const { id } of elements) pathOf(id)
  return paths
}

type Wrong = (column: Column, message: string) => void
type Table = {
  rows: readonly TableRow[]
  paths: string[]
  ids: ReadonlyMap<string, OrgElementId>
  /** In which row each way stands first. */
  first: ReadonlyMap<string, number>
  known: Known
  replace: boolean
}

/** What the table would change: elements are found by their way from the top, so those that stay keep their ids. */
export function readChanges(rows: readonly TableRow[], known: Known, replace: boolean): Reading {
  const ways = pathsOf(known.elements)
  const before = new Map(known.elements.map((element) => [keyOf(ways.get(element.id)!), element]))
  const ids = new Map([...before].map(([path, { id }]) => [path, id]))
  const paths = rows.map(({ parent, name }) => keyOf(parent ? `${parent}${parting}${step(name)}` : step(name)))
  for (const path of paths) if (!ids.has(path)) ids.set(path, newId<'org_element'>())
  const first = new Map(paths.map((path, at) => [path, at] as const).toReversed())
  const table = { rows, paths, ids, first, known, replace }
  const reading: Reading = { edits: [], errors: [], added: 0, changed: 0, removed: 0 }
  rows.forEach((row, at) => {
    const element = before.get(paths[at]!)
    const wrong: Wrong = (column, message) => void reading.errors.push({ row: at + 2, column, message })
    checkRow(table, at, element, wrong)
    const people = readPeople(row, kindOf(row), known.people, wrong)
    const edits = editsOf(table, at, element, people)
    reading.edits.push(...edits)
    if (!element) reading.added += 1
    else if (edits.some((edit) => edit.do !== 'put' || isOther(element, edit))) reading.changed += 1
  })
  if (replace) {
    const stays = new Set(paths)
    const gone = known.elements.filter(({ id }) => !stays.has(keyOf(ways.get(id)!)))
    reading.removed = gone.length
    reading.edits.push(...gone.map(({ id }) => ({ do: 'remove' as const, id })))
  }
  return reading
}

const kindOf = ({ kind }: TableRow) => kind.toLowerCase().replaceAll(' ', '_') as DraftElementShape['kind']

function checkRow(
  { rows, paths, ids, first, replace }: Table,
  at: number,
  before: DraftElementShape | undefined,
  wrong: Wrong,
): void {
  const { name, parent, kind } = rows[at]!
  if (name === '') wrong('name', 'Expected a name.')
  if (name.length > elementNameLimit) wrong('name', `Expected at most ${elementNameLimit} characters.`)
  if (!elementKinds.includes(kindOf(rows[at]!))) wrong('kind', `Expected ${elementKinds.join(', ')}, found “${kind}”.`)
  else if (before && before.kind !== kindOf(rows[at]!))
    wrong('kind', `“${name}” is there already and is of another kind.`)
  if (first.get(paths[at]!) !== at) wrong('name', `“${name}” stands twice below the same parent.`)
  const isKnown = replace ? first.has(keyOf(parent)) : ids.has(keyOf(parent))
  if (parent !== '' && !isKnown) wrong('parent', `There is no “${parent}”, neither in the table nor in the chart.`)
  if (parent === '' && before?.parent !== null && at > 0)
    wrong('parent', 'Only the first row stands at the top; name what this one stands below.')
}

type People = { lead: UserId | null; members: UserId[] }
type Put = Extract<OrgEdit, { do: 'put' }>

const isOther = (element: DraftElementShape, put: Put): boolean =>
  element.name !== put.name || (element.lead?.id ?? null) !== put.lead

/** The order of the rows is the order of the chart only where the table is the whole chart. */
function editsOf(
  { rows, paths, ids, known, replace }: Table,
  at: number,
  before: DraftElementShape | undefined,
  people: People,
): OrgEdit[] {
  const { name, parent } = rows[at]!
  const id = ids.get(paths[at]!)!
  const above = parent === '' ? null : ids.get(keyOf(parent))
  if (above === undefined) return []
  const sort = before && !replace ? before.sort : at
  const put: Put = { do: 'put', id, kind: kindOf(rows[at]!), name, parent: above, lead: people.lead, sort }
  const members = known.members.get(id) ?? new Set()
  const joins = people.members.filter((user) => !members.has(user))
  const leaves = [...members].filter((user) => !people.members.includes(user))
  return [
    ...(!before || replace || isOther(before, put) ? [put] : []),
    ...joins.map((user): OrgEdit => ({ do: 'join', id, user })),
    ...leaves.map((user): OrgEdit => ({ do: 'leave', id, user })),
  ]
}

function readPeople(row: TableRow, kind: DraftElementShape['kind'], people: Known['people'], wrong: Wrong): People {
  const find = (column: Column) =>
    emailsIn(row[column]).flatMap((email) => {
      const user = people.get(email)
      if (!user) wrong(column, `No employee has the e-mail “${email}”.`)
      return user ?? []
    })
  const leads = find('lead')
  const members = [...new Set(find('members'))]
  if (leads.length > 1) wrong('lead', 'Expected one address: there is one head or holder.')
  if (kind === 'employee_group' && row.lead !== '') wrong('lead', 'Expected nothing: an employee group has no lead.')
  if (kind === 'position' && row.members !== '')
    wrong('members', 'Expected nothing: a position has one holder and no people beside.')
  return { lead: leads[0] ?? null, members }
}
