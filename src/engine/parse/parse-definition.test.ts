import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { draw } from '../../../test/processes/draw.ts'
import { definitionOf, drawn } from '../../../test/processes/play.ts'
import { parseDefinition } from './parse-definition.ts'

const found = async (xml: string) => {
  const parsed = await parseDefinition(xml)
  return 'refusals' in parsed ? parsed.refusals : []
}
const codes = async (xml: string) => (await found(xml)).map(({ code, element }) => `${code} ${element}`)
const warned = async (xml: string) =>
  (await parseDefinition(xml)).warnings.map(({ code, element }) => `${code} ${element}`)
const simple = 'start s\nuser a\nend e\ns -> a\na -> e'
/** The simple process with something more inside it. */
const withMore = (more: string) => draw(simple).replace('</bpmn:process>', `${more}</bpmn:process>`)
const on = (element: string, attribute: string) =>
  draw(simple).replace(`id="${element}"`, `id="${element}" ${attribute}`)

describe('what the engine cannot run is refused by name', () => {
  test.each([
    'task',
    'serviceTask',
    'scriptTask',
    'sendTask',
    'receiveTask',
    'businessRuleTask',
    'callActivity',
    'adHocSubProcess',
    'transaction',
    'eventBasedGateway',
    'complexGateway',
    'intermediateCatchEvent',
    'intermediateThrowEvent',
  ])('%s', async (tag) => {
    const refusals = await found(withMore(`<bpmn:${tag} id="x" name="The one" />`))
    expect(refusals[0]).toMatchObject({ code: 'element.unsupported', element: 'x', name: 'The one' })
    expect(refusals[0]?.reason).toMatch(/^Expected an element that Portico runs, found a .+\. \w+/)
  })

  test.each(['timer', 'message', 'signal', 'conditional', 'error', 'escalation', 'compensate', 'link'])(
    'a boundary, start or end event with %s',
    async (trigger) => {
      const definition = `<bpmn:${trigger}EventDefinition id="t" />`
      const boundary = `<bpmn:boundaryEvent id="x" attachedToRef="a">${definition}</bpmn:boundaryEvent>`
      expect(await codes(withMore(boundary))).toContain('element.unsupported x')
      expect(await codes(draw(simple).replace('id="s">', `id="s">${definition}`))).toEqual(['element.unsupported s'])
      expect(await codes(draw(simple).replace('id="e">', `id="e">${definition}`))).toEqual(['element.unsupported e'])
    },
  )

  test.each([
    ['a loop', '<bpmn:standardLoopCharacteristics id="l" />'],
    ['many at once', '<bpmn:multiInstanceLoopCharacteristics id="l" />'],
    ['a performer of its own', '<bpmn:potentialOwner id="l" />'],
  ])('a task with %s', async (_, inside) => {
    expect(await codes(draw(simple).replace('id="a">', `id="a">${inside}`))).toEqual(['setting.unsupported a'])
  })

  test.each(['isForCompensation="true"', 'startQuantity="2"', 'completionQuantity="2"'])('%s', async (attribute) => {
    expect(await codes(on('a', attribute))).toEqual(['setting.unsupported a'])
  })

  test('but not where a tool writes out what is usual', async () => {
    expect(await codes(on('a', 'isForCompensation="false" startQuantity="1" completionQuantity="1"'))).toEqual([])
  })

  test('an event sub-process', async () => {
    expect(
      await codes(
        withMore('<bpmn:subProcess id="x" triggeredByEvent="true"><bpmn:userTask id="y" /></bpmn:subProcess>'),
      ),
    ).toContain('setting.unsupported x')
  })

  test('a choreography and a conversation', async () => {
    const xml = draw(simple).replace(
      '</bpmn:definitions>',
      '<bpmn:choreography id="c" /><bpmn:collaboration id="k"><bpmn:conversation id="talk" /></bpmn:collaboration></bpmn:definitions>',
    )
    expect(await codes(xml)).toEqual(['element.unsupported c', 'element.unsupported talk'])
  })

  test('all of it at once, each with its place', async () => {
    const xml = withMore(
      '<bpmn:serviceTask id="mail" name="Send mail" /><bpmn:scriptTask id="sum" /><bpmn:sequenceFlow id="f" sourceRef="a" targetRef="nobody" />',
    )
    expect(await codes(xml)).toEqual([
      'reference.unresolved f',
      'element.unsupported mail',
      'element.unsupported sum',
      'flow.loose f',
    ])
  })
})

