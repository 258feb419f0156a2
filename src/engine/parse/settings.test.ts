import { describe, expect, test } from 'vitest'
import { draw } from '../../../test/processes/draw.ts'
import { definitionOf } from '../../../test/processes/play.ts'
import type { UserTask } from '../definition.ts'
import { parseDefinition } from './parse-definition.ts'

/** A process with one task that has these settings, inside the given lanes. */
const taskWith = (settings: string, lanes = '', app: string | undefined = 'requests') =>
  draw(
    `start s\nuser other\nuser a ${settings}\nend e\ns -> other\nother -> a\na -> e`,
    app === undefined ? {} : { app },
  ).replace('<bpmn:startEvent', `${lanes}<bpmn:startEvent`)
const taskOf = async (xml: string) => (await definitionOf(xml)).elements['a'] as UserTask
const codes = async (xml: string) => {
  const parsed = await parseDefinition(xml)
  return 'refusals' in parsed ? parsed.refusals.map(({ code, element }) => `${code} ${element}`) : []
}
const lane = (id: string, settings: string, nodes: string[], inside = '') =>
  `<bpmn:lane id="${id}"><bpmn:extensionElements>${settings}</bpmn:extensionElements>${nodes.map((node) => `<bpmn:flowNodeRef>${node}</bpmn:flowNodeRef>`).join('')}${inside && `<bpmn:childLaneSet id="${id}_set">${inside}</bpmn:childLaneSet>`}</bpmn:lane>`
const laneSet = (...lanes: string[]) => `<bpmn:laneSet id="set">${lanes.join('')}</bpmn:laneSet>`
const group = (ref: string) => `<portico:executor kind="group" ref="${ref}" />`

describe('lanes choose the executor', () => {
  test('the innermost lane with a rule decides', async () => {
    const inner = lane('inner', '', ['a'])
    const nested = laneSet(lane('outer', group('office'), ['a'], lane('middle', group('support'), ['a'], inner)))
    expect(await taskOf(taskWith('', nested))).toMatchObject({
      lane: 'inner',
      executor: { kind: 'group', ref: 'support', choose: 'first' },
    })
  })

  test('a task’s own rule goes before that of its lane, and exclusions add up', async () => {
    const lanes = laneSet(lane('l', `${group('office')}<portico:exclusion kind="initiator" />`, ['a']))
    const own =
      '<portico:executor kind="user" ref="kevin" choose="same" /><portico:exclusion kind="task" ref="other" />'
    expect(await taskOf(taskWith(own, lanes))).toMatchObject({
      executor: { kind: 'user', ref: 'kevin', choose: 'same' },
      exclusions: [
        { kind: 'initiator', ref: null },
        { kind: 'task', ref: 'other' },
      ],
    })
  })

  test('a task in a sub-process takes the lane of the sub-process', async () => {
    const xml = draw('start s\nsub p {\nuser a\n}\ns -> p').replace(
      '<bpmn:startEvent',
      `${laneSet(lane('l', group('office'), ['p']))}<bpmn:startEvent`,
    )
    expect(await taskOf(xml)).toMatchObject({ lane: 'l', executor: { ref: 'office' } })
  })

  test('external users are limited to the initiator unless the organization is named', async () => {
    const executor = async (ref: string) =>
      (await taskOf(taskWith(`<portico:executor kind="external_users" ${ref} />`))).executor
    expect(await executor('')).toMatchObject({ kind: 'external_users', ref: 'initiator' })
    expect(await executor('ref="initiator_organization"')).toMatchObject({ ref: 'initiator_organization' })
    expect(await codes(taskWith('<portico:executor kind="external_users" ref="everybody" />'))).toEqual([
      'setting.value a',
    ])
  })

  test.each([
    ['an unknown kind', '<portico:executor kind="boss" />', 'setting.value a'],
    ['a group without a name', '<portico:executor kind="group" />', 'executor.incomplete a'],
    ['an unknown way to choose', '<portico:executor kind="group" ref="x" choose="random" />', 'setting.value a'],
    ['an unreadable expression', '<portico:executor kind="expression" ref="= 1 +" />', 'expression.unreadable a'],
    ['two rules', `${group('x')}${group('y')}`, 'setting.repeated a'],
    [
      'an exclusion of a task that does not exist',
      '<portico:exclusion kind="task" ref="nowhere" />',
      'exclusion.task a',
    ],
    ['an exclusion of something else than a task', '<portico:exclusion kind="task" ref="s" />', 'exclusion.task a'],
    ['an unknown exclusion', '<portico:exclusion kind="everybody" />', 'setting.value a'],
  ])('%s is refused', async (_, settings, refused) => {
    expect(await codes(taskWith(settings))).toEqual([refused])
  })

  test('an element in two lanes is refused', async () => {
    expect(await codes(taskWith('', laneSet(lane('l', '', ['a']), lane('m', '', ['a']))))).toEqual(['lane.several a'])
  })

  test('a lane that lists what is not drawn is refused', async () => {
    expect(await codes(taskWith('', laneSet(lane('l', '', ['gone']))))).toEqual(['reference.unresolved l'])
  })
})

