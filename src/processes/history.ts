import type { Definition } from '../engine/definition.ts'
import type { Event } from '../engine/events.ts'

/** An event as a sentence for whoever looks after the process, and the element it is about; null: not worth a line. */
export function sentenceOf(definition: Definition, event: Event): { element: string | null; text: string } | null {
  const called = (id: string): string => `“${definition.elements[id]?.name ?? id}”`
  switch (event.type) {
    case 'instanceStarted':
      return { element: null, text: 'Started' }
    case 'variablesSet':
      return { element: null, text: `Set ${Object.keys(event.variables).join(', ') || 'nothing'}` }
    case 'elementEntered':
      return { element: event.element, text: `Reached ${called(event.element)}` }
    case 'elementCompleted': {
      const outcome = event.outcome === null ? '' : ` with “${labelOf(definition, event.element, event.outcome)}”`
      return { element: event.element, text: `Completed ${called(event.element)}${outcome}` }
    }
    case 'elementTerminated':
      return { element: event.element, text: `Ended ${called(event.element)} before its time` }
    case 'itemStatusSet':
      return { element: event.element, text: `Set the status to “${event.status}”` }
    case 'incidentRaised':
      return { element: event.element, text: event.message }
    case 'incidentResolved':
      return {
        element: null,
        text: event.how === 'retried' ? 'Tried again what had failed' : 'Left what had failed behind',
      }
    case 'instanceCompleted':
      return { element: event.terminatedBy, text: 'Finished' }
    case 'instanceCancelled':
      return { element: null, text: `Cancelled: ${event.reason}` }
    default:
      return null
  }
}

const labelOf = ({ elements, flows }: Definition, element: string, outcome: string): string =>
  elements[element]?.outgoing.map((flow) => flows[flow]?.button).find((button) => button?.key === outcome)?.label ??
  outcome