test('thousands of refusals are told as the first ones and a count', async () => {
  const refusals = await found(withMore('<bpmn:wrong />'.repeat(3_000)))
  expect(refusals).toHaveLength(501)
  expect(refusals.at(-1)).toMatchObject({
    code: 'file.more',
    reason: 'Found 2500 more of this kind. Mend these first.',
  })
})

describe('a drawing that says two things or none is refused', () => {
  test.each([
    ['two start events', `${simple}\nstart s2\ns2 -> a`, 'start.several drawn'],
    ['nothing to begin with', 'user a\nuser b\na -> b\nb -> a', 'start.missing drawn'],
    ['an empty process', '', 'start.missing drawn'],
    ['a flow into the start event', `${simple}\na -> s`, 'start.incoming s'],
    ['a flow out of the end event', `${simple}\ne -> a`, 'end.outgoing e'],
    ['a step that nothing leads to', `${simple}\nuser b\nb -> e`, 'element.no_way_in b'],
    [
      'a deciding flow without a condition',
      'start s\nxor g\nend e\nend f\ns -> g\ng -> e : x\ng -> f',
      'flow.no_condition g_f',
    ],
    ['a default flow with a condition', 'start s\nxor g\nend e\ns -> g\ng => e : x', 'flow.default_condition g_e'],
    ['a condition behind a parallel gateway', 'start s\nand g\nend e\ns -> g\ng -> e : x', 'flow.condition g_e'],
    ['a condition behind the start event', 'start s\nend e\ns -> e : x', 'flow.condition s_e'],
    ['an unreadable condition', `${simple}\na -> e : x +`, 'expression.unreadable a_e_2'],
    ['a condition in another language', `${simple}\na -> e : \${x > 1}`, 'expression.unreadable a_e_2'],
    [
      'a condition that counts for hours',
      `${simple}\na -> e : some i in 1..99999999 satisfies i = 0`,
      'expression.unreadable a_e_2',
    ],
    ['outcome where nobody chose one', 'start s\nxor g\nend e\ns -> g\ng -> e : outcome = "x"', 'flow.outcome g_e'],
    ['the same button twice', `${simple}\nend f\na -> f ! go\na -> f ! go`, 'button.repeated a'],
    [
      'a flow across the border of a sub-process',
      'start s\nsub p {\nuser a\n}\nend e\ns -> p\np -> e\na -> e',
      'flow.crosses a_e',
    ],
  ])('%s', async (_, lines, refused) => {
    expect(await codes(draw(lines))).toContain(refused)
  })

  test('a default flow that leaves another element', async () => {
    expect(await codes(on('a', 'default="s_a"'))).toEqual(['flow.default a'])
  })

  test('the same id twice', async () => {
    const refusals = await found(withMore('<bpmn:userTask id="a" />'))
    expect(refusals[0]?.reason).toContain('duplicate ID <a>')
  })

  test('a condition in a language that is named', async () => {
    const xml = draw(`${simple}\na -> e : x`).replace(
      'xsi:type="bpmn:tFormalExpression"',
      'xsi:type="bpmn:tFormalExpression" language="groovy"',
    )
    expect(await codes(xml)).toEqual(['expression.language a_e_2'])
  })

  test('more elements than anybody can read', async () => {
    const many = Array.from({ length: 1_100 }, (_, at) => `user u${at}\n${at === 0 ? 's' : `u${at - 1}`} -> u${at}`)
    expect(await codes(draw(`start s\n${many.join('\n')}`))).toContain('process.too_large drawn')
  })
})

describe('pools', () => {
  const process = (id: string, attributes: string, lines = simple) => {
    const inside = draw(lines, { id }).match(/<bpmn:process[^>]*>([\s\S]*)<\/bpmn:process>/)![1]!
    return `<bpmn:process id="${id}" ${attributes}>${inside.replaceAll(/(id|Ref)="(\w+)"/g, `$1="${id}_$2"`)}</bpmn:process>`
  }
  const file = (...parts: string[]) => draw('').replace(/<bpmn:process[\s\S]*<\/bpmn:process>/, parts.join(''))
  const pools =
    '<bpmn:collaboration id="c"><bpmn:participant id="p" processRef="one" /><bpmn:participant id="box" /><bpmn:messageFlow id="m" sourceRef="p" targetRef="box" /></bpmn:collaboration>'

  test('one is executable, the others are partners that are shown', async () => {
    const xml = file(pools, process('one', 'isExecutable="true"'), process('two', 'isExecutable="false"'))
    expect((await definitionOf(xml)).id).toBe('one')
    expect(await warned(xml)).toEqual(expect.arrayContaining(['process.partner two', 'message_flow.shown c']))
  })

  test('a single process counts although no tool marked it', async () => {
    expect(await warned(file(process('one', '')))).toContain('process.not_marked one')
  })

  test('two executable ones, or several of which none is, are refused', async () => {
    expect(await codes(file(process('one', 'isExecutable="true"'), process('two', 'isExecutable="true"')))).toEqual([
      'process.several two',
    ])
    expect(await codes(file(process('one', ''), process('two', '')))).toEqual(['process.missing one'])
    expect(await codes(file())).toEqual(['process.missing null'])
  })
})

