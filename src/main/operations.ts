import { auditRoutes } from '../audit/routes.ts'
import { fileRoutes } from '../files/routes.ts'
import { groupRoutes } from '../groups/routes.ts'
import { licensingRoutes } from '../licensing/routes.ts'
import { noticeRoutes } from '../notices/routes.ts'
import type { Operation } from '../operations/operation.ts'
import { orgchartRoutes } from '../orgchart/routes.ts'
import { pageRoutes } from '../pages/routes.ts'
import { peopleRoutes } from '../people/routes.ts'
import { portalRoutes } from '../portals/routes.ts'
import { signinRoutes } from '../signin/routes.ts'
import { workspaceRoutes } from '../workspaces/routes.ts'

/** Every operation that is reachable from outside. What is not here cannot be called. */
export const operations: Operation[] = [
  ...peopleRoutes,
  ...orgchartRoutes,
  ...groupRoutes,
  ...signinRoutes,
  ...licensingRoutes,
  ...workspaceRoutes,
  ...fileRoutes,
  ...pageRoutes,
  ...portalRoutes,
  ...noticeRoutes,
  ...auditRoutes,
]
