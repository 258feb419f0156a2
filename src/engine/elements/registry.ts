import type { ElementKind, FlowNode } from '../definition.ts'
import type { Behavior } from './behavior.ts'
import { endEvent } from './end-event.ts'
import { exclusiveGateway } from './exclusive-gateway.ts'
import { inclusiveGateway } from './inclusive-gateway.ts'
import { manualTask } from './manual-task.ts'
import { parallelGateway } from './parallel-gateway.ts'
import { startEvent } from './start-event.ts'
import { subProcess } from './sub-process.ts'
import { terminateEndEvent } from './terminate-end-event.ts'
import { userTask } from './user-task.ts'

/** Every element the engine runs: the only place that knows which file gives a shape its meaning. */
export const registry: { [Kind in ElementKind]: Behavior<Kind> } = {
  start_event: startEvent,
  end_event: endEvent,
  terminate_end_event: terminateEndEvent,
  user_task: userTask,
  manual_task: manualTask,
  exclusive_gateway: exclusiveGateway,
  parallel_gateway: parallelGateway,
  inclusive_gateway: inclusiveGateway,
  sub_process: subProcess,
}

/** The behavior of this node; the cast says what the type of `registry` guarantees and TypeScript cannot follow. */
export const behaviorOf = (node: FlowNode): Behavior => registry[node.kind] as unknown as Behavior
