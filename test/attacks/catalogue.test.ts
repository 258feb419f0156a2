import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** The lines of the catalogue that are promised to be tests; the list may only grow. */
const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
const attacks = [
  ...span(1, 5),
  ...span(12, 17),
  ...span(46, 60),
  71,
  72,
  ...span(73, 77),
  ...span(78, 83),
  ...span(95, 99),
  ...span(101, 114),
  115,
  116,
  ...span(118, 123),
  ...span(139, 143),
  156,
  157,
  ...span(167, 169),
].map((n) => `AT-${String(n).padStart(3, '0')}`)
const promised = [...attacks, 'F-01', 'F-05', 'F-13']

const root = join(import.meta.dirname, '../..')

test('every promised line of the catalogue is named by a test or the group it stands in', async () => {
  const named = new Set<string>()
  for await (const path of glob('{src,test}/**/*.test.ts', { cwd: root })) {
    const text = await readFile(join(root, path), 'utf8')
    for (const [line] of text.matchAll(
      /^.*\b(?:test|it|describe)\b.*\b(?:AT-\d{3}|F-\d\d)\b.*$|^\s+'[^']*(?:AT-\d{3}|F-\d\d)[^']*',$/gm,
    )) {
      for (const [id] of line.matchAll(/AT-\d{3}|F-\d\d/g)) named.add(id)
    }
  }
  expect(promised.filter((id) => !named.has(id))).toEqual([])
})
