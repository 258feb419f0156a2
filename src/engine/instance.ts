/** A value as it is stored: what JSON can carry, nothing else. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type Variables = Record<string, Json>

/**
 * One run of a definition, as plain data that maps to rows. It holds only what is live: a completed element leaves, its
 * events stay in the history. Tokens are either in an element (an element instance) or on a sequence flow (a token), so
 * that between any two moves this is the whole marking.
 *
 * Keys are numbers from the counter `nextKey`, unique within the instance: no randomness, and a replay gives the same.
 */
export type Instance = {
  status: InstanceStatus
  nextKey: number
  /** Who started it, opaque to the engine. */
  initiator: string | null
  elements: ElementInstance[]
  tokens: Token[]
  /** By scope key: 0 is the process, others are keys of sub-process instances. */
  variables: Record<number, Variables>
  incidents: Incident[]
  /** Ids of elements that were completed at least once, in the order of their first completion. */
  passed: string[]
}

export type InstanceStatus = 'new' | 'active' | 'completed' | 'cancelled'
export type ElementState = 'active' | 'blocked'

/** One activation of an element. `scope` is the key of the sub-process instance around it, 0 for the process. */
export type ElementInstance = { key: number; scope: number; element: string; state: ElementState }

/** A taken sequence flow whose target has not consumed it yet: it waits at a join, or is held by an incident. */
export type Token = { key: number; scope: number; flow: string }

/** Why an instance cannot go on, or what it could not work out. `on` names element instances or tokens by key. */
export type Incident = {
  key: number
  on: number[]
  /** Where it is shown: the element, or the target of the tokens. */
  element: string
  code: IncidentCode
  message: string
  expression: string | null
  /** The variables the expression names, as they were. */
  input: Variables | null
  /** False where the work goes on without what failed, as with a due date. */
  blocks: boolean
}

export type IncidentCode =
  | 'process.no_way_out'
  | 'process.condition_failed'
  | 'process.endless_loop'
  | 'process.deadlock'
  | 'process.due_failed'
  | 'process.executor_failed'

/** What every run begins from. */
export const newInstance: Instance = {
  status: 'new',
  nextKey: 1,
  initiator: null,
  elements: [],
  tokens: [],
  variables: {},
  incidents: [],
  passed: [],
}

export const elementAt = (instance: Instance, key: number): ElementInstance | undefined =>
  instance.elements.find((element) => element.key === key)

/** Keys that an incident holds back. */
export const heldKeys = (instance: Instance): Set<number> =>
  new Set(instance.incidents.filter((incident) => incident.blocks).flatMap((incident) => incident.on))

/** What an element in this scope can see: its own variables over those of the scopes around it. */
export function visibleVariables(instance: Instance, scope: number): Variables {
  const own = instance.variables[scope] ?? {}
  if (scope === 0) return own
  return { ...visibleVariables(instance, elementAt(instance, scope)?.scope ?? 0), ...own }
}
