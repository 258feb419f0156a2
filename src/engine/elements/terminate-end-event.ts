import { begin, clearScope, emit, leave, terminateElement } from '../run.ts'
import type { Behavior } from './behavior.ts'

/**
 * Terminate end event: everything else in its scope ends at once. In a sub-process only that ends, and the process goes
 * on after it (BPMN 2.0.2 §13.5.6).
 */
export const terminateEndEvent: Behavior<'terminate_end_event'> = {
  enter(run, node, scope, consumed) {
    const key = begin(run, node.id, scope, consumed)
    if (node.status !== null) emit(run, { type: 'itemStatusSet', key, element: node.id, status: node.status })
    terminateEndEvent.complete(run, node, { key, scope, element: node.id, state: 'active' })
  },
  complete(run, node, element) {
    leave(run, element, [])
    clearScope(run, element.scope, 'terminated')
    if (element.scope === 0) run.terminatedBy = node.id
  },
  terminate: (run, _node, element, reason) => terminateElement(run, element, reason),
}
