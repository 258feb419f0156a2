import { expect, test } from 'vitest'
import type { OrgElementId } from '../../base/ids.ts'
import { drawChart } from './chart-layout.ts'
import { pictureOf } from './chart-picture.ts'
import { growTrees } from './chart-tree.ts'
import { pdfOfPicture } from './pdf-of-picture.ts'

const words = {
  title: 'Larkfield & Sons',
  vacant: 'Vacant',
  headless: 'Without a head',
  people: (n: number) => `people: ${n}`,
}
const element = (name: string, parent: string | null) => ({
  id: name as OrgElementId,
  kind: 'department' as const,
  name,
  parent: parent as OrgElementId | null,
  lead: null,
  sort: 0,
  people: 3,
})

test('a name cannot become markup of the picture, whatever it is', () => {
  const evil = '<script>alert("1")</script>'
  const { svg } = pictureOf(drawChart(growTrees([element(evil, null)]), new Set()), words)
  expect(svg).not.toContain('<script')
  expect(svg).toContain('&#60;script')
  expect(svg).toContain('Larkfield &#38; Sons')
  expect(svg).toContain('Without a head · ')
})

test('the PDF says truly where each of its objects begins', async () => {
  const bytes = new Uint8Array(
    await pdfOfPicture(
      new Uint8Array([1, 2, 3, 255]),
      { width: 2, height: 2 },
      { width: 400, height: 200 },
    ).arrayBuffer(),
  )
  const text = new TextDecoder('latin1').decode(bytes)
  const start = Number(/startxref\n(\d+)/.exec(text)![1])
  expect(text.slice(start, start + 4)).toBe('xref')
  const places = [...text.slice(start).matchAll(/(\d{10}) 00000 n/g)].map(([, place]) => Number(place))
  places.forEach((place, at) => expect(text.slice(place, place + 7)).toBe(`${at + 1} 0 obj`))
  expect(text).toContain('/MediaBox [0 0 300 150]')
})
