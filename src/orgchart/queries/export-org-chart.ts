import { Readable } from 'node:stream'
import { type Download, query } from '../../operations/operation.ts'
import { pathsOf, type TableRow, writeTable } from '../chart-table.ts'
import { type DraftElementShape, exportOrgChartApi } from '../contract-draft.ts'
import { readDraftChart } from '../draft.sql.ts'
import { readOrgChart } from '../org-element.sql.ts'
import { readAddresses } from '../table.sql.ts'

export const exportOrgChart = query({
  name: 'exportOrgChart',
  endpoint: exportOrgChartApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  async run({ db, noteRead }, { of }): Promise<Download> {
    const elements = of === 'draft' ? await readDraftChart(db) : await readOrgChart(db)
    const addresses = await readAddresses(db, of)
    const paths = pathsOf(elements as DraftElementShape[])
    const rows = inOrder(elements as DraftElementShape[]).map(({ id, kind, name, parent }): TableRow => {
      const { lead, members } = addresses.get(id) ?? { lead: null, members: null }
      return { parent: (parent && paths.get(parent)) ?? '', kind, name, lead: lead ?? '', members: members ?? '' }
    })
    noteRead({ kind: 'org_chart', id: null }, { of, rows: rows.length })
    const bytes = Buffer.from(writeTable(rows), 'utf8')
    return {
      stream: Readable.from([bytes]),
      name: 'org-chart.csv',
      mediaType: 'text/csv; charset=utf-8',
      size: bytes.length,
    }
  },
})

/** Parents before children, whatever the draft says; what hangs in a circle comes last. */
function inOrder(elements: readonly DraftElementShape[]): DraftElementShape[] {
  const below = Map.groupBy(elements, ({ parent }) => parent)
  const placed = new Set<DraftElementShape>()
  const place = (element: DraftElementShape): void => {
    if (placed.has(element)) return
    placed.add(element)
    for (const child of below.get(element.id) ?? []) place(child)
  }
  for (const root of below.get(null) ?? []) place(root)
  return [...placed, ...elements.filter((element) => !placed.has(element))]
}
