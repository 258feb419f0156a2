import { beforeEach, describe, expect, test } from 'vitest'
import portico from '../../engine/portico-moddle.json' with { type: 'json' }
import file from '../templates/handle-a-request.bpmn?raw'
import type { Drawn, Moddle } from './bpmn.ts'
import { buttonOf, conditionOf, flowsFrom, freeKey, writeCondition } from './buttons.ts'
import { documentationOf, writeDocumentation } from './documentation.ts'
import type { Pen } from './drawing.ts'
import { addField, changeField, formOf, moveField, removeField } from './form-fields.ts'
import { settingOf, settingsOf, writeSetting, writeSettings } from './settings.ts'

// By names the compiler does not follow: the engine is checked with the types of Node, screens with those of a browser.
const library = 'bpmn-moddle'
const engine = '../../engine/parse/parse-definition.ts'
const { BpmnModdle } = (await import(library)) as { BpmnModdle: new (packages: object) => Files }
const { parseDefinition } = (await import(engine)) as { parseDefinition: (xml: string) => Promise<Read> }

type Read = { definition: { elements: Record<string, object> } } | { refusals: { reason: string }[] }
/** What bpmn-js uses of the library beyond reading. */
type Files = {
  fromXML: (xml: string) => Promise<{ rootElement: Moddle; elementsById: Record<string, Moddle> }>
  toXML: (root: Moddle, options: { format: boolean }) => Promise<{ xml: string }>
  create: (type: string, attributes: Record<string, unknown>) => Moddle
}

const foreign = '<acme:robot xmlns:acme="http://acme.example/1" speed="3"><acme:arm>left</acme:arm></acme:robot>'
const withForeign = file.replace('<portico:public name="We are working on it" />', `${foreign}$&`)

let files: Files
let root: Moddle
let byId: Record<string, Moddle>
let pen: Pen

beforeEach(async () => {
  files = new BpmnModdle({ portico })
  ;({ rootElement: root, elementsById: byId } = await files.fromXML(withForeign))
  pen = {
    set: (_, element, properties) => {
      for (const [name, value] of Object.entries(properties)) element.set(name, value)
    },
    create: (type, attributes) => files.create(type, attributes),
  }
})

/** As bpmn-js has it on the canvas. */
const drawn = (id: string): Drawn =>
  ({ id, businessObject: byId[id], outgoing: [], type: byId[id]!.$type }) as unknown as Drawn
const written = async (): Promise<string> => (await files.toXML(root, { format: true })).xml
const engineReads = async () => {
  const read = await parseDefinition(await written())
  if ('refusals' in read) throw new Error(read.refusals.map(({ reason }) => reason).join(' '))
  return read.definition
}

describe('settings of a diagram', () => {
  test('an executor is made where there was none and read by the engine', async () => {
    writeSetting(pen, drawn('work'), byId.work!, 'Executor', { kind: 'user', ref: 'someone', choose: '' })
    expect((await engineReads()).elements.work).toMatchObject({
      executor: { kind: 'user', ref: 'someone', choose: 'first' },
    })
  })

  test('a change keeps the setting and its other attributes', () => {
    const before = settingOf(byId.support, 'Executor')
    writeSetting(pen, drawn('support'), byId.support!, 'Executor', { kind: 'group', ref: 'sales' })
    expect(settingOf(byId.support, 'Executor')).toBe(before)
    expect(before?.get('choose')).toBe('first')
  })

  test('what is emptied leaves the file', async () => {
    writeSetting(pen, drawn('work'), byId.work!, 'Status', null)
    writeSetting(pen, drawn('resolved'), byId.resolved!, 'Public', null)
    writeSetting(pen, drawn('resolved'), byId.resolved!, 'Status', null)
    expect(await written()).not.toContain('in_progress')
    expect(byId.resolved!.get('extensionElements')).toBeUndefined()
  })

  test('settings of other tools stay through every change', async () => {
    writeSetting(pen, drawn('work'), byId.work!, 'Status', null)
    writeSetting(pen, drawn('work'), byId.work!, 'Due', { expression: '= duration("P2D")' })
    writeSettings(pen, drawn('work'), byId.work!, 'Exclusion', [{ kind: 'initiator' }])
    expect((await written()).replace(/>\s+</g, '><')).toContain(foreign)
  })

  test('exclusions are written as a whole', async () => {
    const all = [
      { kind: 'initiator', ref: '' },
      { kind: 'task', ref: 'answer' },
    ]
    writeSettings(pen, drawn('work'), byId.work!, 'Exclusion', all)
    expect((await engineReads()).elements.work).toMatchObject({
      exclusions: [{ kind: 'initiator' }, { kind: 'task', ref: 'answer' }],
    })
    writeSettings(pen, drawn('work'), byId.work!, 'Exclusion', [])
    expect(settingsOf(byId.work, 'Exclusion')).toEqual([])
  })

  test('writing nothing where nothing is changes nothing', async () => {
    const before = await written()
    writeSetting(pen, drawn('to_support'), byId.to_support!, 'Public', null)
    writeSettings(pen, drawn('to_support'), byId.to_support!, 'Exclusion', [])
    writeCondition(pen, drawn('to_work'), ' ')
    expect(await written()).toBe(before)
  })

  test('a note is added, changed and taken away', async () => {
    writeDocumentation(pen, drawn('work'), byId.work!, 'Be kind.')
    expect(documentationOf(byId.work!)).toBe('Be kind.')
    expect(await written()).toContain('<bpmn:documentation>Be kind.</bpmn:documentation>')
    writeDocumentation(pen, drawn('work'), byId.work!, '')
    expect(await written()).not.toContain('documentation')
  })
})

