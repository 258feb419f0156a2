import { begin, leave, terminateElement } from '../run.ts'
import type { Behavior } from './behavior.ts'

/** Parallel gateway: a token on every way out; when it may begin is in `joins.ts` (BPMN 2.0.2 §13.4.1). */
export const parallelGateway: Behavior<'parallel_gateway'> = {
  enter(run, node, scope, consumed) {
    const key = begin(run, node.id, scope, consumed)
    parallelGateway.complete(run, node, { key, scope, element: node.id, state: 'active' })
  },
  complete: (run, node, element) => leave(run, element, node.outgoing),
  terminate: (run, _node, element, reason) => terminateElement(run, element, reason),
}
