import { allOpen } from '../expressions/ways-out.ts'
import { begin, clearScope, terminateElement } from '../run.ts'
import { type Behavior, leaveOrStay } from './behavior.ts'

/**
 * Embedded sub-process: a scope of its own. The step completes it when no token and no element is left inside
 * (BPMN 2.0.2 §13.3.4).
 */
export const subProcess: Behavior<'sub_process'> = {
  enter(run, node, scope, consumed) {
    const key = begin(run, node.id, scope, consumed)
    for (const entry of node.entries) run.enter(entry, key, [])
  },
  complete: (run, node, element) => leaveOrStay(run, element, allOpen(run, node, element.scope)),
  terminate(run, _node, element, reason) {
    clearScope(run, element.key, reason)
    terminateElement(run, element, reason)
  },
}
