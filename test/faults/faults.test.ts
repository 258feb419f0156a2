import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

/** Real processes, a durable database, and kill -9. What was acknowledged is there exactly once. */
type Served = { child: ChildProcess; token: string; databaseUrl: string }

const root = join(import.meta.dirname, '../..')
const started: ChildProcess[] = []
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

let dataDir = ''
let port = 0

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'portico-faults-'))
  port = await freePort()
})
afterEach(async () => {
  for (const child of started) if (child.exitCode === null && child.signalCode === null) await ended(child, 'SIGTERM')
  await rm(dataDir, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

const environment = (more: Record<string, string> = {}) => ({
  PATH: process.env.PATH ?? '',
  PORTICO_DATA: dataDir,
  PORTICO_PORT: String(port),
  PORTICO_LOG: 'error',
  ...more,
})

function node(script: string[], env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, script, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  return child
}

async function serve(): Promise<Served> {
  const child = node([join(root, 'test/faults/serve.ts')], environment())
  const complaints: string[] = []
  child.stderr!.on('data', (chunk) => complaints.push(String(chunk)))
  const first = await Promise.race([once(child.stdout!, 'data'), once(child, 'exit').then(() => null)])
  if (!first) throw new Error(`It did not start: ${complaints.join('')}`)
  return { child, ...(JSON.parse(String(first[0])) as { token: string; databaseUrl: string }) }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, 'exit')
  child.kill(signal)
  const [code] = (await exit) as [number | null]
  return code
}

/** A start that ends by itself: its exit code and what it said. */
async function startThatEnds(more: Record<string, string>): Promise<{ code: number; text: string }> {
  const child = node([join(root, 'test/faults/serve.ts')], environment(more))
  const said: string[] = []
  child.stderr!.on('data', (chunk) => said.push(String(chunk)))
  const [code] = (await once(child, 'exit')) as [number]
  return { code, text: said.join('') }
}

/** Runs a command line to its end. */
async function portico(args: string[], env: Record<string, string>): Promise<{ code: number; text: string }> {
  const child = node([join(root, 'src/main/portico.ts'), ...args], env)
  const said: string[] = []
  child.stdout!.on('data', (chunk) => said.push(String(chunk)))
  child.stderr!.on('data', (chunk) => said.push(String(chunk)))
  const [code] = (await once(child, 'exit')) as [number]
  return { code, text: said.join('') }
}

/** Clients that make groups without pause, repeating each with its key until it is answered. */
function makeGroups(clients: number, tokenNow: () => string) {
  const acknowledged: string[] = []
  const state = { over: false }
  const client = async () => {
    while (!state.over) {
      const name = randomUUID()
      while (!state.over) {
        const answer = await fetch(`http://localhost:${port}/api/v1/groups`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            cookie: `__Host-portico=${tokenNow()}`,
            'idempotency-key': name,
          },
          body: JSON.stringify({ name, code: `g_${name.replaceAll('-', '_')}`.slice(0, 40) }),
        }).catch(() => null)
        if (answer?.status === 201) {
          acknowledged.push(name)
          break
        }
        if (answer && answer.status !== 503) throw new Error(`${answer.status} ${await answer.text()}`)
        await sleep(50)
      }
    }
  }
  const all = Promise.all(Array.from({ length: clients }, client))
  return {
    acknowledged,
    async stop() {
      state.over = true
      await all
    },
  }
}

async function eachIsThereOnce(databaseUrl: string, names: string[]): Promise<void> {
  const client = new Client(databaseUrl)
  await client.connect()
  try {
    const groups = await client.query<{ name: string; groups: number; audits: number }>(
      `select asked.name, (select count(*) from groups g where g.name = asked.name)::int as groups,
         (select count(*) from audit_events a where a.operation = 'createGroup' and a.facts ->> 'name' = asked.name)::int as audits
       from unnest($1::text[]) asked (name)`,
      [names],
    )
    expect(groups.rows.filter((row) => row.groups !== 1 || row.audits !== 1)).toEqual([])
    const halves = await client.query(
      `select g.name from groups g where g.scope = 'company' and g.name ~ '^[0-9a-f]{8}-' and not exists
         (select from audit_events a where a.operation = 'createGroup' and a.facts ->> 'name' = g.name)`,
    )
    expect(halves.rows).toEqual([])
  } finally {
    await client.end()
  }
}

