import { forPortal } from '../../base/endpoint.ts'
import { getMeApi, updateMeApi } from '../../people/contract.ts'
import { endMySessionApi, listMySessionsApi } from '../contract.ts'
import { Profile } from './profile.tsx'

const endpoints = {
  getMe: forPortal(getMeApi),
  updateMe: forPortal(updateMeApi),
  listSessions: forPortal(listMySessionsApi),
  endSession: forPortal(endMySessionApi),
}

export function PortalProfilePage() {
  return <Profile {...endpoints} />
}
