import { BpmnModdle, type ModdleElement, type ModdleWarning } from 'bpmn-moddle'
import type { Definition, FlowNode, SequenceFlow } from '../definition.ts'
import portico from '../portico-moddle.json' with { type: 'json' }
import { checkProcess, entriesOf } from './checks.ts'
import { collect, type Drawing, isTooLarge } from './collect.ts'
import { readText } from './extensions.ts'
import { type Finding, Findings, type Named } from './finding.ts'
import { readFlows } from './flows.ts'
import { nameOf, textOf } from './moddle.ts'
import { readNode } from './nodes.ts'
import { readXml } from './read-xml.ts'
import { executableProcess } from './root.ts'

export type Parsed = { definition: Definition; warnings: Finding[] } | { refusals: Finding[]; warnings: Finding[] }

/**
 * Reads a BPMN 2.0 file into what the engine runs. All refusals come at once; with one of them there is no definition,
 * because a process that deploys and then does something else than drawn is worse than one that does not deploy.
 */
export async function parseDefinition(file: string | Uint8Array): Promise<Parsed> {
  const findings = new Findings()
  const definition = await read(file, findings)
  const { refusals, warnings } = findings.told()
  if (definition && refusals.length === 0) return { definition, warnings }
  return { refusals, warnings }
}

async function read(file: string | Uint8Array, findings: Findings): Promise<Definition | null> {
  const xml = readXml(file)
  if ('problem' in xml) {
    findings.refuse(null, 'file.unreadable', xml.problem)
    return null
  }
  const root = await readModel(xml.text, findings)
  const process = root && executableProcess(root, findings)
  return process && compile(root, process, findings)
}

async function readModel(xml: string, findings: Findings): Promise<ModdleElement | null> {
  try {
    // A fresh reader for each file: nothing of one file can stay for the next.
    const { rootElement, warnings } = await new BpmnModdle({ portico }).fromXML(xml)
    for (const warning of warnings) sortWarning(warning, findings)
    return rootElement
  } catch (error) {
    const cause = error instanceof Error ? firstLine(error.message) : String(error)
    findings.refuse(null, 'file.not_bpmn', `Expected a BPMN 2.0 file, found something else (${cause}).`)
    return null
  }
}

/** moddle goes on after what it could not read; what the engine would miss by that is a refusal. */
function sortWarning({ message, element, property, value }: ModdleWarning, findings: Findings): void {
  const at = element ? placeOf(element) : null
  if (message.startsWith('unresolved reference')) {
    const missed = property === 'bpmn:sourceRef' || property === 'bpmn:targetRef' || property === 'bpmn:default'
    if (missed || property === 'bpmn:flowNodeRef') {
      findings.refuse(
        at,
        'reference.unresolved',
        `Expected ${property?.replace('bpmn:', '')} to name an element of this file, found "${value}".`,
      )
    } else findings.warn(at, 'reference.unresolved', `Nothing in this file is called "${value}" (${property}).`)
  } else if (message.startsWith('unknown attribute')) {
    const ours = element?.$type.startsWith('portico:') === true
    const reason = `Expected only known attributes, found ${property}.`
    if (ours) findings.refuse(at, 'attribute.unknown', reason)
    else findings.warn(at, 'attribute.unknown', reason)
  } else
    findings.refuse(
      at,
      'file.unparsable',
      `Expected BPMN 2.0, found: ${message
        .split('\n')
        .map((line) => line.trim())
        .join(', ')}.`,
    )
}

/** The nearest element that the author knows by an id: a setting of ours has none of its own. */
function placeOf(element: ModdleElement): Named | null {
  if (element.id !== undefined) return { id: element.id, name: nameOf(element) }
  return element.$parent ? placeOf(element.$parent) : null
}

const firstLine = (text: string): string => text.split('\n')[0] ?? text

function compile(root: ModdleElement, process: ModdleElement, findings: Findings): Definition | null {
  const drawing = collect(process, findings)
  if (isTooLarge(drawing, process, findings)) return null
  const app = readText(process, 'Item', 'app', findings)
  const flows = readFlows(drawing, textOf(root, 'expressionLanguage'), findings)
  const nodes = [...drawing.nodes.values()].map((node) => readNode(node, { drawing, flows, app, findings }))
  const id = process.id ?? 'process'
  const name = nameOf(process)
  const inside = (parent: string | null) => nodes.filter((node) => node.parent === parent)
  for (const node of nodes) if (node.kind === 'sub_process') node.entries = entriesOf(node, inside(node.id), findings)
  const entries = entriesOf({ id, name }, inside(null), findings)
  const definition = {
    format: 1,
    id,
    name,
    app,
    entries,
    ...tables(nodes, flows, drawing),
    variables: variablesOf(nodes),
  } as const
  checkProcess(definition, findings)
  for (const prefix of drawing.foreign) {
    findings.warn(
      process,
      'settings.foreign',
      `This file carries settings of another tool (${prefix}). They are kept, and Portico does nothing with them.`,
    )
  }
  return definition
}

/** Built from entries, which also hold a key such as __proto__ that an assignment would swallow. */
const tables = (nodes: FlowNode[], flows: Map<string, SequenceFlow>, drawing: Drawing) => ({
  elements: Object.fromEntries(nodes.map((node) => [node.id, node])),
  flows: Object.fromEntries(flows),
  lanes: Object.fromEntries(drawing.lanes),
})

function variablesOf(nodes: FlowNode[]): string[] {
  const fields = nodes.flatMap((node) => ('form' in node ? node.form : []))
  return [...new Set(fields.filter((field) => field.from === 'variable').map((field) => field.name))]
}
