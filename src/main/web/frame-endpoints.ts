import { onlyAddress } from '../../base/endpoint.ts'
import type * as people from '../../people/contract.ts'
import type * as signin from '../../signin/contract.ts'
import type * as tasks from '../../tasks/contract.ts'
import type * as workspaces from '../../workspaces/contract.ts'

/** What the frame of the employee side asks, before any page has come. */
export const getMeApi = onlyAddress<typeof people.getMeApi>({ side: 'employee', method: 'GET', path: '/me' })
export const listWorkspacesApi = onlyAddress<typeof workspaces.listWorkspacesApi>({
  side: 'employee',
  method: 'GET',
  path: '/workspaces',
})
export const countMyTasksApi = onlyAddress<typeof tasks.countMyTasksApi>({
  side: 'employee',
  method: 'GET',
  path: '/task-counts',
})
export const signOutApi = onlyAddress<typeof signin.signOutApi>({
  side: 'employee',
  method: 'POST',
  path: '/sign-out',
})
