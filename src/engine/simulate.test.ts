import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { definitionOf, drawn } from '../../test/processes/play.ts'
import { draw } from '../../test/processes/draw.ts'
import { replay } from './apply.ts'
import { checkFile } from './check.ts'
import { newInstance } from './instance.ts'
import { simulate } from './simulate.ts'

const file = (name: string) => readFileSync(new URL(`../../test/processes/${name}.bpmn`, import.meta.url))

test('the same seed plays the same run, and its events replay to the same instance', async () => {
  const definition = await definitionOf(file('handle-a-request'))
  const run = simulate(definition, 7)
  expect(simulate(definition, 7)).toEqual(run)
  expect(run.end).toBe('completed')
  expect(
    replay(
      newInstance,
      run.steps.flatMap((step) => step.events),
    ),
  ).toEqual(run.instance)
})

test('different seeds take different ways', async () => {
  const definition = await definitionOf(file('handle-a-request'))
  const lengths = Array.from({ length: 20 }, (_, seed) => simulate(definition, seed).steps.length)
  expect(new Set(lengths).size).toBeGreaterThan(2)
})

test('forms are filled by their types, so that conditions on them are met', async () => {
  const field =
    '<portico:form><portico:field name="size" from="variable" type="category"><portico:option value="small" /><portico:option value="large" /></portico:field><portico:field name="sure" from="variable" type="yes_no" /><portico:field name="count" from="variable" type="number" /></portico:form>'
  const definition = await drawn(
    `start s ${field}\nxor g\nend a\nend b\ns -> g\ng -> a : size = "small" and sure and count >= 0\ng => b`,
  )
  const ends = Array.from({ length: 20 }, (_, seed) => simulate(definition, seed))
  expect(ends.every(({ end }) => end === 'completed')).toBe(true)
  expect(new Set(ends.map(({ instance }) => instance.passed.at(-1)))).toEqual(new Set(['a', 'b']))
})

test('a run stops where a person would have to help', async () => {
  expect(simulate(await definitionOf(file('exclusive-gateway')), 3).end).toBe('completed')
  const missing = simulate(await definitionOf(file('conditional-flows-out-of-a-task')), 1)
  expect(missing).toMatchObject({ end: 'refused', reason: expect.stringContaining("'contract' not found") })
  const round = await drawn('start s\nuser a\ns -> a\na -> a')
  expect(simulate(round, 1)).toMatchObject({ end: 'too_long', reason: expect.stringContaining('goes on') })
})

test('a check tells refusals alone, else warnings and what playing it shows', async () => {
  const refused = await checkFile(draw('start s\nuser a\ns -> a\na -> a : x +'))
  expect(refused.refusals.map(({ code }) => code)).toEqual(['expression.unreadable'])
  const stuck = await checkFile(
    draw('start s\nuser a\nuser b\nand j\nend e\ns -> a\na -> j ! one\na -> b ! two\nb -> j\nj -> e'),
  )
  expect(stuck.refusals).toEqual([])
  expect(stuck.warnings.map(({ code, element }) => `${code} ${element}`)).toContain('process.deadlock j')
  expect(await checkFile(file('handle-a-request'))).toEqual({ refusals: [], warnings: [] })
})
