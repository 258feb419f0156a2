import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { castEmail } from '../../src/main/demo/cast.ts'
import { startEmbedded } from '../../src/sql/embedded.ts'
import { authors, fill, type Filled, requests } from './fill.ts'
import { familyOf, type Load, measure, type Measured, memoryOf } from './measure.ts'
import { writePart } from './page.ts'
import { compareProcesses, type Throughput } from './processes.ts'

/**
 * `npm run bench [-- --seconds N] [-- --write]`: Portico beside a bare Fastify + pg server that runs one hand-written
 * statement for the same rows, on the embedded database, in one run; read the ratios. `--write` puts the table into
 * docs/benchmarks.md.
 */
const root = join(import.meta.dirname, '../..')
const secondsAt = process.argv.indexOf('--seconds')
const seconds = secondsAt > 0 ? Number(process.argv[secondsAt + 1]) : 8
const [porticoPort, barePort] = [4391, 4392]
const base = `http://localhost:${porticoPort}`
const password = 'seven owls count the bricks'
const children: ChildProcess[] = []
const say = (line: string) => process.stderr.write(`${line}\n`)

const dataDir = await mkdtemp(join(tmpdir(), 'portico-bench-'))
try {
  const report = await main()
  process.stdout.write(`${report}\n`)
  if (process.argv.includes('--write')) await writePart('processes and items', report)
} finally {
  for (const child of children) await ended(child)
  await rm(dataDir, { recursive: true, force: true })
}

async function main(): Promise<string> {
  say('Cold and second start …')
  const starts = await measureStarts()
  say('Filling the database …')
  const database = await startEmbedded({ dataDir, log: () => undefined })
  try {
    const { portico, cookies } = await startPortico({ DATABASE_URL: database.url, PORTICO_WORKER: 'no' })
    const filled = await fill(database.url)
    const bare = await startBare(database.url, filled)
    const rows: string[] = []
    // What is created comes last: whoever is measured shall see 100 requests until then.
    for (const { name, ours, theirs } of loads(filled)) {
      for (const connections of [10, 50]) {
        say(`${name}, ${connections} connections …`)
        const bareResult = await measure(bare.pid!, theirs, connections, seconds)
        const result = await measure(portico.pid!, ours, connections, seconds)
        rows.push(rowOf(name, connections, result, bareResult))
      }
    }
    const memory = `${memoryOf([portico.pid!]).toFixed(0)} MB, bare server ${memoryOf([bare.pid!]).toFixed(0)} MB`
    say('Process instances …')
    const workers = 10
    const throughput = await compareProcesses(database.url, base, filled, cookies, seconds, workers)
    return reportOf(starts, rows, memory, throughput, workers)
  } finally {
    for (const child of children) await ended(child)
    await database.stop()
  }
}

function loads(filled: Filled): { name: string; ours: Load; theirs: Load }[] {
  const bare = `http://127.0.0.1:${barePort}`
  const items = `${base}/api/portal/v1/apps/${filled.app}/items`
  const headers = { cookie: `__Host-portico-portal=${filled.token}` }
  const json = { 'content-type': 'application/json' }
  const values = { subject: 'The pump does not start', description: 'Since this morning.', category: 'fault' }
  const filter = encodeURIComponent(JSON.stringify({ field: 'status', op: 'eq', value: 'new' }))
  const body = JSON.stringify({ values })
  return [
    {
      name: 'list of 50, filtered and sorted',
      ours: { url: `${items}?limit=50&sort=-created_at&filter=${filter}`, headers },
      theirs: { url: `${bare}/list` },
    },
    {
      name: 'read one',
      ours: { url: `${items}/${filled.item}`, headers },
      theirs: { url: `${bare}/one/${filled.item}` },
    },
    {
      name: 'create one',
      ours: { url: items, method: 'POST', headers: { ...headers, ...json }, body },
      theirs: { url: `${bare}/create`, method: 'POST', headers: json, body },
    },
  ]
}

function rowOf(name: string, connections: number, ours: Measured, bare: Measured): string {
  const figures = (m: Measured) => `${m.perSecond.toFixed(0)} | ${m.p50} / ${m.p99} | ${m.cpuPerRequest.toFixed(2)}`
  const failed = ours.failed + bare.failed
  return `| ${name} | ${connections} | ${figures(ours)} | ${figures(bare)} | **${(ours.perSecond / bare.perSecond).toFixed(2)}** |${failed ? ` ${failed} failed` : ''}`
}

type Cookies = { employee: string; supervisor: string }

type Starts = { cold: number; second: number; memory: string }

