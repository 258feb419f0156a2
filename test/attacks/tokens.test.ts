import { afterAll, describe, expect, test } from 'vitest'
import { cookieName } from '../../src/http/cookies.ts'
import { operations } from '../../src/main/operations.ts'
import { createMyToken } from '../../src/signin/commands/create-token.ts'
import { revokeMyToken, revokeToken } from '../../src/signin/commands/revoke-token.ts'
import { listMyTokens, listTokens } from '../../src/signin/queries/list-tokens.ts'
import { createWorkspace } from '../../src/workspaces/commands/create-workspace.ts'
import { programOf } from '../cast/program.ts'
import { makeServiceDeskWorld } from '../cast/service-desk.ts'
import { likeness, openWeb } from '../cast/web.ts'
import { refusalOf } from '../cast/world.ts'

/** API tokens in the hands of somebody who tries what they were not made for. */
const world = await makeServiceDeskWorld()
const { adam, igor, kevin, vera, desk, people, requests, pool } = world
const web = openWeb(world)
afterAll(() => web.close())

const unknown = '018f0000-0000-7000-8000-00000000dead'
const code = (answer: { json: unknown }) => (answer.json as { code?: string }).code

test('somebody else’s token is not there: read, end, make, alike for an id that never was (AT-071)', async () => {
  const { id } = await programOf(web, adam, people.kevin)
  expect((await igor.run(listMyTokens, {})).rows).toEqual([])
  const theirs = await web.ask(igor, 'DELETE', `/api/v1/profile/tokens/${id}`)
  expect(theirs.status).toBe(404)
  expect(likeness(theirs)).toEqual(likeness(await web.ask(igor, 'DELETE', `/api/v1/profile/tokens/${unknown}`)))
  expect((await refusalOf(igor.run(listTokens, {}))).kind).toBe('forbidden')
  const ended = [id, unknown].map((token) => refusalOf(igor.run(revokeToken, { token })))
  expect((await Promise.all(ended)).map(({ kind }) => kind)).toEqual(['forbidden', 'forbidden'])
  const made = await web.ask(igor, 'POST', `/api/v1/users/${people.kevin}/tokens`, { name: 'Mine', access: 'read' })
  expect(made.status).toBe(403)
  expect((await kevin.run(listMyTokens, {})).rows.map((row) => row.id)).toContain(id)
})

describe('a token for one workspace', async () => {
  const { id: archive } = await adam.run(createWorkspace, { name: 'Archive', visibleTo: 'everyone' })
  const program = await programOf(web, adam, people.adam, { workspaces: [archive] })
  const inDesk = await programOf(web, adam, people.kevin, { workspaces: [desk.workspace] })
  const elsewhere = await programOf(web, adam, people.kevin, { workspaces: [archive] })

  test('finds nothing of another one, as if it never was (AT-072)', async () => {
    const task = requests.dana.task
    for (const [url, never] of [
      [`/workspaces/${desk.workspace}`, `/workspaces/${unknown}`],
      [`/apps/${desk.app}`, `/apps/${unknown}`],
      [`/apps/${desk.app}/items/${requests.dana.item}`, `/apps/${desk.app}/items/${unknown}`],
      [`/tasks/${task}`, `/tasks/${unknown}`],
      [`/files/${requests.dana.file}`, `/files/${unknown}`],
    ]) {
      const answer = await elsewhere.ask('GET', `/api/v1${url}`)
      expect(answer.status, url).toBe(404)
      expect(likeness(answer), url).toEqual(likeness(await elsewhere.ask('GET', `/api/v1${never}`)))
    }
    expect((await elsewhere.ask('POST', `/api/v1/tasks/${task}/claim`, {})).status).toBe(404)
    for (const list of ['mine', 'to_take', 'done'])
      expect((await elsewhere.ask('GET', `/api/v1/tasks?list=${list}`)).json, list).toMatchObject({ rows: [] })
  })

  test('works within its own', async () => {
    const workspaces = await inDesk.ask('GET', '/api/v1/workspaces')
    expect((workspaces.json as { rows: { id: string }[] }).rows.map(({ id }) => id)).toEqual([desk.workspace])
    expect((await inDesk.ask('GET', `/api/v1/tasks/${requests.dana.task}`)).status).toBe(200)
    expect((await inDesk.ask('GET', `/api/v1/apps/${desk.app}/items/${requests.dana.item}`)).status).toBe(200)
  })

  test('administers nothing, whoever it acts as (AT-072)', async () => {
    for (const url of ['/tokens', '/licenses', '/audit-events', '/groups/' + unknown]) {
      expect([403, 404], url).toContain((await program.ask('GET', `/api/v1${url}`)).status)
    }
    expect((await program.ask('POST', '/api/v1/workspaces', { name: 'Another', visibleTo: 'everyone' })).status).toBe(
      403,
    )
  })
})

test('no token is both for some workspaces and for administration', async () => {
  const wish = { name: 'All', access: 'read' as const, administers: true, workspaces: [desk.workspace] }
  expect((await refusalOf(adam.run(createMyToken, wish))).code).toBe('token.too_wide')
})

