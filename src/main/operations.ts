import { appRoutes } from '../apps/routes.ts'
import { auditRoutes } from '../audit/routes.ts'
import { companyRoutes } from '../company/routes.ts'
import { calendarRoutes } from '../calendars/routes.ts'
import { directoryRoutes } from '../directories/routes.ts'
import { fileRoutes } from '../files/routes.ts'
import { grantRoutes } from '../grants/routes.ts'
import { groupRoutes } from '../groups/routes.ts'
import { licensingRoutes } from '../licensing/routes.ts'
import { noticeRoutes } from '../notices/routes.ts'
import { asOperation, type Operation } from '../operations/operation.ts'
import { orgchartRoutes } from '../orgchart/routes.ts'
import { pageRoutes } from '../pages/routes.ts'
import { peopleRoutes } from '../people/routes.ts'
import { portalRoutes } from '../portals/routes.ts'
import { processRoutes } from '../processes/routes.ts'
import { providerRoutes } from '../providers/routes.ts'
import { signinRoutes } from '../signin/routes.ts'
import { taskRoutes } from '../tasks/routes.ts'
import { workspaceRoutes } from '../workspaces/routes.ts'
import { getAttention } from './get-attention.ts'
import { setUp } from './set-up.ts'

/** Every operation that is reachable from outside. What is not here cannot be called. */
export const operations: Operation[] = [
  asOperation(setUp),
  ...companyRoutes,
  ...signinRoutes,
  ...peopleRoutes,
  ...orgchartRoutes,
  ...groupRoutes,
  ...grantRoutes,
  ...licensingRoutes,
  ...workspaceRoutes,
  ...fileRoutes,
  ...appRoutes,
  ...pageRoutes,
  ...portalRoutes,
  ...processRoutes,
  ...taskRoutes,
  ...calendarRoutes,
  ...noticeRoutes,
  ...directoryRoutes,
  ...providerRoutes,
  ...auditRoutes,
  asOperation(getAttention),
]
