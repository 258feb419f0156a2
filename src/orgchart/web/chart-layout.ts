import type { OrgElementShape } from '../contract.ts'
import { type Branch, type Line, linesOf } from './chart-tree.ts'

export const card = { width: 208, height: 68 }
const gap = { across: 20, down: 36, stacked: 12, indent: 28 }
const row = { height: 44, indent: 22 }

export type Placed<E extends OrgElementShape> = Line<E> & { x: number; y: number; width: number; height: number }
export type Edge = { id: string; path: string }
export type Layout<E extends OrgElementShape> = { placed: Placed<E>[]; edges: Edge[]; width: number; height: number }

/** Children without children of their own stand below each other, so that a wide company stays on the screen. */
const isStacked = (children: readonly Branch[], closed: ReadonlySet<string>): boolean =>
  children.length > 1 && children.every(({ element, children: below }) => below.length === 0 || closed.has(element.id))

/**
 * Places every visible element: parents centred above their children, each as wide as what stands below it. One walk down
 * for the widths and one for the places; 5,000 elements take some milliseconds.
 */
export function drawChart<E extends OrgElementShape>(
  branches: readonly Branch<E>[],
  closed: ReadonlySet<string>,
): Layout<E> {
  const lines = new Map(linesOf(branches, closed).map((line) => [line.branch.element.id, line]))
  const widths = new Map<string, number>()
  const visible = (branch: Branch<E>) => (closed.has(branch.element.id) ? [] : branch.children)
  const measure = (branch: Branch<E>): number => {
    const children = visible(branch)
    const below = isStacked(children, closed)
      ? card.width + gap.indent
      : children.reduce((sum, child) => sum + measure(child) + gap.across, -gap.across)
    const width = Math.max(card.width, children.length === 0 ? 0 : below)
    widths.set(branch.element.id, width)
    return width
  }
  const placed: Placed<E>[] = []
  const edges: Edge[] = []
  let height = 0
  const put = (branch: Branch<E>, x: number, y: number): void => {
    placed.push({ ...lines.get(branch.element.id)!, x, y, ...card })
    height = Math.max(height, y + card.height)
  }
  /** Gives where the element's middle came to stand. */
  const place = (branch: Branch<E>, left: number, y: number): number => {
    const children = visible(branch)
    const width = widths.get(branch.element.id)!
    const x = isStacked(children, closed) ? left : left + (width - card.width) / 2
    put(branch, x, y)
    const from = { x: x + card.width / 2, y: y + card.height }
    if (isStacked(children, closed)) {
      const rail = x + gap.indent / 2
      children.forEach((child, at) => {
        const top = from.y + gap.stacked + at * (card.height + gap.stacked)
        put(child, x + gap.indent, top)
        edges.push({ id: child.element.id, path: `M${rail} ${from.y}V${top + card.height / 2}H${x + gap.indent}` })
      })
      return from.x
    }
    const total = children.reduce((sum, child) => sum + widths.get(child.element.id)! + gap.across, -gap.across)
    let at = left + (width - total) / 2
    for (const child of children) {
      const own = widths.get(child.element.id)!
      const middle = place(child, at, from.y + gap.down)
      edges.push({ id: child.element.id, path: elbow(from, { x: middle, y: from.y + gap.down }) })
      at += own + gap.across
    }
    return from.x
  }
  let left = 0
  for (const branch of branches) {
    const width = measure(branch)
    place(branch, left, 0)
    left += width + gap.across * 2
  }
  return { placed, edges, width: Math.max(left - gap.across * 2, card.width), height }
}

const elbow = (from: { x: number; y: number }, to: { x: number; y: number }): string =>
  `M${from.x} ${from.y}V${from.y + gap.down / 2}H${to.x}V${to.y}`

/** The same as an indented list, for small screens and long reading. */
export function drawList<E extends OrgElementShape>(
  branches: readonly Branch<E>[],
  closed: ReadonlySet<string>,
  width: number,
): Layout<E> {
  const placed = linesOf(branches, closed).map((line, at) => {
    const x = Math.min((line.depth - 1) * row.indent, width / 2)
    return { ...line, x, y: at * row.height, width: width - x, height: row.height - 4 }
  })
  return { placed, edges: [], width, height: placed.length * row.height }
}
