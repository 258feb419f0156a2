import { auditRoutes } from '../audit/routes.ts'
import { groupRoutes } from '../groups/routes.ts'
import { noticeRoutes } from '../notices/routes.ts'
import { pageRoutes } from '../pages/routes.ts'
import { portalRoutes } from '../portals/routes.ts'
import type { Operation } from '../operations/operation.ts'

/** Every operation that is reachable from outside. What is not here cannot be called. */
export const operations: Operation[] = [...groupRoutes, ...noticeRoutes, ...auditRoutes, ...pageRoutes, ...portalRoutes]
