import { z } from 'zod'
import { endpoint, forPortal } from '../base/endpoint.ts'
import { idOf } from '../base/wire.ts'

export const fileNameLimit = 300

export const fileShape = z.object({
  id: idOf('file'),
  name: z.string(),
  size: z.int().describe('Bytes'),
  mediaType: z.string().describe('Found by its content, from a short list of harmless types'),
})
export type FileShape = z.infer<typeof fileShape>

/** Whatever a name may contain is only ever shown or put into a header; on disk the content has a name of our own. */
const fileName = z
  .string()
  .transform((given) =>
    given
      // Directories, control characters and signs that turn the direction of writing are no part of a name (AT-128).
      .replace(/^.*[\\/]/s, '')
      .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
      .trim(),
  )
  .pipe(z.string().min(1, 'Expected a file name').max(fileNameLimit, `Expected at most ${fileNameLimit} characters`))

export const uploadFileApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/files',
  status: 201,
  upload: true,
  summary: 'Stores a file. It is its uploader’s alone until an item takes it',
  input: z.strictObject({ name: fileName }),
  answer: fileShape,
  refusals: ['file.too_large', 'file.empty', 'storage.full'],
})

export const downloadFileApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/files/:file',
  download: true,
  summary: 'Content of a file, as an attachment',
  input: z.strictObject({ file: idOf('file') }),
  answer: z.null(),
})

export const uploadFileOnPortalApi = forPortal(uploadFileApi)
export const downloadFileOnPortalApi = forPortal(downloadFileApi)
