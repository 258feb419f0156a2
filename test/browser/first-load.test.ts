import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Weighed by the build (`vite.config.ts`). What makes it heavier: a library, or a contract, that the frame of a side imports. */
test.each(['web', 'portal'])('the first load of the side “%s” is not heavier than it may be', async (side) => {
  const file = join(import.meta.dirname, '../../dist/first-load.json')
  const weights = JSON.parse(await readFile(file, 'utf8')) as Record<string, { weight: number; limit: number }>
  const { weight, limit } = weights[side]!
  expect(weight).toBeLessThanOrEqual(limit)
})
