import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { removeThemeImageApi, setThemeImageApi } from '../contract.ts'
import { readImage } from '../image.ts'
import { deleteImages, findTheme, saveImage } from '../theme.sql.ts'

export const setThemeImage = command({
  name: 'setThemeImage',
  endpoint: setThemeImageApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, upload, blobs, note }, { kind }) {
    if (!upload) throw new Refusal('invalid', 'request.invalid', 'Expected a picture as the body of the request.')
    const image = await readImage(blobs, upload)
    await saveImage(tx, kind, upload, image)
    note({ image: kind, ...image, size: upload.size })
    await changed(tx, { topics: ['theme'], employees: true })
    return { url: (await findTheme(tx)).images[kind]!.url }
  },
})

export const removeThemeImage = command({
  name: 'removeThemeImage',
  endpoint: removeThemeImageApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, note }, { kind }) {
    await deleteImages(tx, [kind])
    note({ image: kind })
    await changed(tx, { topics: ['theme'], employees: true })
    return null
  },
})
