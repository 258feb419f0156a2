import { groupRoutes } from '../groups/routes.ts'
import type { Operation } from '../operations/operation.ts'

/** Every operation that is reachable from outside. What is not here cannot be called. */
export const operations: Operation[] = [...groupRoutes]
