import type { Definition } from './definition.ts'
import { nodeOf } from './run.ts'

type Reach = Map<string, Set<string>>

/** Kept beside the definition and not in it: it follows from it, and grows with the square of the diagram. */
const cache = new WeakMap<Definition, Map<string, Reach>>()

/**
 * For each incoming flow of a join: the elements from which a token can still come to it without passing the join, the
 * paths of BPMN 2.0.2 §13.4.3. Paths stay in one scope, as sequence flows do.
 */
export function reachOf(definition: Definition, join: string): Reach {
  const known = cache.get(definition) ?? new Map<string, Reach>()
  cache.set(definition, known)
  const reach =
    known.get(join) ??
    new Map(nodeOf(definition, join).incoming.map((flow) => [flow, sourcesOf(definition, join, flow)]))
  known.set(join, reach)
  return reach
}

function sourcesOf(definition: Definition, join: string, into: string): Set<string> {
  const found = new Set<string>()
  const open = [into]
  for (let flow = open.pop(); flow !== undefined; flow = open.pop()) {
    const source = definition.flows[flow]?.source
    if (source === undefined || source === join || found.has(source)) continue
    found.add(source)
    open.push(...nodeOf(definition, source).incoming)
  }
  return found
}
