import { afterAll, describe, expect, test } from 'vitest'
import { programOf } from '../../test/cast/program.ts'
import { openWeb } from '../../test/cast/web.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { createMyToken, createToken } from './commands/create-token.ts'
import { revokeMyToken } from './commands/revoke-token.ts'
import { listMySessions } from './queries/list-my-sessions.ts'
import { listMyTokens, listTokens, listTokensOfUser } from './queries/list-tokens.ts'
import { tokenRequestsAMinute } from './tokens-contract.ts'

const world = await makeWorld()
const { pool, people, db } = world
const web = openWeb(world)
afterAll(() => web.close())
const [adam, igor, vera] = [await world.as('adam'), await world.as('igor'), await world.as('vera')]
const wish = { name: 'Nightly import', access: 'write' } as const

describe('a token', () => {
  test('acts exactly as its person, who stands as author and in the audit, with the token named (K125)', async () => {
    const program = await programOf(web, adam, people.adam, { administers: true })
    expect((await program.ask('GET', '/api/v1/me')).json).toMatchObject({ fullName: 'Adam Brandt' })
    const made = await program.ask('POST', '/api/v1/workspaces', { name: 'Imported', visibleTo: 'everyone' })
    expect(made.status).toBe(201)
    const { rows } = await pool.query(
      "select e.actor_id, e.facts ->> 'token' as token, e.facts ->> 'tokenName' as name, w.created_by from audit_events e, workspaces w where w.name = 'Imported' and e.operation = 'createWorkspace'",
    )
    expect(rows).toEqual([
      { actor_id: people.adam, token: program.id, name: 'Nightly import', created_by: people.adam },
    ])
  })

  test('is shown once: only its hash is stored, and no answer or audit holds it again (M137)', async () => {
    const { token } = await igor.run(createMyToken, wish)
    expect(token).toMatch(/^portico_[\w-]{43}$/)
    expect(JSON.stringify(await igor.run(listMyTokens, {}))).not.toContain(token)
    const { rows } = await pool.query(
      'select (select count(*)::int from sessions s where to_jsonb(s)::text like $1) + (select count(*)::int from audit_events e where to_jsonb(e)::text like $1) + (select count(*)::int from idempotency_keys e where to_jsonb(e)::text like $1) as found',
      [`%${token.slice('portico_'.length)}%`],
    )
    expect(rows[0].found).toBe(0)
  })

  test('that reads refuses every deed', async () => {
    const reader = await programOf(web, adam, people.adam, { access: 'read', administers: true })
    expect((await reader.ask('GET', '/api/v1/groups')).status).toBe(200)
    const answer = await reader.ask('POST', '/api/v1/groups', { name: 'Made by a reader' })
    expect([answer.status, (answer.json as { code: string }).code]).toEqual([403, 'token.read_only'])
  })

  test('needs no origin and no cookie, and takes an Idempotency-Key', async () => {
    const program = await programOf(web, adam, people.adam, { administers: true })
    const send = () =>
      program.ask(
        'POST',
        '/api/v1/groups',
        { name: 'From a program' },
        {
          headers: { origin: 'https://jobs.example', 'sec-fetch-site': 'cross-site', 'idempotency-key': 'import-0001' },
        },
      )
    const [first, second] = [await send(), await send()]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(first.body).toBe(second.body)
  })

  test('tells when and from where it was used last', async () => {
    const program = await programOf(web, adam, people.igor)
    const mine = async () => (await igor.run(listMyTokens, {})).rows.find(({ id }) => id === program.id)!
    expect(await mine()).toMatchObject({ lastUsedAt: null, createdBy: 'Adam Brandt', state: 'works' })
    await program.ask('GET', '/api/v1/me')
    expect((await mine()).lastUsedAt).toBeInstanceOf(Date)
    expect((await mine()).lastAddress).toBe('127.0.0.1')
  })

  test('is no session: it stands in no list of them and cannot be ended as one', async () => {
    const program = await programOf(web, adam, people.igor)
    expect((await igor.run(listMySessions, {})).rows.map(({ id }) => id)).not.toContain(program.id)
    expect((await web.ask(igor, 'DELETE', `/api/v1/sessions/${program.id}`)).status).toBe(404)
  })
})

