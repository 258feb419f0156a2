import type { OrgElementId } from '../../base/ids.ts'
import type { OrgElementShape } from '../contract.ts'

export type Branch<E extends OrgElementShape = OrgElementShape> = { element: E; children: Branch<E>[] }

/** A line that is to be seen: a branch, how deep, and where among its siblings. */
export type Line<E extends OrgElementShape = OrgElementShape> = {
  branch: Branch<E>
  depth: number
  parent: OrgElementId | null
  place: number
  siblings: number
}

/**
 * Elements in their order → trees. Nothing is lost on the way: what hangs on something that is not there, or in a circle,
 * stands at the top, where one sees it and can move it.
 */
export function growTrees<E extends OrgElementShape>(elements: readonly E[]): Branch<E>[] {
  const known = new Set(elements.map(({ id }) => id))
  const below = Map.groupBy(elements, ({ parent }) => (parent && known.has(parent) ? parent : null))
  const placed = new Set<OrgElementId>()
  const grow = (element: E): Branch<E> => {
    placed.add(element.id)
    const children = (below.get(element.id) ?? []).filter(({ id }) => !placed.has(id))
    return { element, children: children.map(grow) }
  }
  const tops = (below.get(null) ?? []).map(grow)
  for (const element of elements) if (!placed.has(element.id)) tops.push(grow(element))
  return tops
}

export function linesOf<E extends OrgElementShape>(
  branches: readonly Branch<E>[],
  closed: ReadonlySet<string>,
  depth = 1,
  parent: OrgElementId | null = null,
): Line<E>[] {
  return branches.flatMap((branch, at) => [
    { branch, depth, parent, place: at + 1, siblings: branches.length },
    ...(closed.has(branch.element.id) ? [] : linesOf(branch.children, closed, depth + 1, branch.element.id)),
  ])
}

export const countBelow = (branch: Branch): number =>
  branch.children.reduce((sum, child) => sum + 1 + countBelow(child), 0)

/** What a large chart begins with: everything below the third level is closed. */
export function closedAtFirst(branches: readonly Branch[], open = 3): Set<string> {
  const closed = new Set<string>()
  const walk = (branch: Branch, depth: number): void => {
    if (depth >= open && branch.children.length > 0) closed.add(branch.element.id)
    for (const child of branch.children) walk(child, depth + 1)
  }
  for (const branch of branches) walk(branch, 1)
  return closed
}

/** From the element up to the root. */
export function wayUp(elements: ReadonlyMap<OrgElementId, OrgElementShape>, id: OrgElementId): OrgElementId[] {
  const way: OrgElementId[] = []
  for (let at = elements.get(id)?.parent ?? null; at && !way.includes(at); at = elements.get(at)?.parent ?? null)
    way.push(at)
  return way
}

/** Found by a part of its name or of its lead's. */
export function matching<E extends OrgElementShape>(elements: readonly E[], text: string): E[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  return elements.filter(({ name, lead }) => `${name} ${lead?.name ?? ''}`.toLowerCase().includes(wanted))
}
