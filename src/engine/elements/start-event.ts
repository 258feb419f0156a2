import { begin, leave, terminateElement } from '../run.ts'
import type { Behavior } from './behavior.ts'

/** None start event: a token on each outgoing flow (BPMN 2.0.2 §13.5.1). */
export const startEvent: Behavior<'start_event'> = {
  enter(run, node, scope, consumed) {
    const key = begin(run, node.id, scope, consumed)
    startEvent.complete(run, node, { key, scope, element: node.id, state: 'active' })
  },
  complete: (run, node, element) => leave(run, element, node.outgoing),
  terminate: (run, _node, element, reason) => terminateElement(run, element, reason),
}
