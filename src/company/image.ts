import { buffer } from 'node:stream/consumers'
import { fileTypeFromBuffer } from 'file-type'
import { imageSize } from 'image-size'
import { Refusal } from '../base/refusal.ts'
import type { Blobs, StoredBlob } from '../blobs/blobs.ts'
import { imageBytes, imageSide } from './contract.ts'

/** SVG is not among them: it is a page with scripts, and it would be shown on the page where passwords are typed (AT-126). */
const usable = new Set(['image/png', 'image/jpeg', 'image/webp'])

const refused = (found: string) =>
  new Refusal(
    'unprocessable',
    'theme.image_unusable',
    `Expected a PNG, JPEG or WebP picture of at most ${imageBytes / 1024} KiB and ${imageSide} pixels a side, but found ${found}.`,
  )

/**
 * What an uploaded picture is, by its bytes and never by its name; its size is read from the header, nothing is unpacked.
 * @throws Refusal for anything that is not a picture a browser shows without danger.
 */
export async function readImage(blobs: Blobs, content: StoredBlob) {
  if (content.size > imageBytes) throw refused(`${Math.ceil(content.size / 1024)} KiB`)
  const type = (await fileTypeFromBuffer(content.head).catch(() => undefined))?.mime
  if (!type || !usable.has(type)) throw refused(type ?? 'something that is no picture')
  const stored = await blobs.get(content.key)
  const bytes = await buffer(stored!.stream)
  const { width, height } = sizeOf(bytes)
  if (Math.max(width, height) > imageSide || Math.min(width, height) < 1) throw refused(`${width} × ${height} pixels`)
  return { type, width, height }
}

function sizeOf(bytes: Buffer): { width: number; height: number } {
  try {
    return imageSize(bytes)
  } catch {
    throw refused('a picture that breaks off')
  }
}
