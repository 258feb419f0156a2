/**
 * Draws a BPMN file from lines, so that a test shows the diagram it speaks of:
 *
 *     start s          an element: kind, id, and settings of ours as XML behind it
 *     sub p {          a sub-process, up to its closing brace
 *     s -> a           a sequence flow, named s_a
 *     a -> b : x > 1   with a condition
 *     a => c           the default flow of a
 *     a -> d ! go      a button with the condition outcome = "go"
 */
export function draw(lines: string, options: { app?: string; id?: string } = {}): string {
  const rows = lines
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '')
  const { xml } = drawScope(rows, 0, new Map())
  const item = options.app === undefined ? '' : settings(`<portico:item app="${options.app}" />`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:portico="http://portico.app/schema/bpmn/1" targetNamespace="http://portico.app/processes">
  <bpmn:process id="${options.id ?? 'drawn'}" isExecutable="true">${item}
${xml}  </bpmn:process>
</bpmn:definitions>
`
}

const tags: Record<string, string> = {
  start: 'startEvent',
  end: 'endEvent',
  terminate: 'endEvent',
  user: 'userTask',
  manual: 'manualTask',
  xor: 'exclusiveGateway',
  and: 'parallelGateway',
  or: 'inclusiveGateway',
  sub: 'subProcess',
}

type Drawn = { xml: string; next: number }

function drawScope(rows: string[], from: number, flowNames: Map<string, number>): Drawn {
  const nodes: string[] = []
  const flows: string[] = []
  const defaults = new Map<string, string>()
  let at = from
  for (; at < rows.length && rows[at] !== '}'; at += 1) {
    const row = rows[at]!
    const flow = /^(\S+) (->|=>) (\S+)(?: ([:!]) (.*))?$/.exec(row)
    if (flow) flows.push(drawFlow(flow, flowNames, defaults))
    else {
      const [kind = '', id = '', ...rest] = row.split(' ')
      const inside = kind === 'sub' ? drawScope(rows, at + 1, flowNames) : null
      if (inside) at = inside.next
      nodes.push(drawNode(kind, id, inside?.xml ?? settings(rest.join(' '))))
    }
  }
  const xml = [...nodes, ...flows].map((line) => withDefault(line, defaults)).join('')
  return { xml, next: at }
}

function drawNode(kind: string, id: string, content: string): string {
  const tag = tags[kind]
  if (tag === undefined) throw new Error(`Expected one of ${Object.keys(tags).join(', ')}, found "${kind}"`)
  const trigger = kind === 'terminate' ? `<bpmn:terminateEventDefinition id="${id}_trigger" />` : ''
  return `    <bpmn:${tag} id="${id}">${content}${trigger}</bpmn:${tag}>\n`
}

function drawFlow(match: RegExpExecArray, names: Map<string, number>, defaults: Map<string, string>): string {
  const [, source = '', arrow, target = '', mark, text = ''] = match
  const count = (names.get(`${source}_${target}`) ?? 0) + 1
  names.set(`${source}_${target}`, count)
  const id = count === 1 ? `${source}_${target}` : `${source}_${target}_${count}`
  if (arrow === '=>') defaults.set(source, id)
  const button = mark === '!' ? settings(`<portico:button key="${text}" label="${text}" />`) : ''
  const feel = mark === '!' ? `outcome = "${text}"` : text
  const condition =
    feel === ''
      ? ''
      : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">= ${escape(feel)}</bpmn:conditionExpression>`
  return `    <bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${button}${condition}</bpmn:sequenceFlow>\n`
}

const withDefault = (line: string, defaults: Map<string, string>): string =>
  line.replace(/^( {4}<bpmn:\w+ id=")([^"]+)(">)/, (all, open: string, id: string, close: string) =>
    defaults.has(id) && !line.includes('sourceRef') ? `${open}${id}" default="${defaults.get(id)}${close}` : all,
  )

const settings = (xml: string): string => (xml === '' ? '' : `<bpmn:extensionElements>${xml}</bpmn:extensionElements>`)

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
