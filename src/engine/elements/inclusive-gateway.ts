import { allOpen } from '../expressions/ways-out.ts'
import { begin, terminateElement } from '../run.ts'
import { type Behavior, leaveOrStay } from './behavior.ts'

/** Inclusive gateway: a token on every open way; when it may begin is in `joins.ts` (BPMN 2.0.2 §13.4.3). */
export const inclusiveGateway: Behavior<'inclusive_gateway'> = {
  enter(run, node, scope, consumed) {
    const key = begin(run, node.id, scope, consumed)
    inclusiveGateway.complete(run, node, { key, scope, element: node.id, state: 'active' })
  },
  complete: (run, node, element) => leaveOrStay(run, element, allOpen(run, node, element.scope)),
  terminate: (run, _node, element, reason) => terminateElement(run, element, reason),
}