describe('the form of a step', () => {
  const names = (): string[] => formOf(drawn('filed'), true).map(({ name }) => name)

  test('takes fields of the app and variables in the order given', async () => {
    addField(pen, drawn('filed'), { name: 'urgent', label: 'Is it urgent?', from: 'variable', type: 'yes_no' })
    moveField(pen, drawn('filed'), 4, 0)
    expect(names()).toEqual(['urgent', 'subject', 'description', 'category', 'attachment'])
    expect((await engineReads()).elements.filed).toMatchObject({
      form: [
        { name: 'urgent', from: 'variable', type: 'yes_no', label: 'Is it urgent?' },
        { name: 'subject' },
        {},
        {},
        {},
      ],
    })
  })

  test('a field cannot be moved out of the form', () => {
    const before = names()
    moveField(pen, drawn('filed'), 0, -1)
    moveField(pen, drawn('filed'), 3, 4)
    moveField(pen, drawn('filed'), 9, 0)
    expect(names()).toEqual(before)
  })

  test('options are kept with their codes', async () => {
    addField(pen, drawn('filed'), { name: 'size', from: 'variable', type: 'category' })
    changeField(pen, drawn('filed'), 4, { options: [{ value: 'big', label: 'Very big' }] })
    expect(formOf(drawn('filed'), true)[4]?.options).toEqual([{ value: 'big', label: 'Very big' }])
    expect(await written()).toContain('<portico:option value="big" label="Very big" />')
  })

  test('not required any more is not said in the file', async () => {
    changeField(pen, drawn('filed'), 0, { required: false })
    expect(await written()).not.toMatch(
      /name="subject"[^>]*required[^>]*from="item"[^>]*\/>\s*<portico:field name="desc/,
    )
    expect(formOf(drawn('filed'), true)[0]?.required).toBe(false)
  })

  test('without a field there is no form', async () => {
    for (let left = names().length; left > 0; left -= 1) removeField(pen, drawn('filed'), 0)
    expect(settingOf(byId.filed, 'Form')).toBeUndefined()
    expect((await engineReads()).elements.filed).toMatchObject({ form: [] })
  })
})

describe('a button', () => {
  test('is read from its flow, and the condition it must have beside it', () => {
    expect(buttonOf(drawn('ask'))).toEqual({
      key: 'ask',
      label: 'Ask the customer',
      color: '',
      confirm: '',
      check: true,
    })
    expect(conditionOf(drawn('ask'))).toBe('= outcome = "ask"')
    expect(buttonOf(drawn('to_work'))).toBeNull()
  })

  test('gets a key that no button beside it has', () => {
    const task = drawn('work') as unknown as { outgoing: unknown[] }
    const [ask, resolve] = [drawn('ask'), drawn('resolve')]
    for (const flow of [ask, resolve]) Object.assign(flow, { source: task })
    task.outgoing = [ask, resolve]
    expect(flowsFrom(task as unknown as Drawn)).toHaveLength(2)
    expect(freeKey('Resolve', ask)).toBe('resolve_2')
    expect(freeKey('Resolve', resolve)).toBe('resolve')
    expect(freeKey('Отклонить', ask)).toBe('otklonit')
  })
})
