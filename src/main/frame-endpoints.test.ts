import { expect, test } from 'vitest'
import { type Endpoint, forPortal } from '../base/endpoint.ts'
import * as people from '../people/contract.ts'
import * as photos from '../people/contract-photo.ts'
import { getPhotoApi } from '../people/web/photo-address.ts'
import * as portals from '../portals/contract.ts'
import * as signin from '../signin/contract.ts'
import * as tasks from '../tasks/contract.ts'
import * as workspaces from '../workspaces/contract.ts'
import * as ofPortals from './portal/frame-endpoints.ts'
import * as ofEmployees from './web/frame-endpoints.ts'

const addresses = (endpoints: Record<string, Endpoint>) =>
  Object.fromEntries(Object.entries(endpoints).map(([name, { side, method, path }]) => [name, { side, method, path }]))

test('the frame of the employee side asks where the contracts answer', () => {
  const { getMeApi } = people
  const { listWorkspacesApi } = workspaces
  const { countMyTasksApi } = tasks
  const { signOutApi } = signin
  expect({ getPhotoApi }).toEqual(addresses({ getPhotoApi: photos.getPhotoApi }))
  expect({ ...ofEmployees }).toEqual(addresses({ getMeApi, listWorkspacesApi, countMyTasksApi, signOutApi }))
})

test('the frame of a portal asks where the contracts answer', () => {
  const { portalDoorApi, portalHomeApi } = portals
  const signOutApi = forPortal(signin.signOutApi)
  const getMeApi = forPortal(people.getMeApi)
  expect({ ...ofPortals }).toEqual(addresses({ portalDoorApi, portalHomeApi, signOutApi, getMeApi }))
})
