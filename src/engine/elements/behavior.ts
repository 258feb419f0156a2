import type { ElementKind, FlowNode } from '../definition.ts'
import type { EndReason } from '../events.ts'
import type { ElementInstance } from '../instance.ts'
import { leave, raise, type Run } from '../run.ts'
import type { WaysOut } from '../expressions/ways-out.ts'

/** The node type of a kind, also where one type serves several kinds. */
type NodeOf<Kind extends ElementKind> = FlowNode & { kind: Kind }

/**
 * What an element means, as three verbs. `enter` begins an instance and goes on as far as it can without waiting;
 * `complete` leaves it, and is tried again when its incident is retried; `terminate` ends it before its time.
 */
export type Behavior<Kind extends ElementKind = ElementKind> = {
  enter: (run: Run, node: NodeOf<Kind>, scope: number, consumed: number[]) => void
  complete: (run: Run, node: NodeOf<Kind>, element: ElementInstance) => void
  terminate: (run: Run, node: NodeOf<Kind>, element: ElementInstance, reason: EndReason) => void
}

/** Leaves by the ways found, or stays with an incident: nothing is lost in silence. */
export function leaveOrStay(run: Run, element: ElementInstance, ways: WaysOut): void {
  if ('flows' in ways) leave(run, element, ways.flows)
  else raise(run, [element.key], element.element, ways.problem)
}
