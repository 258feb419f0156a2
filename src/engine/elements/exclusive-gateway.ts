import { firstOpen } from '../expressions/ways-out.ts'
import { begin, terminateElement } from '../run.ts'
import { type Behavior, leaveOrStay } from './behavior.ts'

/** Exclusive gateway: each token passes alone, by the first open way (BPMN 2.0.2 §13.4.2). */
export const exclusiveGateway: Behavior<'exclusive_gateway'> = {
  enter(run, node, scope, consumed) {
    const key = begin(run, node.id, scope, consumed)
    exclusiveGateway.complete(run, node, { key, scope, element: node.id, state: 'active' })
  },
  complete(run, node, element) {
    const ways = node.outgoing.length === 0 ? { flows: [] } : firstOpen(run, node, element.scope)
    leaveOrStay(run, element, ways)
  },
  terminate: (run, _node, element, reason) => terminateElement(run, element, reason),
}