describe('forms', () => {
  const form = (fields: string) => `<portico:form>${fields}</portico:form>`

  test('a field of the item takes its type from the app, a variable brings its own', async () => {
    const fields =
      '<portico:field name="subject" required="true" /><portico:field name="size" from="variable" access="read" label="Size" type="category"><portico:option value="s" label="Small" /></portico:field>'
    expect((await taskOf(taskWith(form(fields)))).form).toEqual([
      { name: 'subject', from: 'item', access: 'write', required: true, label: null, type: null, options: [] },
      {
        name: 'size',
        from: 'variable',
        access: 'read',
        required: false,
        label: 'Size',
        type: 'category',
        options: [{ value: 's', label: 'Small' }],
      },
    ])
    expect((await definitionOf(taskWith(form(fields)))).variables).toEqual(['size'])
  })

  test.each([
    ['a field without a name', '<portico:field />', 'form.field_name a'],
    ['an unknown access', '<portico:field name="x" access="admin" />', 'setting.value a'],
    ['an unknown source', '<portico:field name="x" from="moon" />', 'setting.value a'],
    ['an unknown type', '<portico:field name="x" from="variable" type="blob" />', 'setting.value a'],
    ['a choice without options', '<portico:field name="x" from="variable" type="category" />', 'form.no_options a'],
    ['the same field twice', '<portico:field name="x" /><portico:field name="x" />', 'form.field_repeated a'],
    [
      'a variable called as something of ours',
      '<portico:field name="outcome" from="variable" />',
      'form.variable_name a',
    ],
    [
      'a variable with a name that is none',
      '<portico:field name="__proto__" from="variable" />',
      'form.variable_name a',
    ],
  ])('%s is refused', async (_, fields, refused) => {
    expect(await codes(taskWith(form(fields)))).toEqual([refused])
  })

  test('fields and statuses of an item need a process that names its app', async () => {
    const settings = `${form('<portico:field name="x" from="item" />')}<portico:status value="new" />`
    const xml = taskWith(settings).replace(/<bpmn:extensionElements><portico:item[^>]*><\/bpmn:extensionElements>/, '')
    expect(await codes(xml)).toEqual(['form.no_app a', 'status.no_app a'])
  })
})

describe('buttons', () => {
  const flow = (button: string, condition: string) =>
    draw('start s\nuser a\nend e\ns -> a').replace(
      '</bpmn:process>',
      `<bpmn:sequenceFlow id="f" name="Go" sourceRef="a" targetRef="e"><bpmn:extensionElements>${button}</bpmn:extensionElements>${condition && `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>`}</bpmn:sequenceFlow></bpmn:process>`,
    )

  test('take their label from the flow where they have none, and check the form unless told otherwise', async () => {
    const read = async (button: string) => (await definitionOf(flow(button, '= outcome = "go"'))).flows['f']?.button
    expect(await read('<portico:button key="go" />')).toEqual({
      key: 'go',
      label: 'Go',
      color: null,
      confirm: null,
      check: true,
    })
    expect(
      await read('<portico:button key="go" label="Off we go" color="green" confirm="Sure?" check="false" />'),
    ).toEqual({
      key: 'go',
      label: 'Off we go',
      color: 'green',
      confirm: 'Sure?',
      check: false,
    })
  })

  test('need the condition that says the same to every other tool', async () => {
    expect(await codes(flow('<portico:button key="go" />', ''))).toEqual(['button.condition f'])
    expect(await codes(flow('<portico:button key="go" />', '= outcome = "stop"'))).toEqual(['button.condition f'])
    expect(await codes(flow('<portico:button label="x" />', '= outcome = "go"'))).toEqual(['button.key f'])
  })

  test('belong on flows out of user tasks', async () => {
    const xml = flow('<portico:button key="go" />', '').replace('sourceRef="a"', 'sourceRef="s"')
    expect(await codes(xml)).toContain('button.misplaced f')
  })
})

describe('settings of ours', () => {
  test.each([
    ['where nothing reads them', '<portico:button key="x" />', 'setting.misplaced a'],
    ['that do not exist', '<portico:magic />', 'file.unparsable null'],
    ['with an attribute that does not exist', '<portico:status value="x" colour="red" />', 'attribute.unknown a'],
    ['without what they are for', '<portico:public />', 'setting.empty a'],
    ['with an unreadable due date', '<portico:due expression="= soon +" />', 'expression.unreadable a'],
  ])('%s are refused', async (_, settings, refused) => {
    expect(await codes(taskWith(settings))).toEqual([refused])
  })
})
