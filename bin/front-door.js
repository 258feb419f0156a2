/**
 * What every command does first. Plain JavaScript on the built-ins of Node 20, because it runs before anything is
 * installed: it installs what is missing, then goes on under the Node version that is pinned in package.json.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const read = (...path) => readFileSync(join(root, ...path), 'utf8')
const say = (line) => process.stderr.write(`${line}\n`)
const major = (version) => Number(version.replace('v', '').split('.')[0])

/** Ends the command with a sentence instead of a stack. */
export function stop(sentence, code = 1) {
  say(sentence)
  process.exit(code)
}

/**
 * Call it first: `await frontDoor(import.meta.url)`. Returns only on a Node that can run the sources; on an older one
 * the same command is run again under the pinned one, and this process ends with its exit code.
 * `dev` says that the command needs the tools of development too.
 */
export async function frontDoor(command, { dev = false } = {}) {
  if (major(process.version) < 20)
    stop(`Portico needs Node 20 or newer to install itself; this is Node ${process.version}.`)
  if (missingPackage(dev)) install()
  process.env.PATH = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`
  const pinned = pinnedNode()
  if (pinned && pinned.version !== process.version) await runAgain(pinned.program, fileURLToPath(command))
  if (major(process.version) < 24)
    stop(
      `Portico runs on Node 24; this is Node ${process.version}, and there is no packaged Node for ` +
        `${process.platform} on ${process.arch}. Install Node 24, then try again.`,
    )
}

/** The Node that came as a package of this platform, exact and with its hash in the lock file. */
function pinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const folder = join(root, 'node_modules', `node-${platform}-${process.arch}`)
  const program = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(program)) return undefined
  return { program, version: `v${JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version}` }
}

async function runAgain(program, script) {
  const leash = pathToFileURL(join(root, 'bin', 'leash.js')).href
  const child = spawn(program, ['--import', leash, script, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  // Ctrl+C in a terminal reaches the child by itself; a second one would mean "at once".
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (...end) => resolve(end))
  })
  if (!signal) process.exit(code ?? 1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
  await new Promise(() => {})
}

/**
 * The first package that is not installed as the lock file has it. npm writes what it has installed into
 * `node_modules/.package-lock.json` at the very end, so a broken-off installation is seen too.
 */
function missingPackage(dev) {
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return 'everything'
  const wanted = JSON.parse(read('package-lock.json')).packages
  const installed = JSON.parse(read('node_modules', '.package-lock.json')).packages
  return Object.keys(wanted).find((path) => {
    const { optional, devOptional, dev: development, version } = wanted[path]
    if (!path || (development && !dev)) return false
    // Optional packages are mostly those of other platforms.
    if (!installed[path]) return !(optional || devOptional)
    return installed[path].version !== version
  })
}

function install() {
  say('Installing the dependencies (npm ci). This happens once and takes a minute or two …')
  const began = Date.now()
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  // Under "npm start" npm says which file it is; calling that one needs no shell.
  const npm = process.env.npm_execpath
  const ours = npm && /\.c?js$/.test(npm)
  const { status, error } = ours
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (error) stop(`Expected to find npm, but it did not start: ${error.message}`)
  if (status !== 0) stop('npm ci did not finish; its own words are above. Nothing was started.', status ?? 1)
  say(`Installed in ${seconds(began)}.`)
}

export const seconds = (began) => `${((Date.now() - began) / 1000).toFixed(1)} s`

/** Builds the screens when their sources have changed since the last build. */
export function buildScreens() {
  const stamp = sourcesHash()
  const file = join(root, 'dist', '.stamp')
  if (existsSync(file) && readFileSync(file, 'utf8') === stamp) return
  // A lean installation has the screens built already; here they have to be made.
  if (missingPackage(true)) install()
  say('Building the screens …')
  const began = Date.now()
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [vite, 'build'], { cwd: root, encoding: 'utf8' })
  if (status !== 0) stop(`${stdout}${stderr}\nThe screens could not be built; the reason is above.`, status ?? 1)
  writeFileSync(file, stamp)
  say(`Built in ${seconds(began)}.`)
}

/** One number for everything the screens are made from. All of `src`: screens take contracts from every concept. */
function sourcesHash() {
  const hash = createHash('sha256')
  for (const name of ['vite.config.ts', 'package-lock.json', 'tsconfig.browser.json']) hash.update(read(name))
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (!/\.test\.tsx?$/.test(entry.name)) hash.update(relative(root, path)).update(readFileSync(path))
    }
  }
  walk(join(root, 'src'))
  return hash.digest('hex')
}

/** Goes on in a program of the sources, in this process. It runs when it is imported and reads `process.argv`. */
export async function goOn(program, args) {
  const file = join(root, program)
  if (!existsSync(file)) stop(`Expected ${program}, but this copy of Portico does not have it.`)
  process.argv = [process.execPath, file, ...args]
  await import(pathToFileURL(file).href)
}
