import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { hash } from '@node-rs/argon2'
import { Pool } from 'pg'
import { makeCast } from '../../src/main/demo/cast.ts'
import { openDatabase, transaction } from '../../src/sql/database.ts'
import { startEmbedded } from '../../src/sql/embedded.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { type Crowd, fillPeople, size } from './fill-people.ts'
import { writePart } from './page.ts'
import { measurePeople, type Measures } from './people-measures.ts'

/**
 * `npm run bench -- --people [--write]`: what administering a company of 100,000 people costs, each beside a bare
 * statement that reads or writes the same rows, over HTTP where a person would wait for it.
 */
const root = join(import.meta.dirname, '../..')
const port = Number(process.env.PORTICO_PORT ?? 4393)
const password = 'seven owls count the bricks'
const say = (line: string) => process.stderr.write(`${line}\n`)
const dataDir = await mkdtemp(join(tmpdir(), 'portico-bench-'))
const database = await startEmbedded({ dataDir, log: () => undefined })
let server: ChildProcess | undefined
try {
  say(`Filling: ${size.people} people, ${size.groups} groups, ${size.elements} org elements …`)
  const began = performance.now()
  const crowd = await fill()
  const filled = (performance.now() - began) / 1000
  server = await startServer()
  const pool = new Pool({ connectionString: database.url, max: 4 })
  const measures = await measurePeople({ base: `http://localhost:${port}`, pool, crowd, password, say })
  await pool.end()
  const report = reportOf(filled, measures)
  process.stdout.write(`${report}\n`)
  if (process.argv.includes('--write')) await writePart('people', report)
} finally {
  server?.kill('SIGTERM')
  if (server && server.exitCode === null) await once(server, 'exit')
  await database.stop()
  await rm(dataDir, { recursive: true, force: true })
}

async function fill(): Promise<Crowd> {
  await migrate(database.url)
  const { db, close } = openDatabase({ connectionString: database.url })
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const { vera } = await transaction(db, (tx) => makeCast(tx, passwordHash))
  await close()
  return fillPeople(database.url, passwordHash, vera)
}

async function startServer(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, 'src/main/portico.ts'), 'start'], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      PORTICO_PORT: String(port),
      PORTICO_DATA: dataDir,
      PORTICO_LOG: 'error',
      PORTICO_WORKER: 'no',
      DATABASE_URL: database.url,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (let tries = 0; tries < 1500; tries += 1) {
    if (child.exitCode !== null) throw new Error(`Portico ended with ${child.exitCode}.`)
    const answer = await fetch(`http://localhost:${port}/healthz`).catch(() => null)
    if (answer?.ok) return child
    await sleep(20)
  }
  throw new Error('Portico did not answer within half a minute.')
}

function reportOf(filled: number, { beside, alone, signIn }: Measures): string {
  const rows = beside.map(
    ({ what, rows: n, ours, bare }) =>
      `| ${what} | ${n} | ${ours.toFixed(1)} | ${bare.toFixed(1)} | **${(ours / bare).toFixed(1)}** |`,
  )
  return `
\`npm run bench -- --people --write\` makes this part: ${size.people.toLocaleString('en')} employees, ${size.groups.toLocaleString('en')} groups nested 5 deep,
an org chart of ${size.elements.toLocaleString('en')} elements, filled through all triggers in ${filled.toFixed(0)} s on ${cpus().length} cores shared by everything. Milliseconds;
"bare" reads or writes the same rows by one statement, without session, rights, audit and live notice.

| what | rows | Portico ms | bare ms | ratio |
|---|---|---|---|---|
${rows.join('\n')}

| what | figure |
|---|---|
${alone.map(([what, figure]) => `| ${what} | ${figure} |`).join('\n')}
| sign-ins, ${signIn.atOnce} at once (Argon2id, 19 MiB, 2 passes) | ${signIn.perSecond.toFixed(1)}/s |
| other requests meanwhile, p50 / p99 | ${signIn.p50.toFixed(1)} / ${signIn.p99.toFixed(1)} ms |
| other requests with nobody signing in, p50 / p99 | ${signIn.quietP50.toFixed(1)} / ${signIn.quietP99.toFixed(1)} ms |

${new Date().toISOString().slice(0, 10)}, Node ${process.version}
`
}