describe('making one', () => {
  test('is refused for outsiders, for who has not come yet, for the supervisor by others, and without a named seat (AT-121)', async () => {
    const refused = async (user: (typeof people)['dana']) =>
      (await refusalOf(adam.run(createToken, { user, ...wish }))).code
    expect(await refused(people.dana)).toBe('token.employees_only')
    expect(await refused(people.nina)).toBe('user.not_active')
    expect(await refused(people.tomas)).toBe('user.not_active')
    expect(await refused(people.vera)).toBe('token.of_supervisor')
    await expect(vera.run(createToken, { user: people.vera, ...wish })).resolves.toMatchObject({
      token: expect.any(String),
    })
    await pool.query("update seats set freed_at = now(), free_reason = 'shared' where user_id = $1", [people.lena])
    expect(await refused(people.lena)).toBe('token.needs_named_seat')
  })

  test('is refused for a workspace one cannot see, and for one that is none', async () => {
    const workspaces = ['018f0000-0000-7000-8000-00000000dead']
    expect((await refusalOf(igor.run(createMyToken, { ...wish, workspaces }))).code).toBe('token.unknown_workspace')
  })

  test.each([
    { days: 0 },
    { days: 731 },
    { name: ' ' },
    { access: 'all' },
    { workspaces: [] },
    { workspaces: ['here'] },
    { user: '018f0000-0000-7000-8000-00000000dead' },
  ])('with %j is refused', async (wrong) => {
    expect((await refusalOf(igor.run(createMyToken, { ...wish, ...wrong } as never))).kind).toBe('invalid')
  })

  test('ends with the fiftieth that works', async () => {
    const kevin = await world.as('kevin')
    for (let made = 0; made < 50; made += 1) await kevin.run(createMyToken, wish)
    expect((await refusalOf(kevin.run(createMyToken, wish))).code).toBe('token.too_many')
    const [one] = await listTokensOfUser(db, people.kevin)
    await kevin.run(revokeMyToken, { token: one!.id })
    await kevin.run(createMyToken, wish)
  })
})

test('a person who loses the named seat loses her tokens in the same transaction (AT-121)', async () => {
  const program = await programOf(web, adam, people.marta)
  expect((await program.ask('GET', '/api/v1/me')).status).toBe(200)
  await pool.query(
    "update seats set freed_at = now(), free_reason = 'shared' where user_id = $1 and freed_at is null",
    [people.marta],
  )
  expect((await program.ask('GET', '/api/v1/me')).status).toBe(401)
})

test('what a token may is never changed, whichever way in', async () => {
  await expect(pool.query('update api_tokens set administers = true where not administers')).rejects.toThrow(/fixed/)
  await expect(
    pool.query(
      "insert into sessions (id, token_hash, user_id, side, expires_at) values (uuid7(), 'y', $1, 'token', now() + interval '1 hour')",
      [people.dana],
    ),
  ).rejects.toThrow(/foreign key/)
})

test('administrators see all of them, by name, person and state, page by page', async () => {
  const all = (await adam.run(listTokens, { limit: 200 })).rows
  const first = await adam.run(listTokens, { limit: 3 })
  const second = await adam.run(listTokens, { limit: 3, after: first.next! })
  expect([...first.rows, ...second.rows]).toEqual(all.slice(0, 6))
  const { rows } = await adam.run(listTokens, { search: 'KEVIN', state: 'ended' })
  expect(rows.map(({ userName, state }) => [userName, state])).toEqual([['Kevin Hale', 'ended']])
  expect((await refusalOf(adam.run(listTokens, { after: btoa('["x"]') }))).code).toBe('request.bad_cursor')
  expect((await adam.run(listTokens, { search: '%' })).rows).toEqual([])
})

test(`the ${tokenRequestsAMinute + 1}st request of a minute is refused with how long to wait`, async () => {
  const program = await programOf(web, adam, people.igor)
  await program.ask('GET', '/api/v1/me')
  const { rows } = await pool.query(
    "update api_token_uses set requests = $2, minute = date_trunc('minute', now()) where token_id = $1 returning requests",
    [program.id, tokenRequestsAMinute],
  )
  expect(rows).toHaveLength(1)
  const answer = await program.ask('GET', '/api/v1/me')
  expect([answer.status, (answer.json as { code: string }).code]).toEqual([429, 'token.too_many_requests'])
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  await pool.query("update api_token_uses set minute = minute - interval '1 minute' where token_id = $1", [program.id])
  expect((await program.ask('GET', '/api/v1/me')).status).toBe(200)
})
