import { fileTypeFromBuffer } from 'file-type'

/**
 * Types a browser is told; all others leave as bytes without a meaning. Nothing here runs scripts when opened: no HTML,
 * SVG or XML, whatever the name says (AT-126, AT-127).
 */
const harmless = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'application/zip',
  'audio/mpeg',
  'video/mp4',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
])

export const unknownMediaType = 'application/octet-stream'

/** The type of a content by its first bytes. What cannot be told apart is opaque; that is no error. */
export async function mediaTypeOf(head: Buffer): Promise<string> {
  // A content that breaks off inside its own header makes the guessing throw; it is opaque then.
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  return found && harmless.has(found.mime) ? found.mime : unknownMediaType
}
