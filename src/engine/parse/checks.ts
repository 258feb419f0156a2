import { buttonsOf, type Definition, type FlowNode } from '../definition.ts'
import type { Findings } from './finding.ts'

/** What the standard asks of a process as a whole, once all its parts are read. */
export function checkProcess(definition: Definition, findings: Findings): void {
  const nodes = Object.values(definition.elements)
  for (const node of nodes) {
    checkEnds(definition, node, findings)
    checkConditions(definition, node, findings)
    if (node.kind === 'user_task') checkButtons(definition, node, findings)
  }
  checkReached(definition, nodes, findings)
}

/**
 * What begins a scope: its start event, or without one everything that has no incoming flow (BPMN 2.0.2 §13.2 and
 * §13.3.4). With a start event everything else must be led to (§10.5.2).
 */
export function entriesOf(
  holder: { id: string; name: string | null },
  inside: FlowNode[],
  findings: Findings,
): string[] {
  const starts = inside.filter((node) => node.kind === 'start_event')
  const loose = inside.filter((node) => node.kind !== 'start_event' && node.incoming.length === 0)
  if (starts.length > 1) {
    findings.refuse(
      holder,
      'start.several',
      `Expected one start event, found ${starts.length}: ${starts.map((start) => start.id).join(', ')}. Join them into one.`,
    )
  }
  if (starts.length === 0) {
    if (loose.length === 0) findings.refuse(holder, 'start.missing', 'Expected a start event, found none.')
    return loose.map((node) => node.id)
  }
  for (const node of loose)
    findings.refuse(node, 'element.no_way_in', 'Expected a flow that leads here, found none. Connect it or remove it.')
  return starts.map((start) => start.id)
}

function checkEnds(definition: Definition, node: FlowNode, findings: Findings): void {
  if (node.kind === 'start_event' && node.incoming.length > 0) {
    findings.refuse(
      node,
      'start.incoming',
      'Expected nothing to lead into a start event, found a flow. Let it lead to the next step.',
    )
  }
  if (node.kind === 'end_event' || node.kind === 'terminate_end_event') {
    if (node.outgoing.length > 0)
      findings.refuse(node, 'end.outgoing', 'Expected nothing to lead out of an end event, found a flow.')
  } else if (node.outgoing.length === 0) {
    findings.warn(
      node,
      'element.implicit_end',
      'Nothing leads out of this step, so it ends here. Draw an end event to say so.',
    )
  }
  const usual = node.default === null ? undefined : definition.flows[node.default]
  if (usual?.condition != null) {
    findings.refuse(
      usual,
      'flow.default_condition',
      'Expected the default flow to have no condition, found one. It is taken when no other condition is true.',
    )
  }
}

function checkConditions(definition: Definition, node: FlowNode, findings: Findings): void {
  const ways = node.outgoing.flatMap((flow) => definition.flows[flow] ?? [])
  const plain = ways.filter((flow) => flow.condition === null && flow.id !== node.default)
  if (node.kind === 'start_event' || node.kind === 'parallel_gateway') {
    for (const flow of ways) {
      if (flow.condition !== null)
        findings.refuse(
          flow,
          'flow.condition',
          'Expected no condition here, because a start event and a parallel gateway take every way out.',
        )
    }
    return
  }
  if (node.kind !== 'exclusive_gateway' && node.kind !== 'inclusive_gateway') return
  if (ways.length > 1) {
    for (const flow of plain)
      findings.refuse(
        flow,
        'flow.no_condition',
        'Expected a condition, or that this is the default flow, because its gateway decides. Write one.',
      )
  }
  if (ways.length > plain.length && node.default === null) {
    findings.warn(
      node,
      'gateway.no_default',
      'No way out is the default one: when no condition is true, the process stops here with an incident.',
    )
  }
}

function checkButtons(definition: Definition, node: FlowNode, findings: Findings): void {
  const keys = buttonsOf(definition, node).map((button) => button.key)
  const repeated = keys.find((key, at) => keys.indexOf(key) !== at)
  if (repeated !== undefined) {
    findings.refuse(
      node,
      'button.repeated',
      `Expected each button once, found "${repeated}" twice. Use one flow to a parallel gateway.`,
    )
  }
  const plain = node.outgoing.filter((flow) => definition.flows[flow]?.condition === null && flow !== node.default)
  if (keys.length > 0 && plain.length > 0) {
    findings.warn(
      node,
      'button.beside_plain_flow',
      'A flow without condition leaves this task beside its buttons, so it is taken whichever button is pressed.',
    )
  }
}

function checkReached(definition: Definition, nodes: FlowNode[], findings: Findings): void {
  const reached = new Set<string>()
  const open = [...definition.entries]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = definition.elements[id]
    if (!node || reached.has(id)) continue
    reached.add(id)
    open.push(...node.outgoing.flatMap((flow) => definition.flows[flow]?.target ?? []))
    if (node.kind === 'sub_process') open.push(...node.entries)
  }
  for (const node of nodes) {
    if (!reached.has(node.id))
      findings.warn(node, 'element.unreachable', 'No path from the start leads here, so this step never happens.')
  }
}
