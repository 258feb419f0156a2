import type { ModdleElement } from 'bpmn-moddle'
import type { ElementKind, Lane } from '../definition.ts'
import { checkExtensions } from './extensions.ts'
import type { Findings } from './finding.ts'
import { type Lanes, readLanes } from './lanes.ts'
import { listOf } from './moddle.ts'
import { kindOf } from './supported.ts'

/** Flow nodes and sequence flows of one process; a larger one cannot be read by people either. */
export const maxElements = 2_000

export type DrawnNode = {
  drawn: ModdleElement
  id: string
  kind: ElementKind
  parent: string | null
  lane: string | null
}
export type DrawnFlow = { drawn: ModdleElement; id: string; parent: string | null }

/** Everything drawn in a process, sub-processes included, before it is put together. */
export type Drawing = {
  nodes: Map<string, DrawnNode>
  flows: DrawnFlow[]
  lanes: Map<string, Lane>
  foreign: Set<string>
}

export function collect(process: ModdleElement, findings: Findings): Drawing {
  const drawing: Drawing = { nodes: new Map(), flows: [], lanes: new Map(), foreign: new Set() }
  checkExtensions(process, findings, drawing.foreign)
  collectScope(process, null, null, { ...drawing, found: { lanes: drawing.lanes, laneOf: new Map() } }, findings)
  nameFlows(drawing)
  return drawing
}

/** Asked before the parts are put together, which takes time with the square of their number. */
export function isTooLarge(drawing: Drawing, process: ModdleElement, findings: Findings): boolean {
  const count = drawing.nodes.size + drawing.flows.length
  if (count <= maxElements) return false
  const reason = `Expected at most ${maxElements} elements and flows in a process, found ${count}. Split it into several.`
  findings.refuse(process, 'process.too_large', reason)
  return true
}

type Collecting = Drawing & { found: Lanes }

function collectScope(
  holder: ModdleElement,
  parent: string | null,
  around: string | null,
  into: Collecting,
  findings: Findings,
): void {
  readLanes(holder, around, into.found, findings, into.foreign)
  for (const drawn of listOf(holder, 'flowElements')) {
    checkExtensions(drawn, findings, into.foreign)
    if (drawn.$type === 'bpmn:SequenceFlow') into.flows.push({ drawn, id: drawn.id ?? '', parent })
    else collectNode(drawn, parent, around, into, findings)
  }
}

function collectNode(
  drawn: ModdleElement,
  parent: string | null,
  around: string | null,
  into: Collecting,
  findings: Findings,
): void {
  const kind = kindOf(drawn, findings)
  if (kind === null) return
  const id = drawn.id
  if (id === undefined) {
    findings.refuse(drawn, 'element.no_id', 'Expected every element to have an id, found one without.')
    return
  }
  const lane = into.found.laneOf.get(id) ?? around
  into.nodes.set(id, { drawn, id, kind, parent, lane })
  if (kind === 'sub_process') collectScope(drawn, id, lane, into, findings)
}

/** Sequence flows without an id are legal and occur; events and tokens must name them all the same. */
function nameFlows(drawing: Drawing): void {
  const taken = new Set([...drawing.nodes.keys(), ...drawing.flows.map((flow) => flow.id)])
  let number = 0
  for (const flow of drawing.flows) {
    while (flow.id === '' || (flow.drawn.id === undefined && taken.has(flow.id))) flow.id = nextName(taken, ++number)
    taken.add(flow.id)
  }
}

const nextName = (taken: Set<string>, number: number): string => (taken.has(`flow_${number}`) ? '' : `flow_${number}`)
