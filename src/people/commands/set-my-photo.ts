import { notFound, Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { removeMyPhotoApi, setMyPhotoApi } from '../contract-photo.ts'
import { deletePhoto, savePhoto } from '../photo.sql.ts'
import { readPhoto } from '../photo.ts'

/** Reaches nobody but the actor, so the door is all it asks for. */
export const setMyPhoto = command({
  name: 'setMyPhoto',
  endpoint: setMyPhotoApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, actor, upload, blobs, note }) {
    if (actor.kind !== 'user' || actor.userKind !== 'employee') throw notFound()
    if (!upload) throw new Refusal('invalid', 'request.invalid', 'Expected a picture as the body of the request.')
    const read = await readPhoto(blobs, upload)
    const photo = await savePhoto(tx, actor.id, upload, read)
    note({ user: actor.id, ...read, size: upload.size })
    await changed(tx, { topics: ['users', 'me'], users: [actor.id], employees: true })
    return { photo }
  },
})

export const removeMyPhoto = command({
  name: 'removeMyPhoto',
  endpoint: removeMyPhotoApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, actor, note }) {
    if (actor.kind !== 'user') throw notFound()
    await deletePhoto(tx, actor.id)
    note({ user: actor.id })
    await changed(tx, { topics: ['users', 'me'], users: [actor.id], employees: true })
    return null
  },
})
