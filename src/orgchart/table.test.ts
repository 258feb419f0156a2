import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { openDrawing } from '../../test/cast/drawing.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { newId } from '../base/ids.ts'
import { readTable, writeTable } from './chart-table.ts'
import { importOrgChart } from './commands/import-org-chart.ts'
import { exportOrgChart } from './queries/export-org-chart.ts'
import { getOrgDifference } from './queries/get-org-difference.ts'
import { getOrgDraft } from './queries/get-org-draft.ts'

const world = await makeWorld()
const [adam, igor] = await Promise.all([world.as('adam'), world.as('igor')])
const { edit, put, published, fresh } = openDrawing(world, adam)

const head = 'parent,kind,name,lead,members\n'
const send = async (csv: string, more: { replace?: boolean; apply?: boolean } = { apply: true }) => {
  const { draft } = await adam.run(getOrgDraft, {})
  return adam.run(importOrgChart, { version: draft?.version ?? null, csv, ...more })
}
const exported = async (of: 'published' | 'draft' = 'published') =>
  text((await adam.download(exportOrgChart, { of })).stream)

describe('a chart as a table', () => {
  test('what is written is read again, and changes nothing', async () => {
    await fresh()
    const csv = await exported()
    expect(csv).toContain(
      'Larkfield Instruments / Support department,employee_group,First line,,kevin@larkfield.example; lena@larkfield.example',
    )
    expect(await send(csv)).toMatchObject({ rows: 7, errorCount: 0, added: 0, changed: 0, removed: 0 })
    expect(
      (await adam.run(getOrgDifference, {})).changes.filter(({ before, after }) => before?.lead !== after?.lead),
    ).toEqual([])
  })

  test('no cell becomes a formula of the spreadsheet that opens it, and comes back as it was (AT-135)', async () => {
    await fresh()
    const evil = ['=1+1', '+1', '-1', '@SUM(1)', '\tx', '=HYPERLINK("http://evil.example")']
    const rows = evil.map((name) => ({ parent: '', kind: 'position', name, lead: '', members: '' }))
    const csv = writeTable(rows)
    for (const line of csv.split('\r\n').slice(1, -1)) expect(line.split(',')[2]).toMatch(/^"?'/)
    expect(readTable(csv).map(({ name }) => name.trim())).toEqual(evil.map((name) => name.trim()))
  })

  test('a name with a slash, a quote and a line break comes back as it was', async () => {
    await fresh()
    const name = 'R&D / "Lab" \\ 7'
    const id = newId<'org_element'>()
    await edit(
      put({ id, kind: 'department', name, parent: await published('Sales') }),
      put({ id: newId(), kind: 'position', name: 'Chemist', parent: id }),
    )
    expect(await send(await exported('draft'), {})).toMatchObject({ rows: 9, errorCount: 0, added: 0, changed: 0 })
  })
})

describe('an import', () => {
  test('adds and changes, keeps the ids of what stays, and says beforehand what it would do', async () => {
    await fresh()
    const sales = await published('Sales')
    const csv = `${head}Larkfield Instruments,department,sales,KEVIN@larkfield.example.,\nLarkfield Instruments / Sales,employee_group,Inside sales,,igor@larkfield.example;lena@larkfield.example\n`
    expect(await send(csv, {})).toMatchObject({ errorCount: 0, added: 1, changed: 1, removed: 0 })
    expect((await adam.run(getOrgDraft, {})).draft).toBeNull()
    await send(csv)
    const { elements } = await adam.run(getOrgDraft, {})
    expect(elements.find(({ id }) => id === sales)).toMatchObject({ name: 'sales', lead: { name: 'Kevin Hale' } })
    expect(elements.find(({ name }) => name === 'Inside sales')).toMatchObject({ parent: sales, people: 2 })
  })

  test('that replaces takes out what does not stand in it', async () => {
    await fresh()
    const csv = `${head},department,Larkfield Instruments,vera@larkfield.example,\nLarkfield Instruments,department,Sales,,\n`
    expect(await send(csv, { replace: true, apply: true })).toMatchObject({ added: 0, removed: 5 })
    expect((await adam.run(getOrgDraft, {})).elements.map(({ name }) => name)).toEqual([
      'Larkfield Instruments',
      'Sales',
    ])
  })

  test('names every cell it cannot take, and then takes nothing (AT-104)', async () => {
    await fresh()
    const csv = `${head}Nowhere,department,Lost,,
Larkfield Instruments,castle,Keep,,
Larkfield Instruments,position,,nobody@larkfield.example,
Larkfield Instruments,position,Twice,dana@brightwater.example,kevin@larkfield.example
Larkfield Instruments,position,TWICE,,
Larkfield Instruments,employee_group,Led,kevin@larkfield.example,
,department,Second top,,
`
    const { errors, errorCount } = await send(csv, {})
    expect(errorCount).toBe(errors.length)
    expect(errors.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '2 parent',
      '3 kind',
      '4 name',
      '4 lead',
      '5 lead',
      '5 members',
      '6 name',
      '7 lead',
      '8 parent',
    ])
    expect((await refusalOf(send(csv))).code).toBe('org_import.has_errors')
    expect((await adam.run(getOrgDraft, {})).draft).toBeNull()
  })

  test.each([
    ['nothing', '', /no row/],
    ['only a head', head, /no row/],
    ['other columns', 'a,b\n1,2\n', /parent, kind, name is missing/],
    ['another encoding', `${head}\uFFFD\uFFFD,department,x,,\n`, /UTF-8/],
    ['bytes', `${head}\u0000,department,x,,\n`, /UTF-8/],
    ['an open quote', `${head}"never closed,department,x,,\n`, /but/],
    ['rows of different length', `${head}a,b,c,d,e,f,g\n`, /but/],
  ])('of %s is refused with a sentence', async (_, csv, sentence) => {
    const refusal = await refusalOf(send(csv))
    expect(refusal).toMatchObject({ kind: 'unprocessable', code: 'org_import.unreadable' })
    expect(refusal.message).toMatch(sentence)
  })

  test('of too many rows is refused before any is looked at', async () => {
    const csv = head + Array.from({ length: 20_001 }, (_, at) => `,position,P${at},,`).join('\n')
    expect((await refusalOf(send(csv))).code).toBe('org_import.too_many_rows')
  })

  test('by somebody who may not draw is refused, and so is the table', async () => {
    expect((await refusalOf(igor.run(importOrgChart, { version: null, csv: head }))).kind).toBe('forbidden')
    expect((await refusalOf(igor.download(exportOrgChart, {}) as never)).kind).toBe('forbidden')
  })
})
