import { allOpen } from '../expressions/ways-out.ts'
import { begin, terminateElement } from '../run.ts'
import { type Behavior, leaveOrStay } from './behavior.ts'

/**
 * Manual task: done outside every system, so it passes at once and only history shows it. BPMN 2.0.2 §13.3.3 leaves it
 * to the engine; waiting would need someone to tell, and that is a user task.
 */
export const manualTask: Behavior<'manual_task'> = {
  enter(run, node, scope, consumed) {
    const key = begin(run, node.id, scope, consumed)
    manualTask.complete(run, node, { key, scope, element: node.id, state: 'active' })
  },
  complete: (run, node, element) => leaveOrStay(run, element, allOpen(run, node, element.scope)),
  terminate: (run, _node, element, reason) => terminateElement(run, element, reason),
}
