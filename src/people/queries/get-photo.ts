import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { getPhotoApi } from '../contract-photo.ts'
import { findPhoto } from '../photo.sql.ts'

export const getPhoto = query({
  name: 'getPhoto',
  endpoint: getPhotoApi,
  permission: 'user.view',
  target: ({ user }) => ({ id: user }),
  async run({ db, blobs }, { user, v }) {
    const found = await findPhoto(db, user)
    const content = found && (await blobs.get(found.key))
    if (!found || !content) throw notFound()
    return {
      stream: content.stream,
      name: `photo.${found.type.slice(6)}`,
      mediaType: found.type,
      size: content.size,
      // The address screens use names the content, so a browser may keep what it got under it.
      isLasting: v === found.photo,
    }
  },
})
