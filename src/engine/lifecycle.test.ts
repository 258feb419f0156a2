import { expect, test } from 'vitest'
import { replay } from './apply.ts'
import type { Event } from './events.ts'
import { newInstance } from './instance.ts'
import { assertLegal } from './lifecycle.ts'

const started: Event = { type: 'instanceStarted', process: 'p', initiator: null, variables: {} }
const entered: Event = { type: 'elementEntered', key: 1, scope: 0, element: 'a', consumed: [] }
const completed: Event = { type: 'elementCompleted', key: 1, element: 'a', outcome: null }
const ended: Event = { type: 'instanceCompleted', terminatedBy: null }
const blocked: Event = {
  type: 'incidentRaised',
  key: 2,
  on: [1],
  element: 'a',
  code: 'process.no_way_out',
  message: '',
  expression: null,
  input: null,
  blocks: true,
}
const after = (...events: Event[]) => replay(newInstance, events)

test('an instance runs once and ends once', () => {
  expect(() => assertLegal(newInstance, started)).not.toThrow()
  expect(() => assertLegal(newInstance, entered)).toThrow('running instance')
  expect(() => assertLegal(after(started), started)).toThrow('from active')
  expect(() => assertLegal(after(started, ended), ended)).toThrow('from completed')
  expect(() => assertLegal(after(started, ended), entered)).toThrow('found completed')
})

test('an element instance completes once, and not while an incident holds it', () => {
  expect(() => assertLegal(after(started, entered), completed)).not.toThrow()
  expect(() => assertLegal(after(started, entered, completed), completed)).toThrow('found none')
  expect(() => assertLegal(after(started, entered, blocked), completed)).toThrow('from blocked')
  expect(() =>
    assertLegal(after(started, entered, blocked, { type: 'incidentResolved', key: 2, how: 'retried' }), completed),
  ).not.toThrow()
})
