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
  refusals: ['file.too_large', 'file.empty', 'file.kind_not_allowed', 'storage.full'],
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

const extension = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,19}$/, 'Expected extensions in small letters without a dot, such as pdf')
const extensions = z
  .array(extension)
  .min(1, 'Expected at least one extension')
  .max(200)
  .nullable()
  .describe('null: every kind of file')

const uploadSettingsShape = z.object({ extensions, version: z.int() })
export type UploadSettingsShape = z.infer<typeof uploadSettingsShape>

export const getUploadSettingsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/upload-settings',
  summary: 'Which kinds of files may be uploaded',
  input: z.strictObject({}),
  answer: uploadSettingsShape,
})

export const updateUploadSettingsApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/upload-settings',
  summary: 'Sets which kinds of files may be uploaded, on both sides',
  input: z.strictObject({ version: z.int().min(1), extensions }),
  answer: z.object({ version: z.int() }),
  refusals: ['upload_settings.changed_meanwhile'],
})
