import type { OrgElementId, UserId } from '../../base/ids.ts'
import type { OrgPersonShape } from '../contract.ts'
import type { DraftElementShape, OrgEdit } from '../contract-draft.ts'
import type { DropPlace } from './use-dragging.ts'

type Elements = readonly DraftElementShape[]
type Put = Extract<OrgEdit, { do: 'put' }>

export const putOf = (element: DraftElementShape, change: Partial<Omit<Put, 'do' | 'id'>> = {}): Put => ({
  do: 'put',
  id: element.id,
  kind: element.kind,
  name: element.name,
  parent: element.parent,
  lead: element.lead?.id ?? null,
  sort: element.sort,
  ...change,
})

const childrenOf = (elements: Elements, parent: OrgElementId | null): DraftElementShape[] =>
  elements.filter((element) => element.parent === parent)

/** The element and all below it. */
export function withAllBelow(elements: Elements, id: OrgElementId): OrgElementId[] {
  const below = Map.groupBy(elements, ({ parent }) => parent)
  const found = new Set<OrgElementId>()
  const walk = (at: OrgElementId): void => {
    if (found.has(at)) return
    found.add(at)
    for (const child of below.get(at) ?? []) walk(child.id)
  }
  walk(id)
  return [...found]
}

/** Numbers siblings anew where their order says something else, the moved one with its new parent. */
function inOrder(siblings: readonly DraftElementShape[], moved: DraftElementShape, parent: OrgElementId | null): Put[] {
  return siblings.flatMap((sibling, at) =>
    sibling.id === moved.id
      ? [putOf(sibling, { parent, sort: at })]
      : sibling.sort === at
        ? []
        : [putOf(sibling, { sort: at })],
  )
}

/** Undefined where it makes no sense: into itself or below itself, beside the root. */
export function moveEdits(
  elements: Elements,
  id: OrgElementId,
  to: OrgElementId,
  where: DropPlace,
): OrgEdit[] | undefined {
  const moved = elements.find((element) => element.id === id)
  const target = elements.find((element) => element.id === to)
  if (!moved || !target || withAllBelow(elements, id).includes(to)) return undefined
  const parent = where === 'below' ? to : target.parent
  if (parent === null) return undefined
  const siblings = childrenOf(elements, parent).filter((element) => element.id !== id)
  const at = where === 'below' ? siblings.length : siblings.indexOf(target) + (where === 'after' ? 1 : 0)
  return inOrder(siblings.toSpliced(at, 0, moved), moved, parent)
}

export function addEdit(elements: Elements, below: OrgElementId | null, kind: Put['kind'], id: OrgElementId): Put {
  const sort = childrenOf(elements, below).reduce((last, child) => Math.max(last, child.sort + 1), 0)
  return { do: 'put', id, kind, name: '', parent: below, lead: null, sort }
}

export const removeEdits = (elements: Elements, id: OrgElementId): OrgEdit[] =>
  withAllBelow(elements, id).map((one) => ({ do: 'remove', id: one }))

/** What takes these edits back. */
export function takeBack(elements: Elements, edits: readonly OrgEdit[]): OrgEdit[] {
  const known = new Map(elements.map((element) => [element.id, element]))
  return edits.map((edit): OrgEdit => {
    if (edit.do === 'join' || edit.do === 'leave') return { ...edit, do: edit.do === 'join' ? 'leave' : 'join' }
    const before = known.get(edit.id)
    return before ? putOf(before) : { do: 'remove', id: edit.id }
  })
}

/** The elements as they will be, before the server has said so. */
export function withEdits(
  elements: Elements,
  edits: readonly OrgEdit[],
  people: ReadonlyMap<UserId, OrgPersonShape>,
): DraftElementShape[] {
  const next = new Map(elements.map((element) => [element.id, element]))
  for (const edit of edits) {
    const before = next.get(edit.id)
    if (edit.do === 'remove') next.delete(edit.id)
    else if (edit.do === 'put') {
      const { do: _, lead, kind, ...facts } = edit
      next.set(edit.id, {
        people: 0,
        changedBy: null,
        ...before,
        ...facts,
        kind: before?.kind ?? kind,
        lead: lead === null ? null : before?.lead?.id === lead ? before.lead : (people.get(lead) ?? null),
        state: before && before.state !== 'new' ? 'changed' : 'new',
      })
    } else if (before)
      next.set(edit.id, {
        ...before,
        people: before.people + (edit.do === 'join' ? 1 : -1),
        state: before.state === 'new' ? 'new' : 'changed',
      })
  }
  return [...next.values()].toSorted(
    (a, b) => a.sort - b.sort || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
  )
}
