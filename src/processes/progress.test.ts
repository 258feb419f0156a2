import { expect, test } from 'vitest'
import { definitionOf } from '../../test/processes/play.ts'
import { draw } from '../../test/processes/draw.ts'
import type { ProcessVersionId } from '../base/ids.ts'
import { type Marking, stepsOf } from './progress.ts'

const named = (name: string) => `<portico:public name="${name}" />`
const definition = await definitionOf(
  draw(`
    start s ${named('Filed')}
    user work ${named('In work')}
    user ask ${named('Question')}
    sub pack {
      start inside
      user wrap ${named('Packing')}
      inside -> wrap
    }
    end e ${named('Sent')}
    s -> work
    work -> ask ! ask
    work -> pack ! pack
    ask -> work ! back
    pack -> e
  `),
)

const told = (marking: Partial<Marking>) =>
  stepsOf(definition, {
    state: 'active',
    elements: [],
    tokens: [],
    passed: [],
    version: '' as ProcessVersionId,
    ...marking,
  }).map(({ name, state }) => `${name}: ${state}`)

const at = (element: string, key = 1, scope = 0) => ({ key, scope, element, state: 'active' as const })

test('tells what must come and not what may come', () => {
  expect(told({ elements: [at('work')], passed: ['s'] })).toEqual([
    'Filed: done',
    'In work: current',
    'Packing: ahead',
    'Sent: ahead',
  ])
})

test('tells a question when it comes, and keeps it afterwards', () => {
  expect(told({ elements: [at('ask')], passed: ['s', 'work'] })).toEqual([
    'Filed: done',
    'In work: done',
    'Question: current',
    'Packing: ahead',
    'Sent: ahead',
  ])
  expect(told({ elements: [at('pack'), at('wrap', 2, 1)], passed: ['s', 'work', 'ask'] })).toEqual([
    'Filed: done',
    'In work: done',
    'Question: done',
    'Packing: current',
    'Sent: ahead',
  ])
})

test('an ended one tells what was done, in the order it was, and nothing ahead', () => {
  expect(told({ state: 'completed', passed: ['s', 'work', 'wrap', 'pack', 'e'] })).toEqual([
    'Filed: done',
    'In work: done',
    'Packing: done',
    'Sent: done',
  ])
  expect(told({ state: 'cancelled', passed: ['s', 'work'] })).toEqual(['Filed: done', 'In work: done'])
})
