import { addressOf } from '../../ui/api.ts'
import { getPhotoApi } from '../contract-photo.ts'

/** Where the photo of a row is, for `src`; null where there is none. */
export const photoAddress = ({ id, photo }: { id: string; photo: string | null }): string | null =>
  photo === null ? null : addressOf(getPhotoApi, { user: id, v: photo })
