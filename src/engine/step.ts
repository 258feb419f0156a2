import { Refusal } from '../base/refusal.ts'
import type { Command } from './commands.ts'
import { advance } from './advance.ts'
import { buttonsOf, type Definition } from './definition.ts'
import { behaviorOf } from './elements/registry.ts'
import { resettleTask } from './elements/user-task.ts'
import type { Event } from './events.ts'
import { allOpen } from './expressions/ways-out.ts'
import { elementAt, type Instance, type Variables } from './instance.ts'
import { clearScope, emit, leave, nodeOf, type Run } from './run.ts'
import { byOwner, variablesProblem } from './variables.ts'

/** What follows from a command: the events in order and the instance they lead to, or the reason why nothing happens. */
export type Decision = { events: Event[]; instance: Instance } | { refusal: Refusal }

/**
 * Decides one step. Pure: reads its arguments and nothing else, changes none of them. `now` is an instant in UTC,
 * ISO 8601. A command that may not be carried out is a returned refusal; a process that cannot go on is an incident
 * among the events; an exception is a bug.
 */
export function decide(definition: Definition, instance: Instance, command: Command, now: string): Decision {
  const run = newRun(definition, instance, command, now)
  const refusal = statusRefusal(instance, command) ?? variablesRefusal(instance, command) ?? carryOut(run, command)
  if (refusal) return { refusal }
  advance(run)
  return { events: run.events, instance: run.instance }
}

function newRun(definition: Definition, instance: Instance, command: Command, now: string): Run {
  const run: Run = {
    definition,
    now,
    item: command.item ?? null,
    events: [],
    instance,
    entered: 0,
    terminatedBy: null,
    enter(element, scope, consumed) {
      const node = nodeOf(definition, element)
      behaviorOf(node).enter(run, node, scope, consumed)
    },
    terminate(element, reason) {
      const node = nodeOf(definition, element.element)
      behaviorOf(node).terminate(run, node, element, reason)
    },
  }
  return run
}

function statusRefusal(instance: Instance, command: Command): Refusal | null {
  const expected = command.type === 'start' ? 'new' : 'active'
  if (instance.status === expected) return null
  const code =
    command.type === 'start'
      ? 'instance.already_started'
      : `instance.${instance.status === 'new' ? 'not_started' : 'already_ended'}`
  const wanted = command.type === 'start' ? 'an instance that has not started' : 'a running instance'
  return new Refusal('conflict', code, `Expected ${wanted}, found one that is ${instance.status}.`, {
    status: instance.status,
  })
}

function variablesRefusal(instance: Instance, command: Command): Refusal | null {
  const variables = 'variables' in command ? command.variables : undefined
  if (variables === undefined) return null
  const problem = variablesProblem(instance, variables)
  return problem === null ? null : new Refusal('invalid', 'process.variables_invalid', problem)
}

function carryOut(run: Run, command: Command): Refusal | null {
  switch (command.type) {
    case 'start': {
      const { initiator = null, variables = {} } = command
      emit(run, { type: 'instanceStarted', process: run.definition.id, initiator, variables })
      for (const entry of run.definition.entries) run.enter(entry, 0, [])
      return null
    }
    case 'completeTask':
      return completeTask(run, command)
    case 'setVariables':
      return setVariables(run, command.scope ?? 0, command.variables)
    case 'retryIncident':
      return retryIncident(run, command.key)
    case 'cancel':
      clearScope(run, 0, 'cancelled')
      emit(run, { type: 'instanceCancelled', reason: command.reason })
      return null
  }
}

function completeTask(run: Run, command: Extract<Command, { type: 'completeTask' }>): Refusal | null {
  const { key, outcome = null, variables = {} } = command
  const element = elementAt(run.instance, key)
  const node = element && nodeOf(run.definition, element.element)
  if (!element || node?.kind !== 'user_task') {
    return new Refusal(
      'conflict',
      'task.not_open',
      `Expected an open task with key ${key}, but it was completed or withdrawn. Load the task again.`,
      { key },
    )
  }
  const outcomes = buttonsOf(run.definition, node).map((button) => button.key)
  if (outcome === null ? outcomes.length > 0 : !outcomes.includes(outcome)) {
    const expected = outcomes.length > 0 ? `one of the outcomes ${outcomes.join(', ')}` : 'no outcome'
    const message = `Expected ${expected} for task "${node.name ?? node.id}", found ${outcome ?? 'none'}.`
    return new Refusal('invalid', 'task.unknown_outcome', message, { outcome, outcomes })
  }
  for (const [scope, own] of byOwner(run.instance, element.scope, variables)) {
    emit(run, { type: 'variablesSet', scope, variables: own })
  }
  const ways = allOpen(run, node, element.scope, { outcome })
  if ('problem' in ways) {
    const { code, message, expression, input } = ways.problem
    return new Refusal('unprocessable', code, message, { task: node.id, expression, input })
  }
  leave(run, element, ways.flows, outcome)
  return null
}

function setVariables(run: Run, scope: number, variables: Variables): Refusal | null {
  const host = elementAt(run.instance, scope)
  if (scope !== 0 && (!host || nodeOf(run.definition, host.element).kind !== 'sub_process')) {
    return new Refusal(
      'conflict',
      'process.scope_not_open',
      `Expected a running sub-process with key ${scope}, found none.`,
      { scope },
    )
  }
  emit(run, { type: 'variablesSet', scope, variables })
  return null
}

function retryIncident(run: Run, key: number): Refusal | null {
  const incident = run.instance.incidents.find((incident) => incident.key === key)
  if (!incident)
    return new Refusal(
      'conflict',
      'incident.not_open',
      `Expected an open incident with key ${key}, found none. Load the instance again.`,
      { key },
    )
  emit(run, { type: 'incidentResolved', key, how: 'retried' })
  for (const on of incident.on) {
    const element = elementAt(run.instance, on)
    if (!element) continue
    const node = nodeOf(run.definition, element.element)
    if (node.kind === 'user_task') resettleTask(run, node, element)
    else behaviorOf(node).complete(run, node, element)
  }
  return null
}
