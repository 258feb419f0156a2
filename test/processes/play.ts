import { apply } from '../../src/engine/apply.ts'
import type { Command } from '../../src/engine/commands.ts'
import { type Definition, isJoin } from '../../src/engine/definition.ts'
import type { Event } from '../../src/engine/events.ts'
import { heldKeys, type Instance, newInstance, type Variables } from '../../src/engine/instance.ts'
import { parseDefinition } from '../../src/engine/parse/parse-definition.ts'
import { nodeOf } from '../../src/engine/run.ts'
import { decide } from '../../src/engine/step.ts'
import { draw } from './draw.ts'

/** The definition in a file that must be one the engine runs. */
export async function definitionOf(xml: string | Uint8Array): Promise<Definition> {
  const parsed = await parseDefinition(xml)
  if ('refusals' in parsed) throw new Error(parsed.refusals.map((refusal) => refusal.reason).join('\n'))
  return parsed.definition
}

/** As `definitionOf`, from lines that `draw` understands. */
export const drawn = (lines: string, app?: string): Promise<Definition> =>
  definitionOf(draw(lines, app === undefined ? {} : { app }))

/**
 * A run of one definition that keeps its history and holds every step to what is true of all steps: the events replayed
 * give the same instance, and no token is lost, doubled or left behind.
 */
export class Play {
  definition: Definition
  instance: Instance = newInstance
  history: Event[] = []
  /** Events of the last step, empty after a refusal. */
  last: Event[] = []
  refusal: { code: string; message: string; facts: Record<string, unknown> } | null = null
  /** When set, definition and instance go through JSON between steps, as they do on their way through the database. */
  readonly stopAndResume: boolean
  now = '2026-03-02T09:00:00Z'

  constructor(definition: Definition, stopAndResume = false) {
    this.definition = definition
    this.stopAndResume = stopAndResume
  }

  do(command: Command): this {
    const before = JSON.stringify([this.definition, this.instance])
    const decision = decide(this.definition, this.instance, command, this.now)
    if (JSON.stringify([this.definition, this.instance]) !== before)
      throw new Error('Expected decide to change nothing')
    this.refusal = 'refusal' in decision ? decision.refusal : null
    this.last = 'events' in decision ? decision.events : []
    if ('instance' in decision) {
      const replayed = this.last.reduce(apply, this.instance)
      if (JSON.stringify(replayed) !== JSON.stringify(decision.instance)) throw new Error('Expected replay = state')
      this.instance = decision.instance
      this.history.push(...this.last)
      assertWhole(this.definition, this.instance)
    }
    if (this.stopAndResume)
      [this.definition, this.instance] = JSON.parse(JSON.stringify([this.definition, this.instance]))
    return this
  }

  start(variables: Variables = {}): this {
    return this.do({ type: 'start', initiator: 'dana', variables })
  }

  /** Completes the oldest open task of this element. */
  complete(element: string, outcome: string | null = null, variables: Variables = {}): this {
    const task = this.instance.elements.find((instance) => instance.element === element)
    return this.do({ type: 'completeTask', key: task?.key ?? -1, outcome, variables })
  }

  retry(): this {
    return this.do({ type: 'retryIncident', key: this.instance.incidents[0]?.key ?? -1 })
  }

  /** Element ids of the open tasks, sorted. */
  tasks(): string[] {
    const open = this.instance.elements.filter(
      (element) => nodeOf(this.definition, element.element).kind === 'user_task',
    )
    return open.map((element) => element.element).sort()
  }

  incidents(): string[] {
    return this.instance.incidents.map((incident) => `${incident.code} at ${incident.element}`)
  }

  /** Ids of elements entered in the last step, in order. */
  path(): string[] {
    return this.last.flatMap((event) => (event.type === 'elementEntered' ? [event.element] : []))
  }

  ofLast<Type extends Event['type']>(type: Type): Extract<Event, { type: Type }>[] {
    return this.last.filter((event): event is Extract<Event, { type: Type }> => event.type === type)
  }
}

/** What must hold between any two steps, whatever the diagram. */
export function assertWhole(definition: Definition, instance: Instance): void {
  const { elements, tokens, incidents, nextKey, status } = instance
  const keys = [...elements, ...tokens, ...incidents].map((thing) => thing.key)
  const live = new Set([...elements, ...tokens].map((thing) => thing.key))
  const held = heldKeys(instance)
  expectAll('keys to be unique and below the counter', [
    new Set(keys).size === keys.length,
    keys.every((key) => key < nextKey),
  ])
  expectAll(
    'every scope to be a live sub-process',
    [...elements, ...tokens].map(({ scope }) => {
      const host = elements.find((element) => element.key === scope)
      return scope === 0 || (host !== undefined && nodeOf(definition, host.element).kind === 'sub_process')
    }),
  )
  expectAll(
    'tokens on flows to wait at a join or be held',
    tokens.map((token) => {
      const target = nodeOf(definition, definition.flows[token.flow]!.target)
      return isJoin(target) || held.has(token.key)
    }),
  )
  expectAll(
    'elements to wait for a person, for their inside, or be blocked',
    elements.map((element) => {
      const { kind } = nodeOf(definition, element.element)
      return kind === 'user_task' || kind === 'sub_process' || element.state === 'blocked'
    }),
  )
  expectAll('blocked elements and incidents to name each other', [
    ...elements.map((element) => (element.state === 'blocked') === held.has(element.key)),
    ...incidents.map((incident) => incident.on.some((key) => live.has(key))),
  ])
  if (status === 'active') expectAll('a running instance to have something live', [live.size > 0])
  else expectAll('an ended instance to have nothing live', [live.size + incidents.length === 0])
}

function expectAll(what: string, held: boolean[]): void {
  if (!held.every(Boolean)) throw new Error(`Expected ${what}`)
}
