import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { cookieName } from '../../src/http/cookies.ts'
import { readConfig } from '../../src/main/config.ts'
import { type Running, start } from '../../src/main/start.ts'
import { makeWorld, type Someone } from '../cast/world.ts'

/** Real servers with sockets: what runs when somebody is locked ends, on every node. */
vi.setConfig({ testTimeout: 60_000 })
const world = await makeWorld()
const adam = await world.as('adam')
const dataDir = await mkdtemp(join(tmpdir(), 'portico-lock-'))
const started: Running[] = []
afterAll(async () => {
  for (const node of started) await node.stop()
  await rm(dataDir, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise((done) => probe.close(done))
  return typeof address === 'object' && address ? address.port : 0
}

async function startNode(): Promise<Running> {
  const config = await readConfig({
    DATABASE_URL: world.url,
    PORTICO_DATA: dataDir,
    PORTICO_PORT: String(await freePort()),
    PORTICO_LOG: 'silent',
    PORTICO_WORKER: 'no',
  })
  const node = await start(config, null)
  started.push(node)
  return node
}

const [first, second] = [await startNode(), await startNode()]

const headersOf = (who: Someone) => {
  const side = who.actor.userKind === 'external' ? 'portal' : 'employee'
  return { cookie: `${cookieName(side)}=${who.token}` }
}
const api = (who: Someone) => (who.actor.userKind === 'external' ? '/api/portal/v1' : '/api/v1')
const statusOf = async (node: Running, who: Someone, path = '/me') =>
  (await fetch(`${node.address}${api(who)}${path}`, { headers: headersOf(who) })).status

async function deed(path: string): Promise<void> {
  const headers = { ...headersOf(adam), 'content-type': 'application/json' }
  const answer = await fetch(`${first.address}/api/v1${path}`, { method: 'POST', headers, body: '{}' })
  expect(answer.status).toBe(200)
}

/** Reads a stream to its end; `cut` when it broke off instead. */
async function readOn(reader: ReadableStreamDefaultReader<Uint8Array>, pause: { ms: number }) {
  const seen = { bytes: 0, text: '', end: 'whole' as 'whole' | 'cut', at: 0 }
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      seen.bytes += value.length
      if (seen.text.length < 10_000) seen.text += Buffer.from(value.subarray(0, 1000)).toString('latin1')
      if (pause.ms > 0) await sleep(pause.ms)
    }
  } catch {
    seen.end = 'cut'
  }
  seen.at = performance.now()
  return seen
}

/** More than the buffers between two sockets take, so that a slow reader keeps it running. */
const large = 32 * 1024 * 1024

async function leave(who: Someone): Promise<string> {
  const headers = { ...headersOf(who), 'content-type': 'application/octet-stream' }
  const body = Buffer.alloc(large, 'x')
  const answer = await fetch(`${second.address}${api(who)}/files?name=large.bin`, { method: 'POST', headers, body })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { id: string }).id
}

describe.each(['dana', 'kevin'] as const)('when %s is locked', (key) => {
  test('requests are 401 on every node, live events and the running download end within a second (AT-110)', async () => {
    const [session, other] = [await world.as(key), await world.as(key)]
    const file = await leave(session)
    expect([await statusOf(first, session), await statusOf(second, other)]).toEqual([200, 200])
    const live = await fetch(`${second.address}${api(session)}/live`, { headers: headersOf(session) })
    const download = await fetch(`${second.address}${api(session)}/files/${file}`, { headers: headersOf(other) })
    expect([live.status, download.status]).toEqual([200, 200])
    const slow = { ms: 50 }
    const listening = readOn(live.body!.getReader(), { ms: 0 })
    const downloading = readOn(download.body!.getReader(), slow)
    await sleep(300)

    await deed(`/users/${world.people[key]}/lock`)
    const locked = performance.now()
    slow.ms = 0
    for (const node of [first, second]) {
      for (const who of [session, other]) {
        expect(await statusOf(node, who)).toBe(401)
        expect(await statusOf(node, who, `/files/${file}`)).toBe(401)
        expect(await statusOf(node, who, '/live')).toBe(401)
      }
    }
    const [heard, taken] = await Promise.all([listening, downloading])
    expect(heard.at - locked).toBeLessThan(1000)
    expect(heard.text).toContain('event: signed-out')
    expect(heard.text).toContain('"reason":"locked"')
    expect(taken.end).toBe('cut')
    expect(taken.bytes).toBeLessThan(large)
    expect(taken.at - locked).toBeLessThan(1000)

    await deed(`/users/${world.people[key]}/unlock`)
    for (const node of [first, second]) expect(await statusOf(node, session)).toBe(401)
    expect(await statusOf(second, await world.as(key))).toBe(200)
  })

  test('the same when only the sweep hears of it, because the message was lost (AT-110)', async () => {
    const session = await world.as(key)
    const live = await fetch(`${second.address}${api(session)}/live`, { headers: headersOf(session) })
    const listening = readOn(live.body!.getReader(), { ms: 0 })
    await sleep(100)
    await world.pool.query(`update sessions set ended_at = now(), end_reason = 'locked' where id = $1`, [
      session.actor.session,
    ])
    const ended = performance.now()
    const heard = await listening
    // The sweep comes once a second; what it asks takes its time beside that on a busy machine.
    expect(heard.at - ended).toBeLessThan(1500)
    expect(heard.text).toContain('event: signed-out')
  })
})

test('a session that was ended is dead after a restart of the node too; a living one lives on (AT-112)', async () => {
  const [gone, here] = [await world.as('lena'), await world.as('lena')]
  const headers = { ...headersOf(gone), 'content-type': 'application/json' }
  await fetch(`${second.address}/api/v1/sign-out`, { method: 'POST', headers, body: '{}' })
  await started.splice(started.indexOf(second), 1)[0]!.stop()
  const again = await startNode()
  expect([await statusOf(again, gone), await statusOf(again, here)]).toEqual([401, 200])
  expect(await statusOf(first, gone)).toBe(401)
})

test('somebody who sends half a file and stays silent does not keep a node from stopping', async () => {
  const node = await startNode()
  const { port } = new URL(node.address)
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => undefined)
  const closed = once(socket, 'close')
  const head = [
    'POST /api/v1/files?name=half.bin HTTP/1.1',
    'host: localhost',
    `cookie: ${headersOf(adam).cookie}`,
    'content-type: application/octet-stream',
    'content-length: 1000',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\nhalf`)
  await sleep(300)
  const began = performance.now()
  await started.splice(started.indexOf(node), 1)[0]!.stop()
  await closed
  expect(performance.now() - began).toBeLessThan(20_000)
})