async function readyWithin(ms: number, token: string): Promise<number> {
  const began = Date.now()
  while (Date.now() - began < ms) {
    const answer = await fetch(`http://localhost:${port}/api/v1/groups?limit=1`, {
      headers: { cookie: `__Host-portico=${token}` },
    }).catch(() => null)
    if (answer?.status === 200) return Date.now() - began
    await sleep(50)
  }
  throw new Error(`Expected answers again within ${ms} ms.`)
}

describe('whatever is killed, what was acknowledged is there once', () => {
  test('the application, again and again, under load (F-01, F-05)', async () => {
    let served = await serve()
    const load = makeGroups(4, () => served.token)
    for (let round = 0; round < 4; round += 1) {
      await sleep(700 + Math.random() * 800)
      await ended(served.child, 'SIGKILL')
      const began = Date.now()
      served = await serve()
      await readyWithin(10_000, served.token)
      expect(Date.now() - began).toBeLessThan(10_000)
    }
    await sleep(500)
    await load.stop()
    expect(load.acknowledged.length).toBeGreaterThan(50)
    await eachIsThereOnce(served.databaseUrl, load.acknowledged)
    expect(await ended(served.child, 'SIGTERM')).toBe(0)
  })

  test('the database with all its processes, under load; the application goes on by itself (F-13)', async () => {
    const served = await serve()
    const load = makeGroups(4, () => served.token)
    await sleep(800)
    const postmaster = Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])
    process.kill(postmaster, 'SIGKILL')
    await sleep(100)
    const back = await readyWithin(30_000, served.token)
    expect(back).toBeLessThan(30_000)
    await sleep(800)
    const after = load.acknowledged.length
    await load.stop()
    expect(after).toBeGreaterThan(0)
    await eachIsThereOnce(served.databaseUrl, load.acknowledged)
    expect(served.child.exitCode).toBeNull()
    await ended(served.child, 'SIGTERM')
  })
})

describe('what hinders a start is a sentence with a code of its own, not a stack', () => {
  test('a second Portico on the same data folder', async () => {
    const served = await serve()
    const { code, text } = await startThatEnds({ PORTICO_PORT: String(await freePort()) })
    expect([code, text]).toEqual([10, expect.stringMatching(/already runs on the data folder/i)])
    await ended(served.child, 'SIGTERM')
  })

  test('a database that is away', async () => {
    const { code, text } = await startThatEnds({ DATABASE_URL: 'postgresql://portico:secret@127.0.0.1:1/none' })
    expect([code, text.includes('secret')]).toEqual([19, false])
    expect(text).toMatch(/does not answer/)
    expect(text).not.toMatch(/\n\s+at /)
  })

  test('a used port', async () => {
    const holder = createServer().listen(port, '127.0.0.1')
    await once(holder, 'listening')
    const { code, text } = await startThatEnds({})
    holder.close()
    expect(code).toBe(17)
    expect(text).toContain(`Port ${port} on 127.0.0.1 is used by another program`)
  })

  test.each([
    ['PORTICO_PORT', 'eighty', /PORTICO_PORT = "eighty"/],
    ['PORTICO_URL', 'http://portal.example.com', /expected https/],
    ['PORTICO_URL', 'ftp://portal.example.com', /PORTICO_URL/],
    ['DATABASE_URL', 'mysql://x', /DATABASE_URL/],
  ])('%s = %s', async (name, value, sentence) => {
    const { code, text } = await portico(['start'], environment({ [name]: value }))
    expect(code).toBe(16)
    expect(text).toMatch(sentence)
    expect(text).not.toMatch(/\n\s+at /)
  })
})
