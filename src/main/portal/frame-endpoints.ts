import { onlyAddress } from '../../base/endpoint.ts'
import type * as people from '../../people/contract.ts'
import type * as portals from '../../portals/contract.ts'
import type * as signin from '../../signin/contract.ts'

/** What the frame of a portal asks, before any page has come. */
export const portalDoorApi = onlyAddress<typeof portals.portalDoorApi>({
  side: 'public',
  method: 'GET',
  path: '/portal/:portal',
})
export const portalHomeApi = onlyAddress<typeof portals.portalHomeApi>({
  side: 'portal',
  method: 'GET',
  path: '/portals/:portal',
})
export const signOutApi = onlyAddress<typeof signin.signOutApi>({ side: 'portal', method: 'POST', path: '/sign-out' })
export const getMeApi = onlyAddress<typeof people.getMeApi>({ side: 'portal', method: 'GET', path: '/me' })
