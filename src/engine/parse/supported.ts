import type { ModdleElement } from 'bpmn-moddle'
import type { ElementKind } from '../definition.ts'
import type { Findings } from './finding.ts'
import { elementOf, listOf, plainType } from './moddle.ts'

/** Shapes that the engine runs. */
const kinds: Record<string, ElementKind> = {
  'bpmn:StartEvent': 'start_event',
  'bpmn:EndEvent': 'end_event',
  'bpmn:UserTask': 'user_task',
  'bpmn:ManualTask': 'manual_task',
  'bpmn:ExclusiveGateway': 'exclusive_gateway',
  'bpmn:ParallelGateway': 'parallel_gateway',
  'bpmn:InclusiveGateway': 'inclusive_gateway',
  'bpmn:SubProcess': 'sub_process',
}

/** Shapes that say something to readers only. */
const documentation = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])

/**
 * What a supported shape may carry: what the engine runs, and what only documents. Everything else is refused, because a
 * setting that deploys and does nothing is worse than one that is refused.
 */
const carried = new Set([
  'id',
  'name',
  'documentation',
  'extensionElements',
  'categoryValueRef',
  'auditing',
  'monitoring',
  'incoming',
  'outgoing',
  'lanes',
  'default',
  'gatewayDirection',
  'implementation',
  'eventDefinitions',
  'isInterrupting',
  'flowElements',
  'artifacts',
  'laneSets',
  'properties',
  'ioSpecification',
  'dataInputAssociations',
  'dataOutputAssociations',
  'dataInputs',
  'dataOutputs',
  'inputSet',
  'outputSet',
])

/** Settings that change nothing at these values, which some tools write although they are BPMN's own defaults. */
const harmless: Record<string, unknown> = {
  startQuantity: 1,
  completionQuantity: 1,
  isForCompensation: false,
  triggeredByEvent: false,
  parallelMultiple: false,
}

const advice: Record<string, string> = {
  loopCharacteristics: 'Draw one task, or one for each person.',
  resources: 'Give its lane an executor rule instead.',
  triggeredByEvent: 'Draw an ordinary sub-process.',
}

/** The kind of a flow element; null where it only documents, or was refused with its reason. */
export function kindOf(element: ModdleElement, findings: Findings): ElementKind | null {
  if (documentation.has(element.$type)) return null
  const kind = Object.hasOwn(kinds, element.$type) ? kinds[element.$type]! : null
  if (kind === null) {
    findings.refuse(
      element,
      'element.unsupported',
      `Expected an element that Portico runs, found a ${plainType(element.$type)}. ${hintFor(element)}`,
    )
    return null
  }
  refuseSettings(element, findings)
  return kind === 'start_event' || kind === 'end_event' ? eventKind(element, kind, findings) : kind
}

function hintFor(element: ModdleElement): string {
  if (element.$type === 'bpmn:Task') return 'Make it a user task or a manual task, so that it is clear who does it.'
  return 'Remove it, or replace it with a supported element.'
}

function refuseSettings(element: ModdleElement, findings: Findings): void {
  for (const key of Object.keys(element)) {
    if (key.startsWith('$') || carried.has(key)) continue
    if (Object.hasOwn(harmless, key) && harmless[key] === element[key]) continue
    const value = elementOf(element, key)
    const what = value && '$type' in value ? plainType(value.$type) : key
    findings.refuse(
      element,
      'setting.unsupported',
      `Expected a ${plainType(element.$type)} without ${what}, which Portico does not run. ${advice[key] ?? 'Remove it.'}`,
    )
  }
}

function eventKind(element: ModdleElement, kind: ElementKind, findings: Findings): ElementKind {
  const triggers = listOf(element, 'eventDefinitions')
  const [only] = triggers
  if (!only) return kind
  if (kind === 'end_event' && triggers.length === 1 && only.$type === 'bpmn:TerminateEventDefinition') {
    return 'terminate_end_event'
  }
  const found = triggers.map((trigger) => plainType(trigger.$type).replace(/ event definition$/, '')).join(' and ')
  const expected = kind === 'end_event' ? 'a plain or terminate end event' : 'a plain start event'
  findings.refuse(
    element,
    'element.unsupported',
    `Expected ${expected}, found one with ${found}. Portico does not run it yet.`,
  )
  return kind
}
