import type { ModdleElement } from 'bpmn-moddle'
import type { SequenceFlow } from '../definition.ts'
import { namesVariable } from '../expressions/syntax.ts'
import type { Drawing, DrawnFlow } from './collect.ts'
import { readButton, readExpression } from './extensions.ts'
import type { Findings } from './finding.ts'
import { elementOf, listOf, nameOf, textOf } from './moddle.ts'

/** The sequence flows by id; those without two ends are refused and left out. */
export function readFlows(drawing: Drawing, language: string | null, findings: Findings): Map<string, SequenceFlow> {
  const flows = new Map<string, SequenceFlow>()
  for (const flow of drawing.flows) {
    const read = readFlow(drawing, flow, language, findings)
    if (read) flows.set(flow.id, read)
  }
  return flows
}

function readFlow(
  drawing: Drawing,
  { drawn, id, parent }: DrawnFlow,
  language: string | null,
  findings: Findings,
): SequenceFlow | null {
  const at = { id, name: nameOf(drawn) }
  const source = elementOf(drawn, 'sourceRef')
  const target = elementOf(drawn, 'targetRef')
  if (!source?.id || !target?.id) {
    findings.refuse(
      at,
      'flow.loose',
      `Expected a sequence flow with two ends, found none at its ${source?.id ? 'target' : 'source'}.`,
    )
    return null
  }
  const from = drawing.nodes.get(source.id)
  const to = drawing.nodes.get(target.id)
  // An end that was refused for its own sake has been told already.
  if (!from || !to) return null
  if (from.parent !== to.parent || from.parent !== parent) {
    findings.refuse(
      at,
      'flow.crosses',
      'Expected a sequence flow to stay inside its process or sub-process, found one that crosses the border.',
    )
    return null
  }
  const condition = readCondition(drawn, at, language, findings)
  const button = readButton(drawn, findings)
  const flow: SequenceFlow = { ...at, source: source.id, target: target.id, condition, button }
  checkOutcome(flow, from.kind === 'user_task', findings)
  return flow
}

function readCondition(
  drawn: ModdleElement,
  at: { id: string; name: string | null },
  language: string | null,
  findings: Findings,
): string | null {
  const expression = elementOf(drawn, 'conditionExpression')
  if (!expression) return null
  const spoken = textOf(expression, 'language') ?? language
  if (spoken !== null && !/feel/i.test(spoken) && !/xpath/i.test(spoken)) {
    findings.refuse(at, 'expression.language', `Expected a condition in FEEL, found one in ${spoken}.`)
    return null
  }
  const text = textOf(expression, 'body')
  if (text === null) {
    findings.refuse(at, 'expression.empty', 'Expected a condition, found an empty one. Write it or remove it.')
    return null
  }
  return readExpression(at, findings, text)
}

/**
 * A button is a conditional flow, so that the file means the same in every other tool: several flows without condition
 * out of a task would be a parallel split there (BPMN 2.0.2 §13.3.1).
 */
function checkOutcome(flow: SequenceFlow, fromUserTask: boolean, findings: Findings): void {
  const asksOutcome = flow.condition !== null && namesVariable(flow.condition, 'outcome')
  if (!fromUserTask) {
    if (asksOutcome)
      findings.refuse(
        flow,
        'flow.outcome',
        'Expected "outcome" only in conditions right behind a user task, found it elsewhere. Keep it in a variable.',
      )
    if (flow.button) findings.refuse(flow, 'button.misplaced', 'Expected a button only on a flow out of a user task.')
    return
  }
  if (flow.button && !(asksOutcome && flow.condition?.includes(`"${flow.button.key}"`))) {
    findings.refuse(
      flow,
      'button.condition',
      `Expected button "${flow.button.key}" to have the condition outcome = "${flow.button.key}", found ${flow.condition ?? 'none'}.`,
    )
  }
}

/** Ids of a node's flows: in the order of its own references, then as drawn; files may lack the references. */
export function flowsOf(node: ModdleElement, side: 'incoming' | 'outgoing', flows: Iterable<SequenceFlow>): string[] {
  const end = side === 'incoming' ? 'target' : 'source'
  const own = [...flows].filter((flow) => flow[end] === node.id).map((flow) => flow.id)
  const referenced = listOf(node, side).flatMap((flow) =>
    flow.id !== undefined && own.includes(flow.id) ? [flow.id] : [],
  )
  return [...new Set([...referenced, ...own])]
}
