import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { Pool } from 'pg'
import type { Filled } from './fill.ts'

/** What happens a second, each with as many workers at once, on the same durable database in the same minute. */
export type Throughput = {
  /** start → user task → complete → end. */
  instances: number
  /** The demo's request: the same with an item, a form, a group that has to claim and an outsider who is told. */
  requests: number
  commits: number
}

/** Complete runs of processes over HTTP against bare commits of a single row. */
export async function compareProcesses(
  databaseUrl: string,
  baseUrl: string,
  filled: Filled,
  cookies: { employee: string; supervisor: string },
  seconds: number,
  workers: number,
): Promise<Throughput> {
  const pool = new Pool({ connectionString: databaseUrl, max: workers })
  try {
    const commits = await commitsOfOneRow(pool, seconds, workers)
    const ask = asker(baseUrl)
    const process = await publishOneTask(ask, pool, cookies.supervisor)
    // What is measured first pays for everything that is made ready at its first use.
    await forSeconds(1, workers, () => oneTask(ask, pool, process, cookies.employee))
    const instances = await forSeconds(seconds, workers, () => oneTask(ask, pool, process, cookies.employee))
    await forSeconds(1, workers, () => oneRequest(ask, pool, filled, cookies.employee))
    const requests = await forSeconds(seconds, workers, () => oneRequest(ask, pool, filled, cookies.employee))
    return { instances: instances / seconds, requests: requests / seconds, commits: commits / seconds }
  } finally {
    await pool.end()
  }
}

async function commitsOfOneRow(pool: Pool, seconds: number, workers: number): Promise<number> {
  await pool.query('create table if not exists bench_rows (id uuid primary key default uuid7(), note text)')
  const row = { name: 'row', text: 'insert into bench_rows (note) values ($1)', values: ['one row, one commit'] }
  const commits = await forSeconds(seconds, workers, async () => void (await pool.query(row)))
  await pool.query('drop table bench_rows')
  return commits
}

type Ask = (path: string, cookie: string, body?: object, method?: string) => Promise<Record<string, unknown>>

/** Over kept-alive connections, as a reverse proxy would; `fetch` itself costs as much as a step of a process. */
function asker(baseUrl: string): Ask {
  const agent = new Agent({ keepAlive: true })
  return async (path, cookie, body, method = 'POST') => {
    const sent = JSON.stringify(body ?? {})
    const headers = { cookie, 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }
    const asked = request(`${baseUrl}${path}`, { agent, method, headers }).end(sent)
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    const text = Buffer.concat(await answer.toArray()).toString()
    if (!String(answer.statusCode).startsWith('2')) throw new Error(`${path}: ${answer.statusCode} ${text}`)
    return JSON.parse(text) as Record<string, unknown>
  }
}

const oneTaskDrawing = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:portico="http://portico.app/schema/bpmn/1" targetNamespace="http://portico.app/processes">
  <bpmn:process id="one_task" isExecutable="true">
    <bpmn:startEvent id="start" />
    <bpmn:userTask id="work" name="Do the work">
      <bpmn:extensionElements><portico:executor kind="initiator" /></bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:endEvent id="end" />
    <bpmn:sequenceFlow id="to_work" sourceRef="start" targetRef="work" />
    <bpmn:sequenceFlow id="to_end" sourceRef="work" targetRef="end" />
  </bpmn:process>
</bpmn:definitions>`

async function publishOneTask(ask: Ask, pool: Pool, supervisor: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select id from workspaces limit 1')
  const made = await ask('/api/v1/processes', supervisor, {
    workspace: rows[0]!.id,
    name: `One task, ${new Date().toISOString()}`,
  })
  const path = `/api/v1/processes/${String(made.id)}`
  const saved = await ask(`${path}/draft`, supervisor, { draftVersion: made.draftVersion, xml: oneTaskDrawing }, 'PUT')
  await ask(`${path}/versions`, supervisor, { draftVersion: saved.draftVersion })
  return String(made.id)
}

/** Who starts it does the task; where the task is, is read beside the server, as a page knows it from its list. */
async function oneTask(ask: Ask, pool: Pool, process: string, employee: string): Promise<void> {
  const started = await ask('/api/v1/process-instances', employee, { process, values: {} })
  const id = await taskOf(pool, started.instance)
  await ask(`/api/v1/tasks/${id}/complete`, employee, { version: 1, outcome: null, values: {} })
}

/** Files a request as the outsider, claims its task as an employee and resolves it. */
async function oneRequest(ask: Ask, pool: Pool, { process, token }: Filled, employee: string): Promise<void> {
  const outsider = `__Host-portico-portal=${token}`
  const started = await ask('/api/portal/v1/process-instances', outsider, { process, values: { subject: 'Measured' } })
  const id = await taskOf(pool, started.instance)
  const claimed = await ask(`/api/v1/tasks/${id}/claim`, employee)
  await ask(`/api/v1/tasks/${id}/complete`, employee, {
    version: claimed.version,
    outcome: 'resolve',
    values: { answer: 'Done' },
  })
}

async function taskOf(pool: Pool, instance: unknown): Promise<string> {
  const text = 'select id from tasks where instance_id = $1 and ended_at is null'
  const { rows } = await pool.query<{ id: string }>({ name: 'task', text, values: [instance] })
  return rows[0]!.id
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
