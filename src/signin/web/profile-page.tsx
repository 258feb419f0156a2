import { getMeApi, updateMeApi } from '../../people/contract.ts'
import { endMySessionApi, listMySessionsApi } from '../contract.ts'
import { ownEndpoints } from '../portal/own-endpoints.ts'
import { MyTokensPanel } from './my-tokens-panel.tsx'
import { PhotoPanel } from './photo-panel.tsx'
import { Profile } from '../portal/profile.tsx'

export function ProfilePage() {
  return (
    <Profile
      getMe={getMeApi}
      updateMe={updateMeApi}
      listSessions={listMySessionsApi}
      endSession={endMySessionApi}
      own={ownEndpoints}
    >
      <PhotoPanel />
      <MyTokensPanel />
    </Profile>
  )
}
