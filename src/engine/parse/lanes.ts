import type { ModdleElement } from 'bpmn-moddle'
import type { Exclusion, ExecutorRule, Lane } from '../definition.ts'
import { checkExtensions, readExclusions, readExecutor } from './extensions.ts'
import type { Findings } from './finding.ts'
import { elementOf, listOf, nameOf } from './moddle.ts'

export type Lanes = {
  lanes: Map<string, Lane>
  /** Innermost lane of each element that a lane lists. */
  laneOf: Map<string, string>
}

/**
 * Reads the lanes of a process or sub-process, outer ones first, so that an inner lane's word about an element stands.
 * `around` is the lane that holds the sub-process.
 */
export function readLanes(
  holder: ModdleElement,
  around: string | null,
  found: Lanes,
  findings: Findings,
  foreign: Set<string>,
): void {
  for (const set of listOf(holder, 'laneSets')) {
    for (const lane of listOf(set, 'lanes')) readLane(lane, around, found, findings, foreign)
  }
}

function readLane(
  lane: ModdleElement,
  parent: string | null,
  found: Lanes,
  findings: Findings,
  foreign: Set<string>,
): void {
  checkExtensions(lane, findings, foreign)
  const id = lane.id
  if (id === undefined) {
    findings.refuse(lane, 'element.no_id', 'Expected every lane to have an id, found one without.')
    return
  }
  const executor = readExecutor(lane, findings)
  found.lanes.set(id, { id, name: nameOf(lane), parent, executor, exclusions: readExclusions(lane, findings) })
  for (const node of listOf(lane, 'flowNodeRef')) {
    if (node.id === undefined) continue
    const other = found.laneOf.get(node.id)
    if (other !== undefined && !surroundings(found.lanes, id).includes(other)) {
      findings.refuse(node, 'lane.several', `Expected an element in one lane, found it in "${other}" and "${id}".`)
    }
    found.laneOf.set(node.id, id)
  }
  const inner = elementOf(lane, 'childLaneSet')
  for (const child of inner ? listOf(inner, 'lanes') : []) readLane(child, id, found, findings, foreign)
}

/** The lane and those around it, innermost first. */
function surroundings(lanes: Map<string, Lane>, id: string | null): string[] {
  const chain: string[] = []
  for (let at = id; at !== null; at = lanes.get(at)?.parent ?? null) chain.push(at)
  return chain
}

/** The rule of the innermost lane that has one. */
export const laneExecutor = (lanes: Map<string, Lane>, lane: string | null): ExecutorRule | null =>
  surroundings(lanes, lane)
    .map((id) => lanes.get(id)?.executor ?? null)
    .find((rule) => rule !== null) ?? null

/** Exclusions of all lanes around: each of them was meant. */
export const laneExclusions = (lanes: Map<string, Lane>, lane: string | null): Exclusion[] =>
  surroundings(lanes, lane).flatMap((id) => lanes.get(id)?.exclusions ?? [])
