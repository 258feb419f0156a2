import type { FlowNode, SequenceFlow } from '../definition.ts'
import type { Drawing, DrawnNode } from './collect.ts'
import { readExclusions, readExecutor, readExpression, readText, settingOf } from './extensions.ts'
import type { Findings } from './finding.ts'
import { flowsOf } from './flows.ts'
import { readForm } from './form.ts'
import { laneExclusions, laneExecutor } from './lanes.ts'
import { elementOf, nameOf } from './moddle.ts'

type Reading = { drawing: Drawing; flows: Map<string, SequenceFlow>; app: string | null; findings: Findings }

/** Puts a node together; `entries` of a sub-process are filled when all of its nodes are known. */
export function readNode(drawn: DrawnNode, reading: Reading): FlowNode {
  const base = readBase(drawn, reading)
  const { kind } = drawn
  if (kind === 'user_task') return { ...base, kind, ...readUserTask(drawn, reading) }
  if (kind === 'start_event') return { ...base, kind, form: readForm(drawn.drawn, reading.app, reading.findings) }
  if (kind === 'end_event' || kind === 'terminate_end_event')
    return { ...base, kind, status: readStatus(drawn, reading) }
  return kind === 'sub_process' ? { ...base, kind, entries: [] } : { ...base, kind }
}

function readBase({ drawn, id, parent, lane }: DrawnNode, { flows, findings }: Reading) {
  const outgoing = flowsOf(drawn, 'outgoing', flows.values())
  const byDefault = elementOf(drawn, 'default')
  // A flow without an id cannot be referenced, so a default always has one.
  const usual = byDefault?.id ?? null
  if (usual !== null && !outgoing.includes(usual)) {
    findings.refuse(
      drawn,
      'flow.default',
      `Expected the default flow to leave this element, found "${usual}", which does not.`,
    )
  }
  const incoming = flowsOf(drawn, 'incoming', flows.values())
  const publicName = readText(drawn, 'Public', 'name', findings)
  return { id, name: nameOf(drawn), parent, lane, incoming, outgoing, default: usual, publicName }
}

function readUserTask(node: DrawnNode, reading: Reading) {
  const { drawing, app, findings } = reading
  const due = readText(node.drawn, 'Due', 'expression', findings)
  const executor = readExecutor(node.drawn, findings) ?? laneExecutor(drawing.lanes, node.lane)
  if (!executor) {
    findings.warn(
      node.drawn,
      'executor.missing',
      'Nobody is named for this task: its lane has no executor rule, so the supervisor would get it.',
    )
  }
  const exclusions = [...laneExclusions(drawing.lanes, node.lane), ...readExclusions(node.drawn, findings)]
  for (const { kind, ref } of exclusions) {
    if (kind !== 'task' || (ref !== null && drawing.nodes.get(ref)?.kind === 'user_task')) continue
    findings.refuse(
      node.drawn,
      'exclusion.task',
      `Expected an exclusion to name a user task of this process, found ${ref ?? 'none'}.`,
    )
  }
  return {
    form: readForm(node.drawn, app, findings),
    status: readStatus(node, reading),
    due: due === null ? null : readExpression(node.drawn, findings, due),
    ...(settingOf(node.drawn, 'Due', findings)?.workingTime === true && { dueInWorkingTime: true as const }),
    executor,
    exclusions,
  }
}

function readStatus({ drawn }: DrawnNode, { app, findings }: Reading): string | null {
  const status = readText(drawn, 'Status', 'value', findings)
  if (status !== null && app === null) {
    findings.refuse(
      drawn,
      'status.no_app',
      'Expected the process to name its app, because this step sets the status of its item. Choose the app.',
    )
  }
  return status
}
