import { existsSync, globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const screens = globSync('src/**/*.{ts,tsx}', { cwd: root }).map((file) => file.replaceAll('\\', '/'))

const takenFrom = (file: string, library: RegExp): string[] =>
  parseSync(file, readFileSync(resolve(root, file), 'utf8')).module.staticImports.flatMap(
    ({ moduleRequest, entries }) =>
      library.test(moduleRequest.value)
        ? entries.filter(({ isType }) => !isType).map(({ importName }) => importName.name ?? '*')
        : [],
  )

describe('the look of every screen', () => {
  it('is made of the parts in src/ui: nobody else takes from the library behind them', () => {
    const strays = screens.filter((file) => !file.startsWith('src/ui/') && takenFrom(file, /^@mantine\//).length > 0)
    expect(strays).toEqual([])
  })

  it('has the style sheet of each library part that src/ui uses', () => {
    const loaded = readFileSync(resolve(root, 'src/ui/styles.ts'), 'utf8')
    const used = new Set(
      screens.filter((file) => file.startsWith('src/ui/')).flatMap((file) => takenFrom(file, /^@mantine\/core$/)),
    )
    const missing = [...used].filter(
      (part) =>
        existsSync(resolve(root, `node_modules/@mantine/core/styles/${part}.css`)) && !loaded.includes(`/${part}.css'`),
    )
    expect(missing).toEqual([])
  })

  it('takes the style sheets in the order of the library, so that a part overrules what it is made of', () => {
    const whole = readFileSync(resolve(root, 'node_modules/@mantine/core/styles.css'), 'utf8')
    const names = [...readFileSync(resolve(root, 'src/ui/styles.ts'), 'utf8').matchAll(/styles\/([A-Z]\w+)\.css/g)]
    const places = names.map(([, name]) =>
      whole.indexOf(
        readFileSync(resolve(root, `node_modules/@mantine/core/styles/${name}.css`), 'utf8')
          .trim()
          .slice(0, 200),
      ),
    )
    expect(places.toSorted((a, b) => a - b)).toEqual(places)
  })
})
