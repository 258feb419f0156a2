import type { Event } from './events.ts'
import type { ElementState, Instance } from './instance.ts'

type Appliers = { [Type in Event['type']]: (instance: Instance, event: Extract<Event, { type: Type }>) => Instance }

/** These tell tasks and items what to do; the token itself does not move. */
const unmoved = (instance: Instance): Instance => instance

const appliers: Appliers = {
  instanceStarted: (instance, { initiator, variables }) => ({
    ...instance,
    status: 'active',
    initiator,
    variables: { 0: variables },
  }),
  variablesSet: (instance, { scope, variables }) => ({
    ...instance,
    variables: { ...instance.variables, [scope]: { ...instance.variables[scope], ...variables } },
  }),
  elementEntered: (instance, { key, scope, element, consumed }) => ({
    ...used(instance, key),
    tokens: instance.tokens.filter((token) => !consumed.includes(token.key)),
    elements: [...instance.elements, { key, scope, element, state: 'active' }],
  }),
  elementCompleted: (instance, { key, element }) => ({
    ...without(instance, key),
    passed: instance.passed.includes(element) ? instance.passed : [...instance.passed, element],
  }),
  elementTerminated: (instance, { key }) => without(instance, key),
  flowTaken: (instance, { key, scope, flow }) => ({
    ...used(instance, key),
    tokens: [...instance.tokens, { key, scope, flow }],
  }),
  flowDropped: (instance, { key }) => ({ ...instance, tokens: instance.tokens.filter((token) => token.key !== key) }),
  incidentRaised(instance, event) {
    const { type: _, ...incident } = event
    const state = incident.blocks ? 'blocked' : null
    return { ...marked(used(instance, incident.key), incident.on, state), incidents: [...instance.incidents, incident] }
  },
  incidentResolved(instance, { key }) {
    const resolved = instance.incidents.find((incident) => incident.key === key)
    const incidents = instance.incidents.filter((incident) => incident.key !== key)
    return { ...marked(instance, resolved?.on ?? [], resolved?.blocks ? 'active' : null), incidents }
  },
  instanceCompleted: (instance) => ({ ...instance, status: 'completed' }),
  instanceCancelled: (instance) => ({ ...instance, status: 'cancelled' }),
  taskNeeded: unmoved,
  taskChanged: unmoved,
  taskWithdrawn: unmoved,
  itemStatusSet: unmoved,
}

/**
 * The instance after one event. It never refuses and knows no definition: events carry what it needs, so a history can
 * be replayed after the definition's own code has changed.
 */
export function apply(instance: Instance, event: Event): Instance {
  // The table's type pairs each event with its own function; TypeScript cannot follow that through an index.
  const applier = appliers[event.type] as (instance: Instance, event: Event) => Instance
  return applier(instance, event)
}

/** The instance after a whole history. */
export const replay = (instance: Instance, events: readonly Event[]): Instance => events.reduce(apply, instance)

const used = (instance: Instance, key: number): Instance => ({
  ...instance,
  nextKey: Math.max(instance.nextKey, key + 1),
})

/** Variables of a sub-process go with it (BPMN 2.0.2 §10.3.1: their lifetime is that of their scope). */
function without(instance: Instance, key: number): Instance {
  const { [key]: _, ...variables } = instance.variables
  return { ...instance, variables, elements: instance.elements.filter((element) => element.key !== key) }
}

function marked(instance: Instance, keys: number[], state: ElementState | null): Instance {
  if (state === null) return instance
  const elements = instance.elements.map((element) => (keys.includes(element.key) ? { ...element, state } : element))
  return { ...instance, elements }
}
