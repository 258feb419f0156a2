import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../base/refusal.ts'

/** Content that was taken in: bytes on disk, not yet named by any row. */
export type StoredBlob = {
  key: string
  /** Bytes. */
  size: number
  sha256: Buffer
  /** The first bytes, enough to tell what kind of content it is. */
  head: Buffer
}

/** Where contents are kept. Keys are ours: nothing of a person's file name ever reaches the disk (AT-128). */
export type Blobs = {
  /**
   * Takes a stream in. When it resolves, the bytes outlive a power cut; a row may name them from then on, never before
   * (F-07). Refuses with `file.too_large` as soon as the limit is passed, and with `storage.full`.
   */
  put(content: NodeJS.ReadableStream): Promise<StoredBlob>
  /** The content of a key; undefined when it is not there. */
  get(key: string): Promise<{ stream: NodeJS.ReadableStream; size: number } | undefined>
  /** Forgets a content; one that is not there is forgotten already. */
  remove(key: string): Promise<void>
  /** Every content with its age in milliseconds, for the sweep; half-written ones included. */
  all(): AsyncIterable<{ key: string; age: number }>
}

const mebibyte = 1024 * 1024
/** As much as the guessing of types reads (file-type documents 4,100 bytes). */
const headSize = 4100

const keyPattern = /^[0-9a-f]{40}(\.part)?$/

/** Contents as files in a folder: `ab/cd/<key>`, so that no folder holds more than some thousands. */
export function openBlobs(folder: string, { limit = 50 * mebibyte }: { limit?: number } = {}): Blobs {
  const pathOf = (key: string): string => {
    if (!keyPattern.test(key)) throw new Error(`Expected a key of a content, found ${JSON.stringify(key)}`)
    return join(folder, key.slice(0, 2), key.slice(2, 4), key)
  }
  return {
    async put(content) {
      const key = randomBytes(20).toString('hex')
      const path = pathOf(key)
      try {
        await mkdir(dirname(path), { recursive: true })
        const measured = await writeSynced(`${path}.part`, content, limit)
        await rename(`${path}.part`, path)
        await syncFolder(dirname(path))
        return { key, ...measured }
      } catch (error) {
        await rm(`${path}.part`, { force: true })
        throw isFull(error) ? storageFull() : error
      }
    },
    async get(key) {
      const path = pathOf(key)
      const found = await stat(path).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return undefined
        throw error
      })
      return found && { stream: createReadStream(path), size: found.size }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    async *all() {
      for (const first of await namesIn(folder)) {
        for (const second of await namesIn(join(folder, first))) {
          for (const key of await namesIn(join(folder, first, second))) {
            const found = await stat(join(folder, first, second, key)).catch(() => undefined)
            if (found && keyPattern.test(key)) yield { key, age: Date.now() - found.mtimeMs }
          }
        }
      }
    },
  }
}

async function writeSynced(path: string, content: NodeJS.ReadableStream, limit: number) {
  const file = await open(path, 'wx', 0o600)
  const hash = createHash('sha256')
  let head = Buffer.alloc(0)
  let size = 0
  try {
    await pipeline(content, async (chunks: AsyncIterable<string | Buffer>) => {
      for await (const piece of chunks) {
        const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece
        size += chunk.length
        if (size > limit) throw tooLarge(limit)
        if (head.length < headSize) head = Buffer.concat([head, chunk]).subarray(0, headSize)
        hash.update(chunk)
        await writeWhole(file, chunk)
      }
    })
    await file.sync()
  } finally {
    await file.close()
  }
  return { size, sha256: hash.digest(), head }
}

/** A nearly full disk takes a part and says so only in the number it returns (F-13). */
async function writeWhole(file: Awaited<ReturnType<typeof open>>, chunk: Buffer): Promise<void> {
  for (let written = 0; written < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, written)
    written += bytesWritten
  }
}

/** A rename outlives a power cut only once its folder is synced; Windows knows no such thing and refuses. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  for (const folder of [path, dirname(path), dirname(dirname(path))]) {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return []
    throw error
  })

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code
const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error) ?? '')

const tooLarge = (limit: number) =>
  new Refusal(
    'too_large',
    'file.too_large',
    `Expected a file of at most ${Math.floor(limit / mebibyte)} MiB, but this one is larger. Nothing of it was stored.`,
    { limit },
  )

const storageFull = () =>
  new Refusal(
    'storage_full',
    'storage.full',
    'There is no space left for files. Nothing was stored; tell the operator.',
  )
