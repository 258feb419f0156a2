import { onlyAddress } from '../../base/endpoint.ts'
import { addressOf } from '../../ui/api.ts'
import type * as photos from '../contract-photo.ts'

/** By address alone: the frame of the employee side shows one's own photo before any page has come (decision 29). */
export const getPhotoApi = onlyAddress<typeof photos.getPhotoApi>({
  side: 'employee',
  method: 'GET',
  path: '/users/:user/photo',
})

/** Where the photo of a row is, for `src`; null where there is none. */
export const photoAddress = ({ id, photo }: { id: string; photo: string | null }): string | null =>
  photo === null ? null : addressOf(getPhotoApi, { user: id, v: photo })
