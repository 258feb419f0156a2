import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/**
 * `npm run prove`: what random tests and faults show in minutes rather than seconds. The same files as in `npm test`,
 * with more worlds, more rounds and every page; seeds are printed, and PORTICO_PROVE_SEED brings a failing one back.
 *
 * Usage: npm run prove -- [worlds] [rounds of faults]
 */
const [worlds = '5000', rounds = '5'] = process.argv.slice(2)
if (![worlds, rounds].every((count) => /^\d{1,6}$/.test(count))) {
  process.stderr.write('Expected numbers: npm run prove -- [worlds] [rounds of faults], for example 5000 5\n')
  process.exit(2)
}

const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs')

function prove(what: string, files: string[], project: 'unit' | 'browser' = 'unit') {
  process.stdout.write(`\n${what}\n`)
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', project, ...files], {
    stdio: 'inherit',
    env: { ...process.env, PORTICO_PROVE_WORLDS: worlds, PORTICO_PROVE_PAGES: 'all' },
  })
  if (status !== 0) process.exit(status ?? 1)
}

prove(`Access: ${worlds} random worlds`, ['test/access/agree.test.ts'])
for (let round = 1; round <= Number(rounds); round += 1) {
  prove(`Faults, round ${round} of ${rounds}`, ['test/faults'])
}
prove('Every page, on a desktop and on a phone', ['test/browser/accessibility.test.ts'], 'browser')
