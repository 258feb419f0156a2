import { apply } from './apply.ts'
import type { Definition, FlowNode } from './definition.ts'
import type { EndReason, Event } from './events.ts'
import type { Problem } from './expressions/evaluate.ts'
import { type ElementInstance, type Instance, type Json, visibleVariables } from './instance.ts'
import { assertLegal } from './lifecycle.ts'

/**
 * One decision while it is being made: the instance as the events so far leave it. Only `emit` changes it, through
 * `apply`, so what was decided and what a replay gives cannot differ.
 */
export type Run = {
  readonly definition: Definition
  /** An instant in UTC, ISO 8601: the only clock there is. */
  readonly now: string
  readonly item: Json
  readonly events: Event[]
  instance: Instance
  /** Element instances begun in this step, counted against the limit for loops without a wait. */
  entered: number
  /** Set by a terminate end event of the process itself. */
  terminatedBy: string | null
  readonly enter: (element: string, scope: number, consumed: number[]) => void
  readonly terminate: (element: ElementInstance, reason: EndReason) => void
}

export function emit(run: Run, event: Event): void {
  assertLegal(run.instance, event)
  run.events.push(event)
  run.instance = apply(run.instance, event)
}

/** The element with this id; a missing one means that the stored definition was damaged. */
export function nodeOf(definition: Definition, id: string): FlowNode {
  const node = Object.hasOwn(definition.elements, id) ? definition.elements[id] : undefined
  if (!node) throw new Error(`Expected element "${id}" in process "${definition.id}", found none`)
  return node
}

/** Begins an element instance and gives its key. */
export function begin(run: Run, element: string, scope: number, consumed: number[]): number {
  const key = run.instance.nextKey
  run.entered += 1
  emit(run, { type: 'elementEntered', key, scope, element, consumed })
  return key
}

/** Ends an element instance in the regular way and puts a token on each of the flows. */
export function leave(
  run: Run,
  element: ElementInstance,
  flows: readonly string[],
  outcome: string | null = null,
): void {
  overtakeIncidents(run, element.key)
  emit(run, { type: 'elementCompleted', key: element.key, element: element.element, outcome })
  for (const flow of flows) {
    emit(run, { type: 'flowTaken', key: run.instance.nextKey, scope: element.scope, flow, from: element.key })
  }
}

/** Ends everything in a scope: inner sub-processes first, then their tokens. */
export function clearScope(run: Run, scope: number, reason: EndReason): void {
  for (const element of run.instance.elements.filter((element) => element.scope === scope))
    run.terminate(element, reason)
  for (const token of run.instance.tokens.filter((token) => token.scope === scope)) {
    overtakeIncidents(run, token.key)
    emit(run, { type: 'flowDropped', key: token.key, flow: token.flow, reason })
  }
}

/** Ends one element instance before its time. */
export function terminateElement(run: Run, element: ElementInstance, reason: EndReason): void {
  overtakeIncidents(run, element.key)
  emit(run, { type: 'elementTerminated', key: element.key, element: element.element, reason })
}

export function raise(run: Run, on: number[], element: string, problem: Problem, blocks = true): void {
  emit(run, { type: 'incidentRaised', key: run.instance.nextKey, on, element, ...problem, blocks })
}

/** What expressions in this scope see besides the variables. */
export function inputOf(run: Run, scope: number): Record<string, Json> {
  const unfilled = Object.fromEntries(run.definition.variables.map((name) => [name, null]))
  const given = { item: run.item, initiator: run.instance.initiator }
  return { ...unfilled, ...visibleVariables(run.instance, scope), ...given }
}

/** An incident whose last element or token is going away has nothing left to be retried. */
function overtakeIncidents(run: Run, key: number): void {
  const live = new Set([...run.instance.elements, ...run.instance.tokens].map((thing) => thing.key))
  for (const incident of run.instance.incidents) {
    if (!incident.on.includes(key) || incident.on.some((other) => other !== key && live.has(other))) continue
    emit(run, { type: 'incidentResolved', key: incident.key, how: 'overtaken' })
  }
}
