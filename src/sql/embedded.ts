/**
 * The database Portico brings along: PostgreSQL as a child of this process, reached through a Unix socket only.
 *
 * - One Portico per data folder (`embedded-lock.ts`); a second one is told who has it.
 * - The server hangs on a leash: a shell holds the read end of a pipe whose write end is ours, and stops the server
 *   when that pipe closes. So it goes with this process even after `kill -9`. Should the shell die too, the next start
 *   finds the orphan and stops it (`stopOrphan`).
 * - When the server dies, it is started again until it stands; pools of `pg` reconnect by themselves.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type CannotStart, onDisk } from './cannot-start.ts'
import {
  type Cluster,
  explain,
  makeCluster,
  readPostmaster,
  role,
  settings,
  socketFolder,
  stopOrphan,
} from './embedded-cluster.ts'
import { type FolderLock, isHeld, lockFolder } from './embedded-lock.ts'
import { asOwner, openPath, reachableBin, serverOwner } from './embedded-owner.ts'
import { findPrograms } from './embedded-programs.ts'

export type EmbeddedOptions = {
  /** Absolute path of Portico's data folder; the database takes `postgres` and `run` in it. */
  dataDir: string
  /** Gets each line the server writes, and what the supervisor does. */
  log: (line: string) => void
  /** `false` switches fsync off: for tests, where a crash may lose everything. */
  durable?: boolean
  /** PORTICO_POSTGRES_BIN: the folder of `initdb` and `postgres` of the distribution, instead of the bundled ones. */
  bin?: string | undefined
}

/** A running embedded database. */
export type Embedded = {
  /** `postgresql://…?host=<socket folder>`, for `pg` and everything that takes such an address. */
  url: string
  /** The address of another database of the same server. */
  urlOf(database: string): string
  /** Writes where Portico answers into the lock, for the sentence a second start prints. */
  announce(address: string): Promise<void>
  /** Ends connections, writes everything down, waits until the server is gone, gives the data folder free. */
  stop(): Promise<void>
}

const script =
  'exec 3<&0; "$0" "$@" 3<&- & server=$!; (cat <&3 >/dev/null; kill -INT $server) & exec 3<&-; wait $server'
const database = 'portico'
/** After a crash the former server's processes may hold its shared memory for some seconds more. */
const patience = 10_000

/**
 * Starts the embedded database, making it first where there is none.
 * @throws CannotStart when the data folder is in use or unusable, or the server does not come up.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { cluster, lock } = await prepare(options)
  const supervisor = supervise(cluster, options.log)
  const address = (name: string) => addressOf(cluster.socketDir, name)
  try {
    await onDisk(`data folder ${options.dataDir}`, () => makeCluster(cluster))
    await supervisor.start()
    await makeDatabase(address('postgres'))
  } catch (error) {
    await supervisor.stop()
    await lock.release()
    throw error
  }
  return {
    url: address(database),
    urlOf: address,
    announce: (where) => lock.announce(where),
    async stop() {
      await supervisor.stop()
      await lock.release()
    },
  }
}

const addressOf = (socketDir: string, name: string): string =>
  `postgresql://${role}@localhost/${name}?host=${encodeURIComponent(socketDir)}`

/**
 * The address of the embedded database a living Portico runs on this data folder, for commands that work beside it
 * (`portico backup`); `undefined` when none runs.
 */
export async function findEmbedded(dataDir: string): Promise<string | undefined> {
  const folder = await realpath(dataDir).catch(() => dataDir)
  return (await isHeld(folder)) ? addressOf(socketFolder(folder), database) : undefined
}

async function prepare(options: EmbeddedOptions): Promise<{ cluster: Cluster; lock: FolderLock }> {
  const programs = await findPrograms(options.bin)
  const owner = await serverOwner()
  return onDisk(`data folder ${options.dataDir}`, async () => {
    await mkdir(options.dataDir, { recursive: true })
    const dataDir = await realpath(options.dataDir)
    await openPath(dataDir, owner)
    const lock = await lockFolder(dataDir)
    try {
      const bin = await reachableBin(programs, join(dataDir, `postgres-programs-${programs.label}`), owner)
      const durable = options.durable ?? true
      const cluster = { folder: join(dataDir, 'postgres'), socketDir: socketFolder(dataDir), bin, owner, durable }
      return { cluster, lock }
    } catch (error) {
      await lock.release()
      throw error
    }
  })
}

type Server = { child: ChildProcess; gone: Promise<void>; ended: boolean; said: string[] }

/** Starts the server process on its leash; `gone` settles when it has ended, for whatever reason. */
function spawnServer(cluster: Cluster, log: (line: string) => void): Server {
  const args = ['-c', script, join(cluster.bin, 'postgres'), ...settings(cluster)]
  const child = spawn('/bin/sh', args, {
    ...asOwner(cluster.owner),
    cwd: '/',
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC' },
    stdio: ['pipe', 'ignore', 'pipe'],
    // A session of its own: Ctrl+C in a terminal is for us; we stop the server after the last request.
    detached: true,
  })
  const said: string[] = []
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  const server: Server = { child, gone, ended: false, said }
  const end = () => {
    server.ended = true
    child.stdin?.destroy()
    resolve()
  }
  child.once('error', end)
  child.once('exit', end)
  child.stdin?.on('error', () => undefined)
  child.stderr?.on('data', (chunk) => {
    for (const line of String(chunk).split('\n').filter(Boolean)) {
      said.push(line)
      if (said.length > 20) said.shift()
      log(line)
    }
  })
  return server
}

function supervise(cluster: Cluster, log: (line: string) => void) {
  const state: { server?: Server; stopping: boolean } = { stopping: false }

  async function launch(): Promise<void> {
    const deadline = Date.now() + patience
    for (let pause = 100; ; pause *= 2) {
      await stopOrphan(cluster)
      if (state.stopping) return
      const server = spawnServer(cluster, log)
      state.server = server
      if (await comesUp(cluster, server)) return void server.gone.then(() => revive())
      if (state.stopping) return
      if (Date.now() + pause > deadline) throw explain(cluster.folder, server.said.join('\n'))
      await sleep(pause)
    }
  }

  async function revive(): Promise<void> {
    while (!state.stopping) {
      log('The database ended unexpectedly; it is being started again.')
      try {
        return await launch()
      } catch (error) {
        log((error as CannotStart).message)
        await sleep(1000)
      }
    }
  }

  async function stop(): Promise<void> {
    state.stopping = true
    if (!state.server) return
    const { child, gone } = state.server
    child.stdin?.end()
    const inTime = await Promise.race([gone.then(() => true), sleep(15_000, false, { ref: false })])
    if (!inTime) await stopOrphan(cluster, 0)
    await gone
  }

  return { start: launch, stop }
}

/** Waits until the server says that it is ready; `false` when it ended before. */
async function comesUp(cluster: Cluster, server: Server): Promise<boolean> {
  while (!server.ended) {
    if ((await readPostmaster(cluster.folder))?.ready) return true
    await sleep(10)
  }
  return false
}

async function makeDatabase(url: string): Promise<void> {
  const client = new Client(url)
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (!rowCount) await client.query(`create database ${database}`)
  } finally {
    await client.end()
  }
}
