import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Pool } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findEmbedded, startEmbedded } from './embedded.ts'
import { defaultDataDir } from './embedded-owner.ts'

const program = join(import.meta.dirname, '..', '..', 'test', 'embedded-child.ts')

let dataDir: string
const children: ChildProcess[] = []
beforeEach(async () => {
  dataDir = await mkdtemp(join(await realpath(tmpdir()), 'portico-embedded-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
  await until(async () => !(await postmaster()))
  await rm(dataDir, { recursive: true, force: true })
})

type Said = { url: string; refused?: string }

/** Starts Portico's database in a process of its own and waits for its first line. */
async function start(folder = dataDir): Promise<{ child: ChildProcess; said: Said; ended: Promise<number | null> }> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const [line] = (await once(child.stdout!, 'data')) as [Buffer]
  return { child, said: JSON.parse(String(line)) as Said, ended }
}

async function ask<T>(url: string, statement: string): Promise<T[]> {
  const client = new Client(url)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(statement)).rows as T[]
  } finally {
    await client.end()
  }
}

/** The number of the server's main process, while it lives. */
async function postmaster(): Promise<number | undefined> {
  const pid = Number(
    (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0],
  )
  try {
    return pid && process.kill(pid, 0) ? pid : undefined
  } catch {
    return undefined
  }
}

