import { begin, emit, leave, terminateElement } from '../run.ts'
import type { Behavior } from './behavior.ts'

/** None end event: consumes the token; its scope ends with its last one (BPMN 2.0.2 §13.5.6). */
export const endEvent: Behavior<'end_event'> = {
  enter(run, node, scope, consumed) {
    const key = begin(run, node.id, scope, consumed)
    if (node.status !== null) emit(run, { type: 'itemStatusSet', key, element: node.id, status: node.status })
    endEvent.complete(run, node, { key, scope, element: node.id, state: 'active' })
  },
  complete: (run, _node, element) => leave(run, element, []),
  terminate: (run, _node, element, reason) => terminateElement(run, element, reason),
}