function reportOf(
  starts: Starts,
  rows: string[],
  memory: string,
  { instances, requests: filed, commits }: Throughput,
  workers: number,
): string {
  const share = (each: number) => `**${(each / commits).toFixed(3)}**`
  return `# Benchmarks

\`npm run bench -- --write\` makes this page. Portico beside a bare Fastify + \`pg\` server that runs one hand-written
statement for the same rows, in one run on the embedded database with durable commits; ${requests.toLocaleString('en')} requests of
${authors.toLocaleString('en')} external users, measured as an external user who may see ${requests / authors}. Read the ratios: absolute figures are those of one
machine (${cpus().length} cores ${cpus()[0]?.model ?? ''}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, shared by server, database and load).

Portico's side checks session, account and rights in the snapshot that reads the data, and writes audit, history and the
author's place with each item; the bare side does none of it. Aim: at least 0.5.

| operation | connections | Portico req/s | p50 / p99 ms | CPU ms | bare req/s | p50 / p99 ms | CPU ms | ratio |
|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

CPU is that of the server process for one request, without the database.

| what | figure |
|---|---|
| bare commits of a single row, ${workers} at once | ${commits.toFixed(0)}/s |
| process instances completed (start → user task → complete → end), over HTTP, ${workers} at once | ${instances.toFixed(0)}/s |
| ratio to bare commits (aim: at least 0.20) | ${share(instances)} |
| requests of the demo completed (the same with item, form, group, claim), over HTTP, ${workers} at once | ${filed.toFixed(0)}/s |
| ratio to bare commits | ${share(filed)} |
| cold start on an empty folder to the first page | ${starts.cold.toFixed(1)} s |
| second start to the first page | ${starts.second.toFixed(1)} s |
| memory at rest, process and database together | ${starts.memory} |
| memory of the server process after the load | ${memory} |

${new Date().toISOString().slice(0, 10)}, Node ${process.version}
`
}

async function measureStarts(): Promise<Starts> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-bench-start-'))
  try {
    const cold = await timeToFirstPage(folder)
    await ended(cold.child)
    const second = await timeToFirstPage(folder)
    await sleep(5000)
    const memory = `${memoryOf(familyOf(second.child.pid!)).toFixed(0)} MB`
    await ended(second.child)
    return { cold: cold.took, second: second.took, memory }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function timeToFirstPage(folder: string): Promise<{ child: ChildProcess; took: number }> {
  const began = performance.now()
  const child = porticoProcess({ PORTICO_DATA: folder })
  await untilItAnswers(child, '/')
  return { child, took: (performance.now() - began) / 1000 }
}

function porticoProcess(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [join(root, 'src/main/portico.ts'), 'start'], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      PORTICO_PORT: String(porticoPort),
      PORTICO_LOG: 'error',
      PORTICO_DATA: dataDir,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  return child
}

async function untilItAnswers(child: ChildProcess, path: string): Promise<void> {
  for (let tries = 0; tries < 3000; tries += 1) {
    if (child.exitCode !== null) throw new Error(`Portico ended with ${child.exitCode}.`)
    const answer = await fetch(`${base}${path}`).catch(() => null)
    if (answer?.ok) return void (await answer.text())
    await sleep(20)
  }
  throw new Error('Portico did not answer within a minute.')
}

/** Starts Portico on the filled database and sets it up with the demo company, as a first visitor does. */
async function startPortico(env: Record<string, string>): Promise<{ portico: ChildProcess; cookies: Cookies }> {
  const child = porticoProcess(env)
  await untilItAnswers(child, '/healthz')
  const answer = await fetch(`${base}/api/v1/set-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      companyName: 'Bench',
      fullName: 'Bench Supervisor',
      email: 'supervisor@bench.example',
      password,
      content: 'demo',
    }),
  })
  if (!answer.ok) throw new Error(`Set-up: ${answer.status} ${await answer.text()}`)
  const signIn = async (email: string) => {
    const kept = await fetch(`${base}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
    return /__Host-portico=[^;]+/.exec(kept.headers.get('set-cookie') ?? '')?.[0] ?? ''
  }
  const cookies = { employee: await signIn(castEmail('kevin')), supervisor: await signIn('supervisor@bench.example') }
  return { portico: child, cookies }
}

async function startBare(databaseUrl: string, { table, app, author }: Filled): Promise<ChildProcess> {
  const args = [join(import.meta.dirname, 'bare-server.ts'), databaseUrl, String(barePort), table, app, author]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  await once(child.stdout!, 'data')
  return child
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}
