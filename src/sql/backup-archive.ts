/**
 * The file a backup is: a gzipped tar (POSIX.1-1988 "ustar"), so that any tool of any system can look into it.
 *
 *     tables/public.users      rows as `copy … to` writes them in text format
 *     files/ab/cdef…           contents of files, under their path in the files folder
 *     manifest.json            the last entry: what it is, of which schema, size and SHA-256 of every part
 *
 * The manifest is last because it is written in one go with everything else. The sums find what was cut off, damaged or
 * changed; they are no signature. Keep an archive where only you can write, or compare the sum `backup` prints.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline, type Readable, type Writable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'

const block = 512
/** What a tar may hold in eleven octal digits; larger sizes are written in base 256, as GNU tar does. */
const largestOctal = 0o77777777777

export type Part = { name: string; size: number; sha256: string }

const column = z.strictObject({
  name: z.string(),
  type: z.string(),
  notNull: z.boolean(),
  expression: z.string().nullable(),
  generated: z.string(),
  identity: z.string(),
  comment: z.string().nullable(),
})

export const manifest = z.strictObject({
  format: z.literal('portico-backup'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  /** The migrations the database had: a restore needs the same files. */
  migrations: z.array(z.strictObject({ number: z.number(), name: z.string(), checksum: z.string() })).min(1),
  /** Which columns each part in `tables/` has, in their order. */
  tables: z.array(z.strictObject({ schema: z.string(), name: z.string(), columns: z.array(z.string()) })),
  /** Tables made at run time, which no migration makes. */
  appTables: z.array(
    z.strictObject({
      schema: z.literal('app_data'),
      name: z.string(),
      comment: z.string().nullable(),
      columns: z.array(column),
      constraints: z.array(z.strictObject({ name: z.string(), kind: z.string(), definition: z.string() })),
      indexes: z.array(z.string()),
      triggers: z.array(z.string()),
      grants: z.array(z.string()),
    }),
  ),
  sequences: z.array(z.strictObject({ schema: z.string(), name: z.string(), value: z.string() })),
  parts: z.array(z.strictObject({ name: z.string(), size: z.number(), sha256: z.string() })),
})
export type Manifest = z.infer<typeof manifest>

export const archiveRefused = (message: string, cause?: unknown): CannotStart =>
  new CannotStart('archiveRefused', message, { cause })

/** Writes one entry of known size; `out` is the stream into gzip. @returns its line in the manifest. */
export async function writePart(out: Writable, name: string, size: number, content: Readable): Promise<Part> {
  await write(out, header(name, size))
  const hash = createHash('sha256')
  let written = 0
  for await (const chunk of content as AsyncIterable<Buffer>) {
    hash.update(chunk)
    written += chunk.length
    await write(out, chunk)
  }
  if (written !== size) throw archiveRefused(`${name} changed while it was being read. Run the backup again.`)
  await write(out, Buffer.alloc(padding(size)))
  return { name, size, sha256: hash.digest('hex') }
}

/** A tar ends with two empty blocks. */
export const endOfArchive = Buffer.alloc(2 * block)

async function write(out: Writable, chunk: Buffer): Promise<void> {
  await new Promise<void>((resolve, reject) => out.write(chunk, (error) => (error ? reject(error) : resolve())))
}

const padding = (size: number): number => (block - (size % block)) % block

function header(name: string, size: number): Buffer {
  const head = Buffer.alloc(block)
  const [prefix, rest] = splitName(name)
  head.write(rest, 0)
  head.write('0000600\0', 100)
  head.write('0000000\0', 108)
  head.write('0000000\0', 116)
  if (size <= largestOctal) head.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  else {
    head.writeUInt8(0x80, 124)
    head.writeBigUInt64BE(BigInt(size), 128)
  }
  head.write('00000000000\0', 136)
  head.write('        0', 148)
  head.write('ustar\x0000', 257)
  head.write(prefix, 345)
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return head
}

function splitName(name: string): [string, string] {
  if (Buffer.byteLength(name) <= 100) return ['', name]
  for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)]
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(rest) <= 100) return [prefix, rest]
  }
  throw archiveRefused(`Expected a path of at most 255 bytes, found ${name}.`)
}

/**
 * Reads an archive from front to back. `onPart` must read its content to the end. What is damaged, cut off or no
 * archive of ours at all becomes a refusal.
 */
export async function readArchive(file: string, onPart: PartReader): Promise<void> {
  const source = createReadStream(file)
  const unzipped = createGunzip()
  // pipeline() destroys the one when the other fails; the failure itself surfaces in the loop below.
  pipeline(source, unzipped, () => undefined)
  const input = new Input(unzipped)
  try {
    for (;;) {
      const head = await input.take(block)
      if (head.every((byte) => byte === 0)) break
      const { name, size } = readHeader(head)
      await onPart(name, size, input.content(size))
      await input.take(padding(size))
    }
    // To the end, so that gzip's own sum over everything is checked as well.
    await input.drain()
  } catch (error) {
    if (error instanceof CannotStart || !(error instanceof Error) || !('code' in error || error instanceof CutOff))
      throw error
    if ('code' in error && !String(error.code).startsWith('Z_')) throw error
    throw archiveRefused(`${file} is damaged or not a backup of Portico: ${error.message}. Nothing was written.`, error)
  } finally {
    source.destroy()
    unzipped.destroy()
  }
}

export type PartReader = (name: string, size: number, content: AsyncIterable<Buffer>) => Promise<void>

class CutOff extends Error {}

function readHeader(head: Buffer): { name: string; size: number } {
  const text = (from: number, length: number) => head.toString('utf8', from, from + length).split('\0')[0]!
  const sum = head.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0)
  if (text(257, 5) !== 'ustar' || Number.parseInt(text(148, 8), 8) !== sum) throw new CutOff('it holds no archive')
  const large = head.readUInt8(124) === 0x80
  const size = large ? Number(head.readBigUInt64BE(128)) : Number.parseInt(text(124, 12), 8)
  const prefix = text(345, 155)
  return { name: prefix ? `${prefix}/${text(0, 100)}` : text(0, 100), size }
}

/** Bytes of a stream in the portions one asks for. */
class Input {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(stream: Readable) {
    this.#chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#chunks.next()
    if (!done) this.#rest = this.#rest.length ? Buffer.concat([this.#rest, value]) : value
    return !done
  }

  async take(size: number): Promise<Buffer> {
    while (this.#rest.length < size) if (!(await this.#more())) throw new CutOff('it is cut off')
    const taken = this.#rest.subarray(0, size)
    this.#rest = this.#rest.subarray(size)
    return taken
  }

  async *content(size: number): AsyncIterable<Buffer> {
    for (let left = size; left > 0; ) {
      if (!this.#rest.length && !(await this.#more())) throw new CutOff('it is cut off')
      const portion = await this.take(Math.min(left, this.#rest.length))
      left -= portion.length
      yield portion
    }
  }

  async drain(): Promise<void> {
    do this.#rest = Buffer.alloc(0)
    while (await this.#more())
  }
}
