import type { OrgElementId } from '../base/ids.ts'
import type { DraftElementShape, OrgFinding } from './contract-draft.ts'

type Element = Pick<DraftElementShape, 'id' | 'kind' | 'name' | 'parent' | 'lead' | 'people'>

const found = (code: OrgFinding['code'], kind: OrgFinding['kind'], element?: Element, detail = ''): OrgFinding => ({
  code,
  kind,
  element: element?.id ?? null,
  name: element?.name ?? '',
  detail,
})

/** What keeps a chart from being published (errors) and what its author should know (warnings), each with its element. */
export function checkChart(elements: readonly Element[]): OrgFinding[] {
  return [...errorsIn(elements), ...elements.flatMap(warningsAt), ...sameNames(elements)]
}

function errorsIn(elements: readonly Element[]): OrgFinding[] {
  const roots = elements.filter(({ parent }) => parent === null)
  const known = new Map(elements.map((element) => [element.id, element]))
  return [
    ...(roots.length === 0 ? [found('no_root', 'error')] : []),
    ...(roots.length > 1 ? roots.map((root) => found('several_roots', 'error', root, String(roots.length))) : []),
    ...elements.flatMap((element) =>
      element.parent && !known.has(element.parent) ? [found('parent_gone', 'error', element)] : [],
    ),
    ...inCircles(known).map((element) => found('circle', 'error', element)),
    ...elements.flatMap((element) => (element.name.trim() === '' ? [found('unnamed', 'error', element)] : [])),
    ...elements.flatMap((element) =>
      element.kind === 'employee_group' && element.lead ? [found('group_led', 'error', element)] : [],
    ),
  ]
}

/** Elements that are above themselves. Each is walked once: whoever is met again on the way up closes a circle. */
function inCircles(known: ReadonlyMap<OrgElementId, Element>): Element[] {
  const done = new Set<OrgElementId>()
  const circles: Element[] = []
  for (const start of known.values()) {
    const way: Element[] = []
    const onWay = new Set<OrgElementId>()
    let at: Element | undefined = start
    while (at && !done.has(at.id) && !onWay.has(at.id)) {
      way.push(at)
      onWay.add(at.id)
      at = at.parent ? known.get(at.parent) : undefined
    }
    if (at && onWay.has(at.id)) circles.push(...way.slice(way.indexOf(at)))
    for (const { id } of way) done.add(id)
  }
  return circles
}

function warningsAt(element: Element): OrgFinding[] {
  const { kind, lead, people } = element
  if (kind === 'position' && !lead) return [found('vacant', 'warning', element)]
  if (kind === 'department' && !lead) return [found('without_head', 'warning', element)]
  if (kind === 'employee_group' && people === 0) return [found('empty_group', 'warning', element)]
  return lead && lead.status !== 'active' ? [found('lead_away', 'warning', element, lead.name)] : []
}

/** Siblings of one name: allowed, but a table that is imported could not tell them apart. */
function sameNames(elements: readonly Element[]): OrgFinding[] {
  const seen = new Set<string>()
  return elements.flatMap((element) => {
    const key = `${element.parent}\n${element.name.trim().toLowerCase()}`
    if (element.name.trim() === '' || !seen.has(key)) {
      seen.add(key)
      return []
    }
    return [found('same_name', 'warning', element)]
  })
}
