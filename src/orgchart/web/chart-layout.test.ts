import { describe, expect, test } from 'vitest'
import type { OrgElementId } from '../../base/ids.ts'
import type { OrgElementShape } from '../contract.ts'
import { drawChart, drawList } from './chart-layout.ts'
import { closedAtFirst, growTrees, linesOf, matching } from './chart-tree.ts'

const element = (id: string, parent: string | null, sort = 0): OrgElementShape => ({
  id: id as OrgElementId,
  kind: 'department',
  name: id,
  parent: parent as OrgElementId | null,
  lead: null,
  sort,
  people: 0,
})
const none = new Set<string>()
const company = [
  element('root', null),
  element('a', 'root'),
  element('b', 'root'),
  element('a1', 'a'),
  element('b1', 'b'),
  element('b2', 'b'),
]

/** A company of the size we promise: 5,000 elements, eight below each. */
const large = Array.from({ length: 5000 }, (_, at) =>
  element(String(at), at === 0 ? null : String(Math.floor((at - 1) / 8))),
)

const overlaps = (placed: ReturnType<typeof drawChart>['placed']): number => {
  const sorted = placed.toSorted((p, q) => p.y - q.y || p.x - q.x)
  let count = 0
  sorted.forEach((p, at) => {
    for (const q of sorted.slice(at + 1, at + 400)) {
      if (q.y >= p.y + p.height) break
      if (p.x < q.x + q.width && q.x < p.x + p.width) count += 1
    }
  })
  return count
}

describe('what is drawn', () => {
  test('an element whose parent is gone, and a circle, are not lost', () => {
    const tops = growTrees([element('root', null), element('orphan', 'gone'), element('x', 'y'), element('y', 'x')])
    expect(tops.map((top) => top.element.id)).toEqual(['root', 'orphan', 'x'])
    expect(linesOf(tops, none)).toHaveLength(4)
  })

  test('a parent stands above its children, and no two elements lie over each other', () => {
    const { placed } = drawChart(growTrees(company), none)
    const at = (id: string) => placed.find(({ branch }) => branch.element.id === id)!
    expect(at('root').x).toBeGreaterThan(at('a').x)
    expect(at('root').x).toBeLessThan(at('b').x)
    expect(overlaps(placed)).toBe(0)
  })

  test('a chart of 5,000 elements is placed in the blink of an eye, none over another', () => {
    const tops = growTrees(large)
    const start = performance.now()
    const { placed } = drawChart(tops, none)
    expect(performance.now() - start).toBeLessThan(1000)
    expect(placed).toHaveLength(5000)
    expect(overlaps(placed)).toBe(0)
  })

  test('a closed element hides what is below it, in the chart and in the list', () => {
    const tops = growTrees(company)
    expect(drawChart(tops, new Set(['b'])).placed.map(({ branch }) => branch.element.id)).not.toContain('b1')
    expect(drawList(tops, new Set(['root']), 300).placed).toHaveLength(1)
    expect(closedAtFirst(growTrees(large)).has('0')).toBe(false)
    expect(linesOf(growTrees(large), closedAtFirst(growTrees(large)))).toHaveLength(1 + 8 + 64)
  })

  test('an element is found by its name or its lead, whatever the case', () => {
    const led = {
      ...element('Sales', null),
      lead: { id: 'u' as never, name: 'Sofia Marin', status: 'active' as const },
    }
    expect(matching([led, element('Support', null)], ' SOFIA')).toEqual([led])
    expect(matching([led], '')).toEqual([])
  })
})
