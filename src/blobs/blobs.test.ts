import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { openBlobs } from './blobs.ts'

const folder = await mkdtemp(join(tmpdir(), 'portico-blobs-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const kept = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

describe('contents', () => {
  const blobs = openBlobs(folder, { limit: 1000 })

  test('come back as they were, with their size and hash', async () => {
    const stored = await blobs.put(Readable.from([Buffer.from('Hello '), Buffer.from('Dana')]))
    expect(stored).toMatchObject({ size: 10, sha256: createHash('sha256').update('Hello Dana').digest() })
    expect(stored.head.toString()).toBe('Hello Dana')
    const found = await blobs.get(stored.key)
    expect(found?.size).toBe(10)
    expect(await text(found!.stream)).toBe('Hello Dana')
    await blobs.remove(stored.key)
    await blobs.remove(stored.key)
    expect(await blobs.get(stored.key)).toBeUndefined()
  })

  test('nothing is kept of a file that passes the limit while it streams (AT-131)', async () => {
    const before = await kept()
    let sent = 0
    const endless = Readable.from(
      (function* () {
        for (;;) {
          sent += 100
          yield Buffer.alloc(100)
        }
      })(),
    )
    await expect(blobs.put(endless)).rejects.toMatchObject({ kind: 'too_large', code: 'file.too_large' })
    expect(sent).toBeLessThan(5000)
    expect(await kept()).toEqual(before)
  })

  test('nothing is kept of an upload that breaks off (AT-131)', async () => {
    const before = await kept()
    const broken = Readable.from(
      (function* () {
        yield Buffer.alloc(100)
        throw new Error('aborted')
      })(),
    )
    await expect(blobs.put(broken)).rejects.toThrow('aborted')
    expect(await kept()).toEqual(before)
  })

  test.runIf(process.platform === 'linux')('a full disk is a sentence, and nothing is half there (F-13)', async () => {
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    const before = await kept()
    const content = Readable.from(
      (function* () {
        yield Buffer.alloc(10)
        throw full
      })(),
    )
    await expect(blobs.put(content)).rejects.toMatchObject({ kind: 'storage_full', code: 'storage.full' })
    expect(await kept()).toEqual(before)
  })

  test.each(['../secret', '', 'a'.repeat(41), `${'a'.repeat(39)}/`, `${'A'.repeat(40)}`])(
    'a key that is not ours never reaches the disk: %j',
    async (key) => {
      await expect(blobs.get(key)).rejects.toThrow('Expected a key')
    },
  )

  test('everything that lies there is found by age, half-written ones too', async () => {
    const { key } = await blobs.put(Readable.from([Buffer.from('old')]))
    const path = join(folder, key.slice(0, 2), key.slice(2, 4), key)
    await utimes(path, new Date(0), new Date(0))
    const found = []
    for await (const blob of blobs.all()) found.push(blob)
    expect(found.find((blob) => blob.key === key)!.age).toBeGreaterThan(1_000_000_000)
    expect(await readFile(path, 'utf8')).toBe('old')
  })
})
