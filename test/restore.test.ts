import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { afterAll, expect, test, vi } from 'vitest'
import { cookieName } from '../src/http/cookies.ts'

/** An installation is lost and brought back from its backup: real starts, real commands, embedded databases. */
vi.setConfig({ testTimeout: 120_000 })
const root = join(import.meta.dirname, '..')
const folder = await mkdtemp(join(tmpdir(), 'portico-restore-'))
// The database runs as another user when root starts it.
await chmod(folder, 0o755)
const running = new Set<ChildProcess>()
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

const dataOf = (name: string) => join(folder, name)

/** A process as operators run it, but for the screens, with the cast as the company that was set up. */
async function serve(name: string): Promise<{ address: string; cookie: string; stop(): Promise<void> }> {
  const port = String(await freePort())
  const env = { PATH: process.env.PATH ?? '', PORTICO_DATA: dataOf(name), PORTICO_PORT: port, PORTICO_LOG: 'error' }
  const child = spawn(process.execPath, [join(root, 'test/faults/serve.ts')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  const first = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => null)])
  if (!first) throw new Error('It did not start; the reason is above.')
  const { token } = JSON.parse(String(first[0])) as { token: string }
  const stop = async () => {
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    await exit
    running.delete(child)
  }
  return { address: `http://localhost:${port}`, cookie: token, stop }
}

function portico(name: string, ...args: string[]): Promise<{ code: number; err: string }> {
  const env = { PATH: process.env.PATH ?? '', PORTICO_DATA: dataOf(name) }
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'src/main/portico.ts'), ...args], { env, cwd: folder }, (error, _out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, err }),
    )
  })
}

async function ask(address: string, path: string, cookie?: string, body?: object) {
  const answer = await fetch(`${address}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      origin: address,
      ...(body && { 'content-type': 'application/json' }),
      ...(cookie && { cookie: `${cookieName('employee')}=${cookie}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, code: ((await answer.json()) as { code?: string } | null)?.code }
}

const setUp = {
  companyName: 'Mallory & Co.',
  fullName: 'Mallory',
  email: 'mallory@evil.example',
  password: 'seven quiet lanterns',
  language: 'en',
  timeZone: 'UTC',
  content: 'empty',
}
const archive = join(folder, 'all.portico')

test('a company that was lost and restored is there again, and set-up is not, at this start nor the next (AT-057, AT-112)', async () => {
  const first = await serve('first')
  expect((await ask(first.address, '/me', first.cookie)).status).toBe(200)
  expect(await portico('first', 'backup', archive)).toEqual({ code: 0, err: '' })
  await first.stop()
  expect(await portico('second', 'restore', archive)).toEqual({ code: 0, err: '' })
  for (let turn = 0; turn < 2; turn += 1) {
    const second = await serve('second')
    expect(await ask(second.address, '/set-up', undefined, setUp)).toEqual({ status: 410, code: 'setup.done' })
    // Whoever was signed in when the backup was made is not any more.
    expect((await ask(second.address, '/me', first.cookie)).status).toBe(401)
    expect((await ask(second.address, '/me', second.cookie)).status).toBe(200)
    await second.stop()
  }
  // Nor does a backup come in over a company, so none from before its set-up opens that again.
  const refused = await portico('second', 'restore', archive)
  expect([refused.code, /Expected an empty/.test(refused.err)]).toEqual([15, true])
})
