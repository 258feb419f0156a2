import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, readlink, realpath, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart, systemCode } from './cannot-start.ts'
import { asOwner, type Owner, privateFolder } from './embedded-owner.ts'

/** A database cluster on disk and how to run it. */
export type Cluster = { folder: string; socketDir: string; bin: string; owner: Owner; durable: boolean }

/** The one role of the embedded database. It is reached through a socket in a folder of mode 700 only. */
export const role = 'portico'
/** Names the socket file; nothing listens on TCP. */
export const port = 5432

/**
 * Where the socket lies: inside the data folder, or, when that path is too long for a socket address (108 bytes on
 * Linux, 104 on macOS, `sun_path` in unix(7)), in a private folder of the system's temporary one.
 */
export function socketFolder(dataDir: string): string {
  const inside = join(dataDir, 'run')
  if (Buffer.byteLength(join(inside, `.s.PGSQL.${port}`)) <= 100) return inside
  return join(tmpdir(), `portico-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`)
}

/**
 * Makes the cluster when there is none: UTF-8, ICU collation, reached by the local role only. It is made under another
 * name and renamed at the end, so that a killed first start leaves nothing half made.
 */
export async function makeCluster(cluster: Cluster): Promise<void> {
  const { folder, bin, owner, durable } = cluster
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version) return requireSameMajor(cluster, version.trim())
  const draft = `${folder}.new`
  await rm(draft, { recursive: true, force: true })
  await privateFolder(draft, owner)
  const options = ['-D', draft, '-U', role, '-E', 'UTF8', '-A', 'trust', '--locale-provider=icu', '--icu-locale=und']
  if (!durable) options.push('--no-sync')
  let made = await run(join(bin, 'initdb'), [...options, '--locale=C.UTF-8'], owner)
  // Only very small images lack C.UTF-8; the collation is ICU's either way.
  if (made.code !== 0 && made.output.includes('locale')) {
    await rm(draft, { recursive: true, force: true })
    await privateFolder(draft, owner)
    made = await run(join(bin, 'initdb'), [...options, '--locale=C'], owner)
  }
  if (made.code !== 0) throw explain(folder, made.output)
  await rename(draft, folder)
}

async function requireSameMajor({ bin, folder, owner }: Cluster, major: string): Promise<void> {
  const { output } = await run(join(bin, 'postgres'), ['--version'], owner)
  const found = /(\d+)(?:\.\d+|devel|beta\d+|rc\d+)/.exec(output)?.[1]
  if (found && found !== major)
    throw new CannotStart(
      'databaseDidNotStart',
      `The database in ${folder} was made by PostgreSQL ${major}, the programs at hand are PostgreSQL ${found}. ` +
        'Start the former Portico, run "portico backup", then restore the archive into an empty data folder.',
    )
}

/** Runs a program of the database to its end; standard output and errors together. */
export function run(program: string, args: string[], owner: Owner): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    // Of the environment only what programs need: a stray PGDATA or LC_ALL must not reach them.
    const env = { PATH: process.env.PATH ?? '', TZ: 'UTC' }
    const child = spawn(program, args, { ...asOwner(owner), cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += String(chunk)))
    child.stderr.on('data', (chunk) => (output += String(chunk)))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

const sentences: [RegExp, string][] = [
  [/No space left on device|Disk quota exceeded/, 'the disk is full. Free some space, then start again'],
  [/Read-only file system/, 'the disk is mounted read-only'],
  [/Permission denied/, 'its user may not read or write the folder'],
  [/could not resize shared memory/, 'there is too little shared memory (in a container: raise shm_size)'],
  [/GLIBC_|not found \(required by|cannot open shared object/, 'its programs do not fit this system (glibc is needed)'],
]

/** What PostgreSQL said last, as a sentence where we know it and in its own words where we do not. */
export function explain(folder: string, output: string): CannotStart {
  const known = sentences.find(([pattern]) => pattern.test(output))?.[1]
  const said = output.trim().split('\n').slice(-4).join(' | ')
  return new CannotStart(
    'databaseDidNotStart',
    `The database in ${folder} did not start: ${known ?? `it said "${said}"`}. Nothing was lost.`,
  )
}

/** The process number in `postmaster.pid`, and whether that server says it takes connections. */
export async function readPostmaster(folder: string): Promise<{ pid: number; ready: boolean } | undefined> {
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  return pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined
}

/** Whether that number runs a server of this very cluster: numbers are used again, above all in containers. */
async function runsHere(pid: number, folder: string): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (systemCode(error) !== 'EPERM') return false
  }
  if (process.platform !== 'linux') {
    const { output } = await run('/bin/ps', ['-p', String(pid), '-o', 'command='], undefined)
    return output.includes(folder)
  }
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '')
  return cwd === (await realpath(folder))
}

/**
 * Ends a server that outlived the Portico that started it, so that this one owns what it runs. `patience` is in
 * milliseconds; after it the server is stopped hard, which its write-ahead log is made for.
 */
export async function stopOrphan(cluster: Cluster, patience = 8000): Promise<void> {
  const { folder, socketDir, owner } = cluster
  const found = await readPostmaster(folder)
  if (found && (await runsHere(found.pid, folder))) {
    process.kill(found.pid, 'SIGINT')
    const deadline = Date.now() + patience
    while (Date.now() < deadline && (await runsHere(found.pid, folder))) await sleep(20)
    if (await runsHere(found.pid, folder)) {
      process.kill(found.pid, 'SIGQUIT')
      await sleep(500)
    }
  }
  // The lock on the data folder is ours, so whatever these files name is not a server of this cluster.
  await rm(join(folder, 'postmaster.pid'), { force: true })
  await mkdir(socketDir, { recursive: true, mode: 0o700 })
  await privateFolder(socketDir, owner)
  for (const name of await readdir(socketDir)) if (name.startsWith('.s.PGSQL.')) await rm(join(socketDir, name))
}

/** Arguments of `postgres`: quiet, small, durable unless the caller said that its data may be lost. */
export function settings({ folder, socketDir, durable }: Cluster): string[] {
  const values: Record<string, string> = {
    listen_addresses: '',
    port: String(port),
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    max_connections: '200',
    shared_buffers: '128MB',
    work_mem: '8MB',
    maintenance_work_mem: '128MB',
    effective_cache_size: '1GB',
    random_page_cost: '1.1',
    max_wal_size: '1GB',
    wal_level: 'minimal',
    max_wal_senders: '0',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
  }
  return ['-D', folder, ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
