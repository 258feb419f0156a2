import type { Definition, FlowNode } from './definition.ts'
import type { Instance } from './instance.ts'
import { nodeOf } from './run.ts'

/** One step as an outsider sees it. */
export type PublicStep = { element: string; name: string; state: 'done' | 'current' | 'ahead' }

/** The name outsiders may read for this element; null: they do not see it. */
export const publicName = (definition: Definition, element: string): string | null =>
  nodeOf(definition, element).publicName

/**
 * The steps marked public, in the order of the drawing's flow, without any others between them. `ahead` are only those
 * that can still come: an ended instance has none, and a branch not taken disappears.
 */
export function progress(definition: Definition, instance: Instance): PublicStep[] {
  const current = new Set(liveElements(definition, instance))
  const passed = new Set(instance.passed)
  const ahead = instance.status === 'new' ? null : reachableFrom(definition, current)
  return inFlowOrder(definition).flatMap(({ id, publicName }): PublicStep[] => {
    if (publicName === null) return []
    if (current.has(id)) return [{ element: id, name: publicName, state: 'current' }]
    if (passed.has(id)) return [{ element: id, name: publicName, state: 'done' }]
    return ahead === null || ahead.has(id) ? [{ element: id, name: publicName, state: 'ahead' }] : []
  })
}

/** Where the instance is: elements that are active, and those tokens are about to enter. */
function liveElements(definition: Definition, instance: Instance): string[] {
  if (instance.status !== 'active') return []
  const coming = instance.tokens.flatMap((token) => definition.flows[token.flow]?.target ?? [])
  return [...instance.elements.map((element) => element.element), ...coming]
}

/** Elements in breadth-first order from the start, those of a sub-process right behind it. */
function inFlowOrder(definition: Definition): FlowNode[] {
  const order: FlowNode[] = []
  const seen = new Set<string>()
  const walk = (entries: string[]): void => {
    const open = [...entries]
    for (let id = open.shift(); id !== undefined; id = open.shift()) {
      if (seen.has(id)) continue
      seen.add(id)
      const node = nodeOf(definition, id)
      order.push(node)
      if (node.kind === 'sub_process') walk(node.entries)
      open.push(...targetsOf(definition, node))
    }
  }
  walk(definition.entries)
  return order
}

/** What can still happen from these elements on; an active sub-process is among them, so what follows it is too. */
function reachableFrom(definition: Definition, elements: Iterable<string>): Set<string> {
  const reached = new Set<string>()
  const open: string[] = []
  for (const id of elements) open.push(...targetsOf(definition, nodeOf(definition, id)))
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    const node = nodeOf(definition, id)
    open.push(...targetsOf(definition, node))
    if (node.kind === 'sub_process') open.push(...node.entries)
  }
  return reached
}

const targetsOf = (definition: Definition, node: FlowNode): string[] =>
  node.outgoing.flatMap((flow) => definition.flows[flow]?.target ?? [])