async function until(condition: () => Promise<boolean>, patience = 30_000): Promise<void> {
  const deadline = Date.now() + patience
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Expected to come true within ${patience} ms, but it did not.`)
    await sleep(50)
  }
}

/** The server's main process and its helpers, which have process groups of their own. */
async function wholeServer(): Promise<number[]> {
  const main = (await postmaster())!
  const children = await readFile(`/proc/${main}/task/${main}/children`, 'utf8')
  return [main, ...children.trim().split(' ').map(Number)]
}

describe('the embedded database', () => {
  it('is UTF-8, sorts as people do, and listens on no network', async () => {
    const { said } = await start()
    const [encoding] = await ask<{ server_encoding: string }>(said.url, 'show server_encoding')
    expect(encoding).toEqual({ server_encoding: 'UTF8' })
    const words = await ask<{ word: string }>(
      said.url,
      `select word from unnest(array['Zebra', 'apfel', 'Äpfel', 'Ёлка', 'жук', 'ель']) word order by word`,
    )
    expect(words.map(({ word }) => word)).toEqual(['apfel', 'Äpfel', 'Zebra', 'Ёлка', 'ель', 'жук'])
    expect(await ask(said.url, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
    expect(await ask(said.url, 'show fsync')).toEqual([{ fsync: 'on' }])
  })

  it('stops with the process that asked for it and keeps what was written', async () => {
    const first = await start()
    await ask(first.said.url, 'create table kept as select 1 as n')
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(await postmaster()).toBeUndefined()
    const second = await start()
    expect(await ask(second.said.url, 'select n from kept')).toEqual([{ n: 1 }])
  })

  it('F-01: comes back with everything acknowledged after kill -9 of Portico under load', async () => {
    const first = await start()
    await ask(first.said.url, 'create table written (n int primary key)')
    const client = new Client(first.said.url)
    client.on('error', () => undefined)
    await client.connect()
    let acknowledged = 0
    const load = (async () => {
      for (;;) {
        await client.query('insert into written values ($1)', [acknowledged + 1])
        acknowledged++
      }
    })().catch(() => undefined)
    await sleep(300)
    first.child.kill('SIGKILL')
    const second = await start()
    await load
    const [found] = await ask<{ n: number }>(second.said.url, 'select count(*)::int as n from written')
    expect(acknowledged).toBeGreaterThan(10)
    expect(found!.n).toBeGreaterThanOrEqual(acknowledged)
    expect(found!.n).toBeLessThanOrEqual(acknowledged + 1)
  })

  it('does not outlive a killed Portico', async () => {
    const { child } = await start()
    expect(await postmaster()).toBeGreaterThan(0)
    child.kill('SIGKILL')
    await until(async () => !(await postmaster()), 10_000)
  })

  it('takes over from an orphan whose leash was cut as well', async () => {
    const first = await start()
    await ask(first.said.url, 'create table kept as select 1 as n')
    const main = (await postmaster())!
    const leash = Number((await readFile(`/proc/${main}/stat`, 'utf8')).split(') ')[1]!.split(' ')[1])
    first.child.kill('SIGSTOP')
    for (const pid of (await readFile(`/proc/${leash}/task/${leash}/children`, 'utf8')).trim().split(' '))
      if (Number(pid) !== main) process.kill(Number(pid), 'SIGKILL')
    process.kill(leash, 'SIGKILL')
    first.child.kill('SIGKILL')
    await first.ended
    expect(await postmaster()).toBe(main)
    const second = await start()
    expect(await postmaster()).not.toBe(main)
    expect(await ask(second.said.url, 'select n from kept')).toEqual([{ n: 1 }])
  })

  it('F-13: is started again after kill -9 of the whole server, and a pool goes on without a restart', async () => {
    const { said, child } = await start()
    const pool = new Pool({ connectionString: said.url })
    pool.on('error', () => undefined)
    await pool.query('create table written as select 1 as n')
    for (let round = 0; round < 3; round++) {
      const killed = await wholeServer()
      for (const pid of killed) process.kill(pid, 'SIGKILL')
      await until(async () =>
        pool.query('select n from written').then(
          ({ rows }) => rows.length === 1,
          () => false,
        ),
      )
      expect(await postmaster()).not.toBe(killed[0])
    }
    expect(child.exitCode).toBeNull()
    await pool.end()
  })

  it('lets go of a half-made cluster and makes a whole one', async () => {
    await mkdir(join(dataDir, 'postgres.new', 'base'), { recursive: true })
    const { said } = await start()
    expect(await ask(said.url, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('runs below a path too long for a socket', async () => {
    const deep = join(dataDir, 'a'.repeat(80), 'b'.repeat(60))
    await mkdir(deep, { recursive: true })
    await chmod(dataDir, 0o755)
    const server = await startEmbedded({ dataDir: deep, durable: false, log: () => undefined })
    expect(await ask(server.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await server.stop()
  })
})

describe('a data folder', () => {
  it('tells a command that works beside Portico where the database is, while one runs', async () => {
    expect(await findEmbedded(dataDir)).toBeUndefined()
    const { child, said, ended } = await start()
    expect(await findEmbedded(dataDir)).toBe(said.url)
    child.kill('SIGKILL')
    await ended
    expect(await findEmbedded(dataDir)).toBeUndefined()
  })

  it('in use is refused to a second start with number and address of the first, and an exit code of its own', async () => {
    const first = await start()
    await sleep(100)
    const second = await start()
    expect(second.said.refused).toMatch(
      new RegExp(
        `already runs on the data folder ${dataDir}: process ${first.child.pid}, address http://localhost:3000`,
      ),
    )
    expect(await second.ended).toBe(10)
    expect(await ask(first.said.url, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  it('goes to exactly one of several that start at the same moment', async () => {
    const all = await Promise.all([start(), start(), start(), start()])
    expect(all.filter(({ said }) => said.refused)).toHaveLength(3)
  })

  it('is taken over when the lock names a process number that another program has by now', async () => {
    await writeFile(join(dataDir, 'portico.lock'), JSON.stringify({ pid: process.pid, began: '1' }))
    expect((await start()).said.refused).toBeUndefined()
  })

  it('is taken over when the lock is not readable at all', async () => {
    await writeFile(join(dataDir, 'portico.lock'), '{"pid":')
    expect((await start()).said.refused).toBeUndefined()
  })

  it('that is a file is refused with a sentence', async () => {
    await writeFile(join(dataDir, 'file'), '')
    const { said, ended } = await start(join(dataDir, 'file', 'data'))
    expect(said.refused).toMatch(/cannot use the data folder .*: a part of that path is a file/)
    expect(await ended).toBe(11)
  })

  it('of another PostgreSQL version is refused with the way out', async () => {
    await mkdir(join(dataDir, 'postgres'))
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '14\n')
    const { said, ended } = await start()
    expect(said.refused).toMatch(/made by PostgreSQL 14, the programs at hand are PostgreSQL 18/)
    expect(await ended).toBe(12)
  })

  it.runIf(process.getuid?.() === 0)(
    'below a closed home is refused to root with the folder that is closed',
    async () => {
      const home = join(dataDir, 'home')
      await chmod(dataDir, 0o755)
      await mkdir(home, { mode: 0o700 })
      const { said, ended } = await start(join(home, 'portico', 'data'))
      expect(said.refused).toMatch(new RegExp(`cannot reach the data folder .* because ${home} is closed to others`))
      expect(said.refused).toMatch(/PORTICO_DATA=/)
      expect(await ended).toBe(11)
      expect(await defaultDataDir(join(home, 'portico', 'data'))).toBe('/var/lib/portico')
      expect(await defaultDataDir(join(dataDir, 'portico', 'data'))).toBe(join(dataDir, 'portico', 'data'))
    },
  )
})
