import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { themeImageApi } from '../contract.ts'
import { findImage } from '../theme.sql.ts'

export const themeImage = query({
  name: 'themeImage',
  endpoint: themeImageApi,
  permission: 'door.view',
  target: () => ({}),
  async run({ db, blobs }, { kind, v }) {
    const image = await findImage(db, kind)
    const content = image && (await blobs.get(image.key))
    if (!image || !content) throw notFound()
    // The address pages use names the content, so a browser may keep what it got under it.
    const isLasting = v === image.version
    return {
      stream: content.stream,
      name: `${kind}.${image.type.slice(6)}`,
      mediaType: image.type,
      size: content.size,
      isLasting,
    }
  },
})
