import type { FlowNode, SequenceFlow } from '../definition.ts'
import type { Variables } from '../instance.ts'
import { inputOf, type Run } from '../run.ts'
import { evaluateCondition, namedInput, type Problem } from './evaluate.ts'

export type WaysOut = { flows: string[] } | { problem: Problem }

/**
 * Exclusive: the first flow whose condition is true, else the default one (BPMN 2.0.2 §13.4.2). Conditions after the
 * first true one are not evaluated.
 */
export function firstOpen(run: Run, node: FlowNode, scope: number): WaysOut {
  const input = inputOf(run, scope)
  for (const flow of waysOf(run, node)) {
    if (flow.id === node.default) continue
    const open = isOpen(flow, input, run.now)
    if (typeof open !== 'boolean') return { problem: open }
    if (open) return { flows: [flow.id] }
  }
  return node.default === null ? noWayOut(run, node, input) : { flows: [node.default] }
}

/**
 * Activities and inclusive gateways: every flow without a condition and every one whose condition is true; the default
 * one if no condition was (BPMN 2.0.2 §13.3.1 and §13.4.3). `outcome` is seen by these flows only.
 */
export function allOpen(run: Run, node: FlowNode, scope: number, seen: Variables = {}): WaysOut {
  const input = { ...inputOf(run, scope), ...seen }
  const ways = waysOf(run, node)
  const flows: string[] = []
  let conditionHeld = false
  for (const flow of ways) {
    if (flow.id === node.default) continue
    const open = isOpen(flow, input, run.now)
    if (typeof open !== 'boolean') return { problem: open }
    if (!open) continue
    flows.push(flow.id)
    conditionHeld ||= flow.condition !== null
  }
  if (!conditionHeld && node.default !== null) flows.push(node.default)
  // An element without any way out is an implicit end, which is no problem (BPMN 2.0.2 §13.2).
  return flows.length > 0 || ways.length === 0 ? { flows } : noWayOut(run, node, input)
}

const waysOf = (run: Run, node: FlowNode): SequenceFlow[] =>
  node.outgoing.flatMap((id) => run.definition.flows[id] ?? [])

function isOpen(flow: SequenceFlow, input: Variables, now: string): boolean | Problem {
  if (flow.condition === null) return true
  const result = evaluateCondition(flow.condition, input, now)
  if ('value' in result) return result.value
  return {
    code: 'process.condition_failed',
    message: `Expected the condition of ${titled('way', flow)} to be true or false, but it could not be worked out: ${result.problem}.`,
    expression: flow.condition,
    input: namedInput(flow.condition, input),
  }
}

function noWayOut(run: Run, node: FlowNode, input: Variables): WaysOut {
  const conditions = waysOf(run, node).flatMap((flow) => flow.condition ?? [])
  const expression = conditions.join('; ')
  return {
    problem: {
      code: 'process.no_way_out',
      message: `Expected one way out of ${titled('step', node)} to be open, but no condition is true and there is no default flow.`,
      expression,
      input: namedInput(expression, input),
    },
  }
}

const titled = (what: string, thing: { id: string; name: string | null }): string =>
  `${what} "${thing.name ?? thing.id}"`
