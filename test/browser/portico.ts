import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export type Portico = { origin: string; stop(): Promise<void> }

/**
 * Portico as `npm start` runs it, once everything is installed and built: a process of its own on a free port, with an
 * empty data folder and so with an embedded database of its own. `settings` are more of its environment.
 */
export async function startPortico(settings: Record<string, string> = {}): Promise<Portico> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portico-browser-'))
  const port = await freePort()
  const child = spawn(process.execPath, [join(root, 'src/main/portico.ts'), 'start'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      PORTICO_DATA: dataDir,
      PORTICO_PORT: String(port),
      PORTICO_LOG: 'warn',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stderr.on('data', (chunk) => said.push(String(chunk)))
  const ready = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => null)])
  if (!ready) throw new Error(`Portico did not start: ${said.join('')}`)
  return {
    origin: `http://localhost:${port}`,
    async stop() {
      await ended(child)
      await rm(dataDir, { recursive: true, force: true })
      // Whatever the server found worth a warning belongs into the report of the run.
      if (said.length > 0) process.stderr.write(said.join(''))
    },
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}
