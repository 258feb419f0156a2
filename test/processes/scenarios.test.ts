import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { replay } from '../../src/engine/apply.ts'
import { newInstance } from '../../src/engine/instance.ts'
import { definitionOf } from './play.ts'
import { readScenarios, runScenario } from './scenario.ts'

const folder = new URL('.', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder))
const names = (ending: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
const scenarioFiles = names('.scenario')

test('every process file has scenarios, and every scenario file a process', () => {
  expect(scenarioFiles).toEqual(names('.bpmn'))
})

describe.each(scenarioFiles)('%s', async (file) => {
  const definition = await definitionOf(read(`${file}.bpmn`))
  const scenarios = readScenarios(read(`${file}.scenario`).toString())

  test.each(scenarios)('$name', (scenario) => {
    const play = runScenario(definition, scenario, false)
    expect(replay(newInstance, play.history)).toEqual(play.instance)
  })

  test.each(scenarios)('$name, stopped and resumed after every step', (scenario) => {
    const straight = runScenario(definition, scenario, false)
    const resumed = runScenario(definition, scenario, true)
    expect(resumed.history).toEqual(straight.history)
    expect(resumed.instance).toEqual(straight.instance)
  })
})
