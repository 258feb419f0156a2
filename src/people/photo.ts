import { buffer } from 'node:stream/consumers'
import { fileTypeFromBuffer } from 'file-type'
import { imageSize } from 'image-size'
import { Refusal } from '../base/refusal.ts'
import type { Blobs, StoredBlob } from '../blobs/blobs.ts'
import { photoBytes, photoSide } from './contract-photo.ts'

/** SVG is not among them: it can carry scripts (AT-126). */
const usable = new Set(['image/png', 'image/jpeg', 'image/webp'])

const refused = (found: string) =>
  new Refusal(
    'unprocessable',
    'photo.unusable',
    `Expected a square PNG, JPEG or WebP picture of at most ${photoBytes / 1024} KiB and ${photoSide} pixels a side, but found ${found}.`,
  )

/**
 * What an uploaded photo is, by its bytes and never by its name; its size is read from the header, nothing is unpacked.
 *
 * @throws Refusal 422 `photo.unusable`
 */
export async function readPhoto(blobs: Blobs, content: StoredBlob): Promise<{ type: string; side: number }> {
  if (content.size > photoBytes) throw refused(`${Math.ceil(content.size / 1024)} KiB`)
  const type = (await fileTypeFromBuffer(content.head).catch(() => undefined))?.mime
  if (!type || !usable.has(type)) throw refused(type ?? 'something that is no picture')
  const stored = await blobs.get(content.key)
  const { width, height } = sizeOf(await buffer(stored!.stream))
  if (width !== height || width < 1 || width > photoSide) throw refused(`${width} × ${height} pixels`)
  return { type, side: width }
}

function sizeOf(bytes: Buffer): { width: number; height: number } {
  try {
    return imageSize(bytes)
  } catch {
    throw refused('a picture that breaks off')
  }
}
