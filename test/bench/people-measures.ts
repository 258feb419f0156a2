import type { Pool } from 'pg'
import type { Crowd } from './fill-people.ts'

type Around = { base: string; pool: Pool; crowd: Crowd; password: string; say: (line: string) => void }

/** `ours` and `bare` in milliseconds: p95 of reads, the one time of a write. */
type Beside = { what: string; rows: string; ours: number; bare: number }
type SignIn = { atOnce: number; perSecond: number; p50: number; p99: number; quietP50: number; quietP99: number }
export type Measures = { beside: Beside[]; alone: [string, string][]; signIn: SignIn }

const percentile = (times: number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!

async function timed<T>(deed: () => Promise<T>): Promise<{ took: number; got: T }> {
  const began = performance.now()
  const got = await deed()
  return { took: performance.now() - began, got }
}

async function p95(times: number, deed: (n: number) => Promise<unknown>): Promise<number> {
  for (let n = 0; n < 5; n += 1) await deed(n)
  const taken: number[] = []
  for (let n = 0; n < times; n += 1) taken.push((await timed(() => deed(n))).took)
  return percentile(taken, 0.95)
}

export async function measurePeople(around: Around): Promise<Measures> {
  const beside = [...(await reads(around)), ...(await writes(around))]
  return { beside, alone: await sessions(around), signIn: await signIns(around) }
}

function asker({ base, crowd }: Around) {
  const headers = { cookie: `__Host-portico=${crowd.token}`, origin: base }
  return async (method: string, path: string, body?: object) => {
    const sent = body
      ? { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } }
      : { headers }
    const answer = await fetch(`${base}/api/v1${path}`, { method, ...sent })
    const got = (await answer.json()) as never
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(got)}`)
    return got as { version: number; next: string | null; total: number; gains: { people: number } }
  }
}

async function reads(around: Around): Promise<Beside[]> {
  const { pool, crowd, say } = around
  const ask = asker(around)
  const statement = (name: string, text: string, values: unknown[] = []) => pool.query({ name, text, values })
  say('Lists …')
  let after: string | null = null
  const page = async () => {
    after = (await ask('GET', `/users?limit=50${after ? `&after=${encodeURIComponent(after)}` : ''}`)).next
  }
  const names = (n: number) => ['Emil Falk 12', 'chen', 'p777@', 'Goran', 'zzz'][n % 5]!
  const people = `select u.id, u.full_name, u.email from users u join user_principals p on p.user_id = u.id and p.principal_id = $1`
  const list = 'select id, full_name, email, status from users where deleted_at is null and kind = $1'
  return [
    {
      what: 'user list, page after page (p95)',
      rows: '50',
      ours: await p95(100, page),
      bare: await p95(100, () => statement('users', `${list} order by full_name, id limit 50`, ['employee'])),
    },
    {
      what: 'user list, search by a part of name or e-mail (p95)',
      rows: '≤ 50',
      ours: await p95(40, (n) => ask('GET', `/users?limit=50&search=${encodeURIComponent(names(n))}`)),
      bare: await p95(40, (n) =>
        statement('search', `${list} and (full_name ilike $2 or email ilike $2) order by full_name, id limit 50`, [
          'employee',
          `%${names(n)}%`,
        ]),
      ),
    },
    {
      what: 'groups, page of the list (p95)',
      rows: '50',
      ours: await p95(60, () => ask('GET', '/groups?limit=50')),
      bare: await p95(60, () => statement('groups', 'select id, name from groups order by lower(name), id limit 50')),
    },
    {
      what: 'everybody in a group of 50,000, with their ways (p95)',
      rows: '50',
      ours: await p95(40, () => ask('GET', `/groups/${crowd.half}/people?limit=50`)),
      bare: await p95(40, () => statement('people', `${people} order by u.full_name, u.id limit 50`, [crowd.half])),
    },
    {
      what: 'everybody in a group of 12, with their ways (p95)',
      rows: '12',
      ours: await p95(60, () => ask('GET', `/groups/${crowd.leaf}/people?limit=50`)),
      bare: await p95(60, () => statement('people', `${people} order by u.full_name, u.id limit 50`, [crowd.leaf])),
    },
  ]
}

/** The same rows into a table with the same key and index, without triggers. */
async function bareWrite(pool: Pool, user: string | null, group: string): Promise<number> {
  await pool.query('create table if not exists bench_closure (like user_principals including all)')
  const taken = await timed(() =>
    user
      ? pool.query('insert into bench_closure values ($1, $2) on conflict do nothing', [user, group])
      : pool.query('insert into bench_closure select user_id, $2 from user_principals where principal_id = $1', [
          group,
          group,
        ]),
  )
  await pool.query('drop table bench_closure')
  return taken.took
}

async function writes(around: Around): Promise<Beside[]> {
  const { pool, crowd, say } = around
  const { half, beside, newcomer, department, elsewhere } = crowd
  const ask = asker(around)
  say('Changes of groups …')
  const kept = async () => (await pool.query('select count(*) as n from user_principals')).rows[0].n as number
  const change = async (what: string, group: string, members: object, bare: number): Promise<Beside> => {
    const { version } = await ask('GET', `/groups/${group}`)
    const before = await kept()
    const { took } = await timed(() => ask('PATCH', `/groups/${group}/members`, { version, ...members }))
    return { what, rows: String(Math.abs((await kept()) - before)), ours: took, bare }
  }
  const preview = async (what: string, group: string, members: object, bare: number): Promise<Beside> => {
    const { took, got } = await timed(() => ask('POST', `/groups/${group}/members/difference`, members))
    return { what, rows: `${got.gains.people} people`, ours: took, bare }
  }
  const one = await bareWrite(pool, newcomer, half)
  const many = await bareWrite(pool, null, half)
  const measured = [
    await preview('difference before one person enters a group of 50,000', half, { add: [newcomer] }, one),
    await change('one person enters a group that 50,000 inherit from', half, { add: [newcomer] }, one),
    await change('and is taken out again', half, { remove: [newcomer] }, one),
    await preview('difference before a group of 50,000 enters another', beside, { add: [half] }, many),
    await change('a group of 50,000 enters another', beside, { add: [half] }, many),
    await change('and is taken out again', beside, { remove: [half] }, many),
  ]
  const below = (await pool.query('select count(*) as n from user_principals where principal_id = $1', [department]))
    .rows[0].n
  const move = await timed(() =>
    pool.query('update org_elements set parent_id = $2 where id = $1', [department, elsewhere]),
  )
  measured.push({
    what: `a department with ${below} people moves in the org chart (the statement of publishing)`,
    rows: String(below),
    ours: move.took,
    bare: await bareWrite(pool, null, department),
  })
  return measured
}

async function sessions(around: Around): Promise<[string, string][]> {
  const { pool, crowd, say } = around
  say('Sessions …')
  const ask = asker(around)
  const me = await p95(300, () => ask('GET', '/me'))
  const health = await p95(300, () => fetch(`${around.base}/healthz`).then((answer) => answer.text()))
  const check = `select s.id, u.id from sessions s join users u on u.id = s.user_id
    where s.token_hash = sha256($1::bytea) and s.ended_at is null and s.expires_at > now() and u.status = 'active'`
  const session = await p95(500, () => pool.query({ name: 'session', text: check, values: [Buffer.from(crowd.token)] }))
  const nothing = await p95(500, () => pool.query({ name: 'nothing', text: 'select 1' }))
  return [
    [
      'the statement that checks a session, p95 (an empty statement)',
      `${session.toFixed(2)} ms (${nothing.toFixed(2)} ms)`,
    ],
    ['a request that asks who one is, p95 (one without session)', `${me.toFixed(1)} ms (${health.toFixed(1)} ms)`],
  ]
}

async function signIns(around: Around): Promise<SignIn> {
  const { base, password, say } = around
  say('Sign-ins …')
  const ask = asker(around)
  const atOnce = 8
  const others = async (until: () => boolean) => {
    const taken: number[] = []
    while (!until()) taken.push((await timed(() => ask('GET', '/me'))).took)
    return taken
  }
  const quietEnd = Date.now() + 3000
  const quiet = await others(() => Date.now() > quietEnd)
  const end = Date.now() + 6000
  let done = 0
  const signer = async (n: number) => {
    for (let turn = 0; Date.now() < end; turn += 1) {
      const answer = await fetch(`${base}/api/v1/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: base },
        body: JSON.stringify({ email: `p${1000 + n * 500 + turn}@bench.example`, password }),
      })
      if (!answer.ok) throw new Error(`Sign-in: ${answer.status} ${await answer.text()}`)
      await answer.text()
      done += 1
    }
  }
  const signing = Promise.all(Array.from({ length: atOnce }, (_, n) => signer(n)))
  // A failure is told when it is waited for, after the others are measured.
  signing.catch(() => undefined)
  const meanwhile = await others(() => Date.now() > end)
  await signing
  return {
    atOnce,
    perSecond: done / 6,
    p50: percentile(meanwhile, 0.5),
    p99: percentile(meanwhile, 0.99),
    quietP50: percentile(quiet, 0.5),
    quietP99: percentile(quiet, 0.99),
  }
}