describe('what other tools leave out or add', () => {
  test('flows without an id get one, and references are rebuilt from the ends of the flows', async () => {
    const xml = draw(`${simple}\nuser flow_1\na -> flow_1`).replaceAll(
      /<bpmn:sequenceFlow id="[^"]*"/g,
      '<bpmn:sequenceFlow',
    )
    const { flows, elements } = await definitionOf(xml)
    expect(Object.keys(flows)).toEqual(['flow_2', 'flow_3', 'flow_4'])
    expect(elements['a']).toMatchObject({ incoming: ['flow_2'], outgoing: ['flow_3', 'flow_4'] })
  })

  test('conditions are tried in the order of the gateway’s own references', async () => {
    const xml = draw('start s\nxor g\nend e\ns -> g\ng -> e : a\ng -> e : b').replace(
      'id="g">',
      'id="g"><bpmn:outgoing>g_e_2</bpmn:outgoing><bpmn:outgoing>g_e</bpmn:outgoing>',
    )
    expect((await definitionOf(xml)).elements['g']?.outgoing).toEqual(['g_e_2', 'g_e'])
  })

  test('data objects, annotations, groups and associations only document', async () => {
    const xml = withMore(
      '<bpmn:dataObject id="d" /><bpmn:dataObjectReference id="dr" dataObjectRef="d" /><bpmn:dataStoreReference id="ds" /><bpmn:textAnnotation id="t"><bpmn:text>Why</bpmn:text></bpmn:textAnnotation><bpmn:association id="as" sourceRef="a" targetRef="t" /><bpmn:group id="g" />',
    )
    expect(Object.keys((await definitionOf(xml)).elements)).toEqual(['s', 'a', 'e'])
  })

  test('settings of another tool are named once and kept out', async () => {
    const xml = on('a', 'camunda:assignee="kevin"')
      .replace('id="e">', 'id="e" camunda:x="1"><bpmn:extensionElements><zeebe:io /></bpmn:extensionElements>')
      .replace('xmlns:xsi', 'xmlns:camunda="urn:c" xmlns:zeebe="urn:z" xmlns:xsi')
    expect((await warned(xml)).filter((warning) => warning.startsWith('settings'))).toEqual([
      'settings.foreign drawn',
      'settings.foreign drawn',
    ])
  })

  test('ids that are words of JavaScript are ordinary ids', async () => {
    const definition = await drawn(
      'start __proto__\nuser constructor\nend toString\n__proto__ -> constructor\nconstructor -> toString',
    )
    const again = JSON.parse(JSON.stringify(definition))
    expect(Object.keys(again.elements)).toEqual(['__proto__', 'constructor', 'toString'])
    expect(again).toEqual(definition)
  })

  test('what is allowed but probably not meant is a warning', async () => {
    const lines =
      'start s\nuser a\nxor g\nuser lost\nuser lost2\nend e\ns -> a\na -> g\ng -> e : x = 1\nlost -> lost2\nlost2 -> lost'
    expect(await warned(draw(lines))).toEqual(
      expect.arrayContaining(['executor.missing a', 'gateway.no_default g', 'element.unreachable lost']),
    )
    expect(await warned(draw('start s\nuser a\ns -> a'))).toContain('element.implicit_end a')
    expect(await warned(draw(`${simple}\na -> e ! go`))).toContain('button.beside_plain_flow a')
  })
})

test('the definition is plain JSON: it comes back from the database as it went', async () => {
  const file = readFileSync(new URL('../../../test/processes/handle-a-request.bpmn', import.meta.url))
  const definition = await definitionOf(file)
  expect(JSON.parse(JSON.stringify(definition))).toEqual(definition)
  expect((await parseDefinition(file)).warnings).toEqual([])
})
