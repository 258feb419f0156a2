import type { Event } from './events.ts'
import { elementAt, type ElementState, type Instance, type InstanceStatus } from './instance.ts'

/** Legal moves of an instance as a whole (BPMN 2.0.2 §13.2). */
export const instanceTransitions: Record<InstanceStatus, readonly InstanceStatus[]> = {
  new: ['active'],
  active: ['completed', 'cancelled'],
  completed: [],
  cancelled: [],
}

/**
 * Legal moves of an element instance: BPMN's activity lifecycle (2.0.2 §13.3.2) without the states nobody can observe,
 * because one step is one transaction. `blocked` is ours: an incident holds it until it is retried. The two last states
 * are not kept in the instance, only in history.
 */
export const elementTransitions: Record<ElementState, readonly (ElementState | 'completed' | 'terminated')[]> = {
  active: ['blocked', 'completed', 'terminated'],
  blocked: ['active', 'terminated'],
}

const instanceTarget: Partial<Record<Event['type'], InstanceStatus>> = {
  instanceStarted: 'active',
  instanceCompleted: 'completed',
  instanceCancelled: 'cancelled',
}

const elementTarget: Partial<Record<Event['type'], 'completed' | 'terminated'>> = {
  elementCompleted: 'completed',
  elementTerminated: 'terminated',
}

/** Throws where the engine is about to record something impossible: a bug of ours, never of a model or a caller. */
export function assertLegal(instance: Instance, event: Event): void {
  const to = instanceTarget[event.type]
  if (to !== undefined) return assertMove(instanceTransitions[instance.status], to, 'instance', instance.status)
  if (instance.status !== 'active')
    throw new Error(`Expected a running instance for ${event.type}, found ${instance.status}`)
  const end = elementTarget[event.type]
  if (end === undefined || !('key' in event)) return
  const found = elementAt(instance, event.key)
  if (!found) throw new Error(`Expected a live element instance ${event.key} for ${event.type}, found none`)
  assertMove(elementTransitions[found.state], end, `element instance ${event.key}`, found.state)
}

function assertMove(allowed: readonly string[], to: string, what: string, from: string): void {
  if (!allowed.includes(to))
    throw new Error(`Expected ${what} to go from ${from} to ${allowed.join(' or ') || 'nothing'}, found ${to}`)
}
