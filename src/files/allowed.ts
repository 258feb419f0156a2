import { fileTypeFromBuffer, supportedExtensions } from 'file-type'
import { Refusal } from '../base/refusal.ts'

/** Other names of one content; a document of an office program may look like the ZIP it is. */
const same: Record<string, readonly string[]> = {
  jpeg: ['jpg'],
  tiff: ['tif'],
  tif: ['tif'],
  docx: ['docx', 'zip'],
  xlsx: ['xlsx', 'zip'],
  pptx: ['pptx', 'zip'],
  odt: ['odt', 'zip'],
  ods: ['ods', 'zip'],
  odp: ['odp', 'zip'],
  doc: ['cfb'],
  xls: ['cfb'],
  ppt: ['cfb'],
  msg: ['cfb'],
  htm: ['html'],
  mpeg: ['mpg'],
  m4v: ['mp4', 'm4v'],
  svg: ['xml'],
}

export const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''

const refused = (sentence: string, facts: Record<string, unknown>) =>
  new Refusal('media_type', 'file.kind_not_allowed', sentence, facts)

/**
 * With a list, both have to fit: the extension is on it, and the first bytes are those of what it says (M138, AT-127).
 * Text has no first bytes of its own, so a text must not begin like anything else.
 */
export async function refuseUnlessAllowed(allowed: string[] | null, name: string, head: Buffer): Promise<void> {
  if (allowed === null) return
  const extension = extensionOf(name)
  if (!allowed.includes(extension)) {
    const found = extension ? `.${extension}` : 'a name without an extension'
    const list = allowed.map((each) => `.${each}`).join(', ')
    throw refused(`Expected a file of a kind that may be uploaded (${list}), but found ${found}.`, { allowed })
  }
  const content = (await fileTypeFromBuffer(head).catch(() => undefined))?.ext
  const expected = same[extension] ?? (isTold(extension) ? [extension] : [])
  const isFitting =
    expected.length > 0 ? content !== undefined && expected.includes(content) : content === undefined && isText(head)
  if (isFitting) return
  const found = content ? `that of a .${content}` : 'something else'
  throw refused(`Expected the content of a .${extension} file in “${name}”, but found ${found}.`, { allowed })
}

/** Whether the extension is one that contents are told by. */
const isTold = (extension: string): boolean => (supportedExtensions as ReadonlySet<string>).has(extension)

const isText = (head: Buffer): boolean => !head.includes(0)
