/** The named steps of `npm test` and `npm run check`: one list for people and for CI. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildScreens, root, seconds } from './front-door.js'

const tool = (name, ...args) => ({ program: join(root, 'node_modules', '.bin', name), args })
const node = (...args) => ({ program: process.execPath, args })
const tests = (project, ...args) => ({ ...tool('vitest', 'run', '--project', project, ...args), counts: true })

/** `fast` steps need no database. */
const steps = [
  { name: 'format', fast: true, ...tool('biome', 'format', '.') },
  { name: 'lint', fast: true, ...tool('oxlint') },
  { name: 'types of the server', fast: true, ...tool('tsc', '-p', 'tsconfig.server.json') },
  { name: 'types of the screens', fast: true, ...tool('tsc', '-p', 'tsconfig.browser.json') },
  { name: 'arrows', fast: true, ...tests('arrows') },
  // The lock file must name the packages of every platform, also those that are not installed here.
  { name: 'lock file', program: 'npm', args: ['ci', '--dry-run', '--no-audit', '--no-fund', '--loglevel=error'] },
  { name: 'unused', ...tool('knip') },
  { name: 'migrations = schema', ...node('src/sql/write-schema.ts', '--check') },
  { name: 'unit, operations, processes', ...tests('unit') },
  { name: 'sealing of the audit', ...tests('alone') },
  { name: 'browser', browser: true, ...tests('browser') },
]

/**
 * Runs the steps to the end, whatever fails, and prints one closing line. A step without tests of its own counts as
 * one. Sets the exit code.
 */
export async function runSteps({ fast = false, browser = true } = {}) {
  const began = Date.now()
  const totals = { passed: 0, failed: 0 }
  const summary = []
  for (const step of steps.filter((step) => (!fast || step.fast) && (browser || !step.browser))) {
    const start = Date.now()
    const { passed, failed } = await runStep(step)
    totals.passed += passed
    totals.failed += failed
    summary.push(
      `${failed ? '✘' : '✔'} ${step.name.padEnd(30)} ${seconds(start).padStart(8)}${counted(step, passed, failed)}`,
    )
    console.log(summary.at(-1))
  }
  console.log(`\n${summary.join('\n')}\n\nIn ${seconds(began)}:\n${totals.passed} passed, ${totals.failed} failed`)
  process.exitCode = totals.failed ? 1 : 0
}

const counted = (step, passed, failed) => (step.counts ? `   ${passed} passed, ${failed} failed` : '')

async function runStep(step) {
  if (step.browser) buildScreens()
  if (!step.counts) {
    const { code, output } = await run(step, true)
    if (code !== 0) console.log(output)
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
  }
  const folder = mkdtempSync(join(tmpdir(), 'portico-steps-'))
  const file = join(folder, 'results.json')
  const args = [...step.args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await run({ ...step, args }, false)
  const { passed, failed } = readCounts(file)
  rmSync(folder, { recursive: true })
  // A file that does not even load has no tests to fail, but it is a failure.
  return { passed, failed: failed || (code === 0 ? 0 : 1) }
}

function readCounts(file) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

/** Runs a program in the root; its output is kept when `quiet`, so that only failures speak. */
function run({ program, args }, quiet) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}