test('an administrator’s token administers only when it was made so, and never as the supervisor (AT-072)', async () => {
  const plain = await programOf(web, adam, people.adam)
  expect((await plain.ask('GET', '/api/v1/groups')).json).toMatchObject({ rows: [] })
  expect((await plain.ask('GET', '/api/v1/licenses')).status).toBe(403)
  const wide = await programOf(web, adam, people.adam, { administers: true })
  expect((await wide.ask('GET', '/api/v1/licenses')).status).toBe(200)
  const { token } = await vera.run(createMyToken, { name: 'Mine', access: 'write', administers: true })
  const hand = { user: people.adam, password: 'whatever it is' }
  const answer = await web.ask(null, 'POST', '/api/v1/supervisor/hand-over', hand, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect([400, 403]).toContain(answer.status)
})

test('no token opens the live channel or a portal, or passes where a person has to prove herself (AT-072, AT-055)', async () => {
  const program = await programOf(web, adam, people.adam, { administers: true })
  expect((await program.ask('GET', '/api/v1/live')).status).toBe(401)
  expect((await program.ask('GET', '/api/portal/v1/live')).status).toBe(401)
  expect((await program.ask('GET', '/api/portal/v1/me')).status).toBe(401)
  const wish = { name: 'Child', access: 'write' }
  expect(code(await program.ask('POST', `/api/v1/users/${people.kevin}/tokens`, wish))).toBe('session.proof_needed')
  for (const operation of operations.filter(
    ({ permission, endpoint }) => permission === 'door.knock' && endpoint.side === 'employee',
  )) {
    const url = `/api/v1${operation.endpoint.path.replace(/:\w+/g, unknown)}`
    // What takes a body of bytes refuses JSON before it looks who asks.
    const headers = operation.endpoint.upload && { 'content-type': 'application/octet-stream' }
    const answer = await program.ask(operation.endpoint.method, url, {}, { ...(headers && { headers }) })
    expect([400, 403], operation.name).toContain(answer.status)
  }
  const { token } = await vera.run(createMyToken, { name: 'Mine', access: 'write', administers: true })
  const { rows } = await pool.query(
    "select count(*)::int as proved from sessions where side = 'token' and proved_at is not null",
  )
  expect([token.startsWith('portico_'), rows[0].proved]).toEqual([true, 0])
})

test('a token is no cookie, a cookie is no token, and beside a token no cookie counts', async () => {
  const { token, ask } = await programOf(web, adam, people.kevin)
  for (const side of ['employee', 'portal'] as const) {
    const headers = { cookie: `${cookieName(side)}=${token}` }
    expect((await web.ask(null, 'GET', '/api/v1/me', undefined, { headers })).status).toBe(401)
  }
  const asToken = { headers: { authorization: `Bearer ${adam.token}` } }
  expect(code(await web.ask(null, 'GET', '/api/v1/me', undefined, asToken))).toBe('token.invalid')
  const both = { headers: { cookie: `${cookieName('employee')}=${adam.token}` } }
  expect((await ask('GET', '/api/v1/me', undefined, both)).json).toMatchObject({ fullName: 'Kevin Hale' })
  const broken = { headers: { ...both.headers, authorization: 'Bearer portico_nothing' } }
  expect((await web.ask(null, 'GET', '/api/v1/me', undefined, broken)).status).toBe(401)
  expect((await web.ask(null, 'GET', '/api/v1/live', undefined, broken)).status).toBe(401)
})

test('another site cannot use what a browser holds by naming a token (AT-156)', async () => {
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', authorization: 'Bearer portico_x' }
  const headers = { ...foreign, cookie: `${cookieName('employee')}=${adam.token}` }
  expect((await web.ask(null, 'POST', '/api/v1/workspaces', { name: 'Evil' }, { headers })).status).toBe(401)
})

test.each(['', 'portico_', 'portico_%00', 'null', '[]', `portico_${'A'.repeat(43)}`, 'x'.repeat(60)])(
  'what is no token is refused with one answer: %j',
  async (token) => {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await web.ask(null, 'GET', '/api/v1/me', undefined, { headers })
    expect([answer.status, code(answer)]).toEqual([401, token === '' ? 'session.missing' : 'token.invalid'])
  },
)

test('a token stops with the request after its end, its person’s lock, or its time (AT-110)', async () => {
  const works = async (program: { ask: Awaited<ReturnType<typeof programOf>>['ask'] }) =>
    (await program.ask('GET', '/api/v1/me')).status === 200
  const ended = await programOf(web, adam, people.kevin)
  const expired = await programOf(web, adam, people.kevin)
  const locked = await programOf(web, adam, people.sofia)
  for (const each of [ended, expired, locked]) expect(await works(each)).toBe(true)
  await kevin.run(revokeMyToken, { token: ended.id as never })
  expect((await refusalOf(kevin.run(revokeMyToken, { token: ended.id as never }))).kind).toBe('not_found')
  await pool.query('update sessions set expires_at = now() where id = $1', [expired.id])
  expect((await web.ask(adam, 'POST', `/api/v1/users/${people.sofia}/lock`, {})).status).toBe(200)
  for (const each of [ended, expired, locked]) expect(await works(each)).toBe(false)
  expect((await web.ask(adam, 'POST', `/api/v1/users/${people.sofia}/unlock`, {})).status).toBe(200)
  expect(await works(locked), 'unlocking brings no token back (AT-111)').toBe(false)
})
