import { forPortal } from '../../base/endpoint.ts'
import { getMeApi, updateMeApi } from '../../people/contract.ts'
import { endMySessionApi, listMySessionsApi } from '../contract.ts'
import { type OwnEndpoints, ownEndpoints } from './own-endpoints.ts'
import { Profile } from './profile.tsx'

const endpoints = {
  getMe: forPortal(getMeApi),
  updateMe: forPortal(updateMeApi),
  listSessions: forPortal(listMySessionsApi),
  endSession: forPortal(endMySessionApi),
  own: Object.fromEntries(
    Object.entries(ownEndpoints).map(([name, one]) => [name, forPortal(one as never)]),
  ) as OwnEndpoints,
}

export function PortalProfilePage({ portal }: { portal: string }) {
  return <Profile {...endpoints} portal={portal} />
}
