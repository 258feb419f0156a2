import type { ModdleElement } from 'bpmn-moddle'
import type { Findings } from './finding.ts'
import { elementOf, listOf, nameOf, plainType } from './moddle.ts'

/** What may stand beside the process: pools to show, and what other tools list for their own use. */
const carried = new Set([
  'bpmn:Process',
  'bpmn:Collaboration',
  'bpmn:Category',
  'bpmn:DataStore',
  'bpmn:ItemDefinition',
  'bpmn:Message',
  'bpmn:Signal',
  'bpmn:Error',
  'bpmn:Escalation',
  'bpmn:Interface',
  'bpmn:Resource',
  'bpmn:EndPoint',
  'bpmn:Extension',
])

/**
 * The one process of the file that runs. Other pools are partners: shown, told in a warning where they have steps of
 * their own, never run.
 */
export function executableProcess(root: ModdleElement, findings: Findings): ModdleElement | null {
  for (const part of listOf(root, 'rootElements')) {
    if (!carried.has(part.$type))
      findings.refuse(
        part,
        'element.unsupported',
        `Expected processes and pools, found a ${plainType(part.$type)}, which Portico does not run.`,
      )
    if (part.$type === 'bpmn:Collaboration') checkCollaboration(part, findings)
  }
  const processes = listOf(root, 'rootElements').filter((part) => part.$type === 'bpmn:Process')
  const chosen = choose(processes, findings)
  for (const other of processes) {
    if (!chosen || other === chosen || listOf(other, 'flowElements').length === 0) continue
    findings.warn(
      other,
      'process.partner',
      `Pool "${nameOf(other) ?? other.id}" is a partner: its steps are shown and not run.`,
    )
  }
  return chosen
}

function choose(processes: ModdleElement[], findings: Findings): ModdleElement | null {
  const executable = processes.filter((process) => process['isExecutable'] === true)
  if (executable.length === 1) return executable[0]!
  if (executable.length > 1) {
    findings.refuse(
      executable[1]!,
      'process.several',
      `Expected one executable process, found ${executable.length}: ${executable.map((process) => process.id).join(', ')}. Mark the others as not executable.`,
    )
    return null
  }
  const [only, second] = processes
  if (only && !second) {
    findings.warn(
      only,
      'process.not_marked',
      'The process is not marked as executable. It is taken because it is the only one.',
    )
    return only
  }
  findings.refuse(
    only ?? null,
    'process.missing',
    `Expected one executable process, found none among ${processes.length}. Mark one as executable.`,
  )
  return null
}

function checkCollaboration(collaboration: ModdleElement, findings: Findings): void {
  for (const node of listOf(collaboration, 'conversations')) {
    findings.refuse(
      node,
      'element.unsupported',
      `Expected pools, found a ${plainType(node.$type)}, which Portico does not run.`,
    )
  }
  for (const pool of listOf(collaboration, 'participants')) {
    if (elementOf(pool, 'participantMultiplicity')) {
      findings.refuse(
        pool,
        'setting.unsupported',
        'Expected a pool that runs once, found a multi-instance pool. Remove the marker.',
      )
    }
  }
  if (listOf(collaboration, 'messageFlows').length > 0) {
    findings.warn(collaboration, 'message_flow.shown', 'Message flows between pools are shown and not run.')
  }
}
