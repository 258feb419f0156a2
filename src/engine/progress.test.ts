import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { definitionOf, drawn, Play } from '../../test/processes/play.ts'
import { newInstance } from './instance.ts'
import { progress, publicName } from './progress.ts'

const file = (name: string) => readFileSync(new URL(`../../test/processes/${name}.bpmn`, import.meta.url))
const shown = (play: Play) =>
  progress(play.definition, play.instance).map(({ element, state }) => `${element} ${state}`)

test('an outsider follows a request from filing to its end', async () => {
  const play = new Play(await definitionOf(file('handle-a-request'))).start()
  expect(progress(play.definition, play.instance)).toEqual([
    { element: 'filed', name: 'Request filed', state: 'done' },
    { element: 'work', name: 'We are working on it', state: 'current' },
    { element: 'resolved', name: 'Resolved', state: 'ahead' },
    { element: 'answer', name: 'We need your answer', state: 'ahead' },
  ])
  play.complete('work', 'ask')
  expect(shown(play)).toEqual(['filed done', 'work done', 'resolved ahead', 'answer current'])
  play.complete('answer', 'send').complete('work', 'resolve')
  expect(shown(play)).toEqual(['filed done', 'work done', 'resolved done', 'answer done'])
})

test('a branch that was not taken disappears, and an ended instance has nothing ahead', async () => {
  const play = new Play(await definitionOf(file('an-approval')))
  expect(progress(play.definition, newInstance).every(({ state }) => state === 'ahead')).toBe(true)
  play.start({ boss: 'ivan', payers: 'ann', deadline: 'P1D' }).complete('file').complete('approve', 'approve')
  expect(shown(play)).toEqual(['file done', 'approve done', 'pay current', 'paid ahead'])
  play.do({ type: 'cancel', reason: 'no longer needed' })
  expect(shown(play)).toEqual(['file done', 'approve done'])
})

test('steps that are not public are not shown, and have no public name', async () => {
  const definition = await drawn(
    'start s\nuser secret\nuser a <portico:public name="Doing it" />\ns -> secret\nsecret -> a',
  )
  const play = new Play(definition).start()
  expect(shown(play)).toEqual(['a ahead'])
  expect(publicName(definition, 'secret')).toBe(null)
  expect(publicName(definition, 'a')).toBe('Doing it')
})

test('steps inside a sub-process are shown where it stands, and what follows it is ahead', async () => {
  const step = '<portico:public name="x" />'
  const definition = await drawn(
    `start s\nsub p {\nuser a ${step}\nuser b ${step}\na -> b\n}\nuser c ${step}\ns -> p\np -> c`,
  )
  expect(shown(new Play(definition).start())).toEqual(['a current', 'b ahead', 'c ahead'])
})
