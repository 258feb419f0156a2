import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

let root: string
const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
const lock = (packages: object) => JSON.stringify({ packages: { '': {}, ...packages } })
const wanted = {
  'node_modules/needed': { version: '2.0.0' },
  'node_modules/tool': { version: '1.0.0', dev: true },
  'node_modules/elsewhere': { version: '1.0.0', optional: true, os: ['none'] },
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-front-door-'))
  cpSync(import.meta.dirname, join(root, 'bin'), { recursive: true })
  put('package.json', '{"type":"module"}')
  put('package-lock.json', lock(wanted))
  put('vite.config.ts', '')
  put('tsconfig.browser.json', '')
  put('node_modules/.package-lock.json', lock({ 'node_modules/needed': { version: '2.0.0' } }))
  put(
    'node_modules/vite/bin/vite.js',
    `import fs from 'node:fs'; fs.mkdirSync('dist', {recursive: true}); fs.appendFileSync('dist/built', 'x')`,
  )
  put(
    'npm.cjs',
    `require('node:fs').writeFileSync('${root}/npm-was-asked', process.argv.slice(2).join(' ')); process.exit(3)`,
  )
  put('src/main/portico.ts', `console.log(JSON.stringify(process.argv.slice(2) as string[])); process.exitCode = 7`)
})
afterEach(() => rmSync(root, { recursive: true }))

const run = (command: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'bin', command), ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, npm_execpath: join(root, 'npm.cjs') },
    cwd: tmpdir(),
  })

const npmWasAsked = () => {
  try {
    return readFileSync(join(root, 'npm-was-asked'), 'utf8')
  } catch {
    return undefined
  }
}

it('a command goes on in the product with its arguments, and ends with its exit code', () => {
  const { stdout, status } = run('portico.js', 'license', 'issue', "it's $HOME")
  expect(JSON.parse(stdout)).toEqual(['license', 'issue', "it's $HOME"])
  expect(status).toBe(7)
  expect(npmWasAsked()).toBeUndefined()
})

it.each([
  ['nothing is installed', () => rmSync(join(root, 'node_modules'), { recursive: true })],
  ['an installation was broken off', () => rmSync(join(root, 'node_modules/.package-lock.json'))],
  [
    'the lock file asks for another version',
    () => put('package-lock.json', lock({ 'node_modules/needed': { version: '2.0.1' } })),
  ],
  [
    'a package was added',
    () => put('package-lock.json', lock({ ...wanted, 'node_modules/more': { version: '1.0.0' } })),
  ],
])('installs first when %s, and stops with a sentence when that fails', (_, change) => {
  change()
  const { stderr, stdout, status } = run('portico.js', 'start')
  expect(npmWasAsked()).toMatch(/^ci /)
  expect(stderr).toMatch(/npm ci did not finish.*Nothing was started/)
  expect(stdout).toBe('')
  expect(status).toBe(3)
})

it('asks for the tools of development only where a command needs them', () => {
  run('portico.js')
  expect(npmWasAsked()).toBeUndefined()
  run('check.js')
  expect(npmWasAsked()).toMatch(/^ci /)
})

it('builds the screens once, and again when a source has changed', () => {
  put('package-lock.json', lock({ 'node_modules/needed': { version: '2.0.0' } }))
  const built = () => readFileSync(join(root, 'dist/built'), 'utf8').length
  expect(run('start.js').stdout).toBe('["start"]\n')
  expect(built()).toBe(1)
  run('start.js', '--verbose')
  expect(built()).toBe(1)
  put('src/people/people.test.ts', 'tests do not count')
  run('start.js')
  expect(built()).toBe(1)
  put('src/people/contract.ts', 'export const changed = 1')
  run('start.js')
  expect(built()).toBe(2)
})

it('stops with the words of the build when the screens cannot be built', () => {
  put('package-lock.json', lock({}))
  put('node_modules/vite/bin/vite.js', `console.error('unexpected token in page.tsx'); process.exit(1)`)
  const { stderr, stdout, status } = run('start.js')
  expect(stderr).toMatch(/unexpected token in page\.tsx\s+The screens could not be built/)
  expect([stdout, status]).toEqual(['', 1])
})
