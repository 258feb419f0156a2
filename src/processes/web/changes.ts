const model = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

type Part = { name: string; kind: string; text: string }
export type Change = { how: 'added' | 'removed' | 'changed'; name: string; kind: string }

const isPart = (node: Element): boolean => node.namespaceURI === model && node.hasAttribute('id')

/** What an element says itself, without the elements inside of it and without the lists of flows at its ends. */
function ownText(node: Element): string {
  const copy = node.cloneNode(true) as Element
  for (const inner of copy.querySelectorAll('*')) {
    if (isPart(inner) || ['incoming', 'outgoing', 'flowNodeRef'].includes(inner.localName)) inner.remove()
  }
  return copy.outerHTML.replace(/\s+/g, ' ')
}

function partsOf(xml: string): Map<string, Part> {
  const file = new DOMParser().parseFromString(xml, 'application/xml')
  const parts = new Map<string, Part>()
  for (const node of file.getElementsByTagNameNS(model, '*')) {
    if (!isPart(node) || ['definitions', 'laneSet', 'collaboration'].includes(node.localName)) continue
    parts.set(node.getAttribute('id')!, {
      name: node.getAttribute('name') || node.getAttribute('id')!,
      kind: node.localName,
      text: ownText(node),
    })
  }
  return parts
}

/** What differs between two files in what they say; where things stand on the canvas does not count. */
export function changesBetween(before: string, after: string): Change[] {
  const old = partsOf(before)
  const now = partsOf(after)
  const changes: Change[] = []
  for (const [id, part] of now) {
    const was = old.get(id)
    if (!was) changes.push({ how: 'added', name: part.name, kind: part.kind })
    else if (was.text !== part.text) changes.push({ how: 'changed', name: part.name, kind: part.kind })
  }
  for (const [id, part] of old) if (!now.has(id)) changes.push({ how: 'removed', name: part.name, kind: part.kind })
  return changes
}
