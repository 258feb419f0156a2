import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readSecretKey } from './secret-key.ts'

const folder = await mkdtemp(join(tmpdir(), 'portico-key-'))
afterAll(() => rm(folder, { recursive: true }))
const read = (dataDir: string, secretKey?: string) => readSecretKey({ dataDir, secretKey })

test('processes that start at once on a new data folder have one key, which only they can read', async () => {
  const dataDir = join(folder, 'new', 'data')
  const keys = await Promise.all(Array.from({ length: 10 }, () => read(dataDir)))
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
  expect(await readdir(dataDir)).toEqual(['secret.key'])
  expect((await stat(join(dataDir, 'secret.key'))).mode & 0o077).toBe(0)
  expect(await read(dataDir)).toEqual(keys[0])
})

test('a key from the environment goes before the file, and no file is made', async () => {
  const dataDir = join(folder, 'none')
  expect(await read(dataDir, Buffer.alloc(32, 7).toString('base64'))).toEqual(Buffer.alloc(32, 7))
  await expect(stat(dataDir)).rejects.toThrow(/ENOENT/)
})

test('a key that is none stops the start with a sentence, and no new one is made in its place', async () => {
  await writeFile(join(folder, 'secret.key'), 'too short')
  await expect(read(folder)).rejects.toThrow(/expected 32 random bytes in base64/)
  await expect(read(folder, 'nonsense')).rejects.toThrow(/PORTICO_SECRET_KEY: expected 32/)
})
