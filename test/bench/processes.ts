import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { Pool } from 'pg'
import type { Filled } from './fill.ts'

export type Throughput = { instances: number; commits: number }

/**
 * Complete runs of the request process (start → user task → complete → end) against bare commits of a single row, both
 * with as many workers at once, on the same durable database in the same minute.
 */
export async function compareProcesses(
  databaseUrl: string,
  baseUrl: string,
  filled: Filled,
  employeeToken: string,
  seconds: number,
  workers: number,
): Promise<Throughput> {
  const pool = new Pool({ connectionString: databaseUrl, max: workers })
  await pool.query('create table if not exists bench_rows (id uuid primary key default uuid7(), note text)')
  const commits = await forSeconds(seconds, workers, async () => {
    await pool.query({
      name: 'row',
      text: 'insert into bench_rows (note) values ($1)',
      values: ['one row, one commit'],
    })
  })
  await pool.query('drop table bench_rows')
  await pool.end()
  const ask = asker(baseUrl)
  const instances = await forSeconds(seconds, workers, () => oneInstance(ask, filled, employeeToken))
  return { instances: instances / seconds, commits: commits / seconds }
}

type Ask = (path: string, cookie: string, body?: object) => Promise<Record<string, unknown>>

/** Over kept-alive connections, as a reverse proxy would; `fetch` itself costs as much as a step of a process. */
function asker(baseUrl: string): Ask {
  const agent = new Agent({ keepAlive: true })
  return async (path, cookie, body) => {
    const sent = body && JSON.stringify(body)
    const headers = {
      cookie,
      ...(sent && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
    }
    const asked = request(`${baseUrl}${path}`, { agent, method: sent ? 'POST' : 'GET', headers }).end(sent)
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    const text = Buffer.concat(await answer.toArray()).toString()
    if (!String(answer.statusCode).startsWith('2')) throw new Error(`${path}: ${answer.statusCode} ${text}`)
    return JSON.parse(text) as Record<string, unknown>
  }
}

/** Files a request as the outsider, claims its task as an employee and resolves it. */
async function oneInstance(ask: Ask, { process, token }: Filled, employeeToken: string): Promise<void> {
  const outsider = `__Host-portico-portal=${token}`
  const employee = `__Host-portico=${employeeToken}`
  const started = await ask('/api/portal/v1/process-instances', outsider, { process, values: { subject: 'Measured' } })
  const { tasks } = (await ask(`/api/v1/process-instances/${String(started.instance)}`, employee)) as unknown as {
    tasks: { id: string }[]
  }
  const id = tasks[0]!.id
  const claimed = await ask(`/api/v1/tasks/${id}/claim`, employee, {})
  await ask(`/api/v1/tasks/${id}/complete`, employee, {
    version: claimed.version,
    outcome: 'resolve',
    values: { answer: 'Done' },
  })
}

async function forSeconds(seconds: number, workers: number, deed: () => Promise<void>): Promise<number> {
  const end = Date.now() + seconds * 1000
  let done = 0
  const worker = async () => {
    while (Date.now() < end) {
      await deed()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: workers }, worker))
  return done
}
