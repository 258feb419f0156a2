import type { Command } from './commands.ts'
import { buttonsOf, type Definition, type FormField, type UserTask } from './definition.ts'
import type { Event } from './events.ts'
import { type Instance, type Json, newInstance, type Variables } from './instance.ts'
import { nodeOf } from './run.ts'
import { type Decision, decide } from './step.ts'

export type SimulatedStep = { at: string; command: Command; events: Event[] }
export type SimulatedEnd = 'completed' | 'incident' | 'refused' | 'too_long'
export type Simulation = {
  seed: number
  end: SimulatedEnd
  reason: string | null
  steps: SimulatedStep[]
  instance: Instance
}

/** Tasks completed before a run counts as endless. */
const maxSteps = 1_000

/** Every simulated run begins then, and each step takes an hour, so that the same seed prints the same text. */
const begin = Date.UTC(2026, 0, 5, 9)
const stepTime = 3_600_000

/**
 * Plays one run: an open task is chosen, its form filled and one of its buttons pressed, all by chance from `seed`. The
 * same definition and seed give the same run. It stops where a person would have to help.
 */
export function simulate(definition: Definition, seed: number): Simulation {
  const chance = chanceFrom(seed)
  const steps: SimulatedStep[] = []
  let instance = newInstance
  const item: Record<string, Json> = {}
  const ended = (end: SimulatedEnd, reason: string | null = null) => ({ seed, end, reason, steps, instance })
  let command: Command | null = startCommand(definition, item, chance)
  while (command !== null) {
    if (steps.length >= maxSteps) return ended('too_long', `Expected to end within ${maxSteps} tasks, but it goes on.`)
    const at = new Date(begin + steps.length * stepTime).toISOString()
    const decision: Decision = decide(definition, instance, command, at)
    if ('refusal' in decision) return ended('refused', decision.refusal.message)
    instance = decision.instance
    steps.push({ at, command, events: decision.events })
    command = instance.incidents.length > 0 ? null : nextCommand(definition, instance, item, chance)
  }
  const incident = instance.incidents[0]
  return incident ? ended('incident', incident.message) : ended('completed')
}

function startCommand(definition: Definition, item: Record<string, Json>, chance: Chance): Command {
  const form = definition.entries.flatMap((entry) => {
    const node = nodeOf(definition, entry)
    return node.kind === 'start_event' ? node.form : []
  })
  const variables = fill(form, item, chance)
  return { type: 'start', initiator: 'simulated', variables, item: { ...item } }
}

function nextCommand(
  definition: Definition,
  instance: Instance,
  item: Record<string, Json>,
  chance: Chance,
): Command | null {
  if (instance.status !== 'active') return null
  const open = instance.elements.filter((element) => nodeOf(definition, element.element).kind === 'user_task')
  const task = pick(open, chance)
  if (!task) return null
  const node = nodeOf(definition, task.element) as UserTask
  const variables = fill(node.form, item, chance)
  const outcome = pick(buttonsOf(definition, node), chance)?.key ?? null
  return { type: 'completeTask', key: task.key, outcome, variables, item: { ...item } }
}

/** Values for the fields one may write; those of the item are remembered there. */
function fill(form: FormField[], item: Record<string, Json>, chance: Chance): Variables {
  const variables: Variables = {}
  for (const field of form.filter((field) => field.access === 'write')) {
    const into = field.from === 'item' ? item : variables
    into[field.name] = valueFor(field, chance)
  }
  return variables
}

function valueFor(field: FormField, chance: Chance): Json {
  switch (field.type) {
    case 'number':
      return Math.floor(chance() * 1_000)
    case 'yes_no':
      return chance() < 0.5
    case 'date':
      return new Date(begin + Math.floor(chance() * 365) * 24 * stepTime).toISOString().slice(0, 10)
    case 'category':
      return pick(field.options, chance)?.value ?? null
    default:
      return `${field.name} ${Math.floor(chance() * 1_000)}`
  }
}

type Chance = () => number

const pick = <T>(from: readonly T[], chance: Chance): T | undefined => from[Math.floor(chance() * from.length)]

/** Mulberry32: small, even enough for a play, and the same on every machine. */
function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
