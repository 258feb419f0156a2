import type { Definition } from '../../src/engine/definition.ts'
import type { Json, Variables } from '../../src/engine/instance.ts'
import { Play } from './play.ts'

/** One line of a scenario: `when …` does something, `then …` is what must be so afterwards. */
export type Line = { number: number; verb: 'given' | 'when' | 'then'; words: string }
export type Scenario = { name: string; lines: Line[] }

/**
 * Reads a scenario file. `scenario` begins one, a line with `#` is a remark (where a rule of the standard is cited).
 *
 *     given variables {"amount": 5}          before the start; also: item
 *     when started | cancelled | incident retried
 *     when TASK completed [with OUTCOME] [setting {…}]
 *     when variables {…}                     someone corrects variables
 *     then tasks a, b | no tasks             the open tasks, exactly
 *     then completed | running | cancelled
 *     then refused CODE                      and nothing has changed
 *     then incident CODE at ELEMENT | no incidents
 *     then item status STATUS                set in this step
 *     then path a, b                         elements entered in this step, in order
 */
export function readScenarios(text: string): Scenario[] {
  const scenarios: Scenario[] = []
  for (const [at, row] of text.split('\n').entries()) {
    const line = row.trim()
    if (line === '' || line.startsWith('#')) continue
    const [verb, ...rest] = line.split(' ')
    const words = rest.join(' ')
    if (verb === 'scenario') scenarios.push({ name: words, lines: [] })
    else if (verb === 'given' || verb === 'when' || verb === 'then')
      scenarios.at(-1)?.lines.push({ number: at + 1, verb, words })
    else throw new Error(`Expected scenario, given, when or then in line ${at + 1}, found ${line}`)
  }
  return scenarios
}

type Given = { variables: Variables; item: Json }

/** Runs a scenario; throws with the line that does not hold. */
export function runScenario(definition: Definition, scenario: Scenario, stopAndResume: boolean): Play {
  const play = new Play(definition, stopAndResume)
  const given: Given = { variables: {}, item: null }
  for (const line of scenario.lines) {
    if (line.verb === 'given') give(given, line)
    else if (line.verb === 'when') act(play, given, line)
    else check(play, line)
  }
  return play
}

function give(given: Given, line: Line): void {
  const [, what, json] = /^(variables|item) (.*)$/.exec(line.words) ?? []
  if (what === 'variables') given.variables = JSON.parse(json!)
  else if (what === 'item') given.item = JSON.parse(json!)
  else throw new Error(`Expected given variables or item in line ${line.number}`)
}

function act(play: Play, { variables, item }: Given, line: Line): void {
  const completed = /^(\S+) completed(?: with (\S+))?(?: setting (.*))?$/.exec(line.words)
  const corrected = /^variables (.*)$/.exec(line.words)
  if (line.words === 'started') play.do({ type: 'start', initiator: 'dana', variables, item })
  else if (line.words === 'cancelled') play.do({ type: 'cancel', reason: 'no longer needed' })
  else if (line.words === 'incident retried') play.retry()
  else if (completed) play.complete(completed[1]!, completed[2] ?? null, completed[3] ? JSON.parse(completed[3]) : {})
  else if (corrected) play.do({ type: 'setVariables', variables: JSON.parse(corrected[1]!) })
  else throw new Error(`Expected an act in line ${line.number}, found ${line.words}`)
}

function check(play: Play, line: Line): void {
  const [found, expected] = compared(play, line.words)
  if (found === expected) return
  throw new Error(`Line ${line.number}: expected ${line.words}, found ${found}`)
}

/** What is and what the line says, both as text. */
function compared(play: Play, words: string): [found: string, expected: string] {
  const [what, ...rest] = words.split(' ')
  const list = rest.join(' ')
  switch (what) {
    case 'tasks':
      return [play.tasks().join(', '), list.split(', ').sort().join(', ')]
    case 'no':
      return [list === 'tasks' ? play.tasks().join(', ') : play.incidents().join(', '), '']
    case 'refused':
      return [play.refusal?.code ?? 'nothing refused', list]
    case 'incident':
      return [play.incidents().join(', '), list]
    case 'item':
      return [
        play
          .ofLast('itemStatusSet')
          .map((event) => event.status)
          .join(', '),
        list.replace('status ', ''),
      ]
    case 'path':
      return [play.path().join(', '), list]
    default:
      return [play.instance.status === 'active' ? 'running' : play.instance.status, words]
  }
}
