import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { permissions } from '../src/access/permissions.ts'
import { apiPath, type Endpoint, pathNames } from '../src/base/endpoint.ts'
import { operations } from '../src/main/operations.ts'
import { openWeb } from './cast/web.ts'
import { makeWorld } from './cast/world.ts'

/** Every endpoint is tried from the list of operations, so that a new one is tried the day it is mounted. */
const world = await makeWorld()
const web = openWeb(world)
afterAll(() => web.close())
const [igor, dana] = [await world.as('igor'), await world.as('dana')]

const unknown = '018f0000-0000-7000-8000-00000000dead'

/** The allow-list: what answers somebody without a session. It may only shrink. */
const open = new Set([
  'getSetUpState',
  'setUp',
  'signIn',
  'portalSignIn',
  'requestPasswordReset',
  'requestPortalPasswordReset',
  'resetPassword',
  'resetPortalPassword',
  'peekInvitation',
  'peekEmployeeInvitation',
  'sendConfirmationCode',
  'confirmCode',
  'acceptInvitation',
  'acceptEmployeeInvitation',
  'declineEmployeeInvitation',
  'askFreshInvitation',
  'portalDoor',
  'themeImage',
  'askPasskey',
  'askPortalPasskey',
  'finishEnrolment',
  'finishPortalEnrolment',
  'startEnrolment',
  'startPortalEnrolment',
  'askNewPasskey',
  'askNewPortalPasskey',
  'enrolPasskey',
  'enrolPortalPasskey',
  'proveFactor',
  'provePortalFactor',
  'provePasskey',
  'provePortalPasskey',
  'replacePassword',
  'replacePortalPassword',
  'sendPortalProofCode',
  'sendProofCode',
  'getOpenPortalProof',
  'getOpenProof',
  'getSignInRules',
  'getProviderMetadata',
  'beginAtProvider',
  'beginAtPortalProvider',
  'finishAtProvider',
  'finishAtPortalProvider',
  'confirmEmailChange',
  'undoEmailChange',
  'finishRescue',
])

const addressOf = (endpoint: Endpoint, id = unknown) =>
  pathNames(endpoint.path).reduce((path, name) => path.replace(`:${name}`, id), apiPath(endpoint))

const bodyOf = (endpoint: Endpoint) => (endpoint.method === 'GET' || endpoint.upload ? undefined : {})

const send = (who: Parameters<typeof web.ask>[0], endpoint: Endpoint, url = addressOf(endpoint), more = {}) =>
  endpoint.upload
    ? web.ask(who, endpoint.method, url, undefined, {
        headers: { 'content-type': 'application/octet-stream' },
        payload: Buffer.from('x'),
        ...more,
      })
    : web.ask(who, endpoint.method, url, bodyOf(endpoint), more)

const closed = operations.filter(({ name, endpoint }) => !(endpoint.side === 'public' && open.has(name)))

test('every public endpoint stands in the allow-list, and the list names nothing else (AT-078)', () => {
  const publicOnes = operations.filter(({ endpoint }) => endpoint.side === 'public').map(({ name }) => name)
  expect(publicOnes.filter((name) => !open.has(name))).toEqual([])
  expect([...open].filter((name) => !publicOnes.includes(name))).toEqual([])
})

test('names and addresses are unique', () => {
  const names = operations.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  const addresses = operations.map(({ endpoint }) => `${endpoint.method} ${apiPath(endpoint).replace(/:\w+/g, ':')}`)
  expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([])
})

describe.each(closed)('$name', ({ endpoint, permission }) => {
  // Sessions of its own: signing out is one of the endpoints.
  let [theirs, others] = [igor, dana]
  beforeEach(async () => {
    const [employee, outsider] = [await world.as('igor'), await world.as('dana')]
    ;[theirs, others] = endpoint.side === 'portal' ? [outsider, employee] : [employee, outsider]
  })

  test('is closed without a session (AT-078)', async () => {
    const answer = await send(null, endpoint)
    expect([answer.status, (answer.json as { code?: string }).code]).toEqual([401, 'session.missing'])
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('is closed to a session of the other side (AT-079, AT-080)', async () => {
    expect((await send(others, endpoint)).status).toBe(401)
    const otherCookie = {
      headers: {
        cookie: `${endpoint.side === 'employee' ? '__Host-portico' : '__Host-portico-portal'}=${others.token}`,
      },
    }
    const carried = await send(null, endpoint, addressOf(endpoint), {
      ...otherCookie,
      ...(endpoint.upload && { headers: { ...otherCookie.headers, 'content-type': 'application/octet-stream' } }),
    })
    expect(carried.status).toBe(401)
  })

  test('tells somebody without rights nothing about an id they guess', async () => {
    const answer = await send(theirs, endpoint)
    expect(answer.status).toBeLessThan(500)
    if (pathNames(endpoint.path).length === 0) return
    // The input may be incomplete (400); otherwise the thing is not there for them, or the door to the one thing of its kind is
    // shut whatever the id (403), or a list of what is theirs is empty.
    const isEmpty = answer.status === 200 && /"rows":\[\]/.test(answer.body)
    const isShut = answer.status === 403 && ['company', 'org_chart'].includes(permissions[permission])
    expect(isEmpty || isShut || [400, 404].includes(answer.status), answer.body).toBe(true)
  })

  test('does not take altered ids for the id (AT-012)', async () => {
    if (pathNames(endpoint.path).length === 0) return
    for (const id of [
      unknown.toUpperCase(),
      `${unknown}%20`,
      `${unknown}%00`,
      `%2530${unknown.slice(1)}`,
      `${unknown.slice(0, -1)}ｄ`,
    ]) {
      const answer = await send(
        theirs,
        endpoint,
        addressOf(endpoint, encodeURI(decodeURI(id)) === id ? id : encodeURI(id)),
      )
      expect([400, 404]).toContain(answer.status)
    }
  })

  test('decides for every spelling of its address as for its own (AT-014)', async () => {
    const url = addressOf(endpoint)
    const [path = ''] = url.split('?')
    const spellings = [
      `${path}/`,
      path.replace('/api/', '//api/'),
      path.replace('/v1/', '/v1/./'),
      path.replace('/v1/', '/v1/%2e/'),
      `${path};x=y`,
      path.toUpperCase(),
      `${path}?/webhooks/trigger`,
    ]
    for (const spelling of spellings) {
      const answer = await send(null, endpoint, spelling)
      expect([400, 401, 404, 405], spelling).toContain(answer.status)
      expect(answer.body, spelling).not.toContain('"rows"')
    }
  })

  test('takes its method from the request line alone (AT-013)', async () => {
    if (endpoint.method !== 'GET') return
    const answer = await web.ask(
      null,
      'POST',
      `${addressOf(endpoint)}?_method=GET`,
      {},
      { headers: { 'x-http-method-override': 'GET' } },
    )
    expect([401, 404, 405]).toContain(answer.status)
  })

  test('decides HEAD like GET and tells nothing on OPTIONS (AT-015)', async () => {
    const options = await web.ask(null, 'OPTIONS', addressOf(endpoint))
    expect([401, 404, 405]).toContain(options.status)
    expect(options.headers['access-control-allow-origin']).toBeUndefined()
    if (endpoint.method !== 'GET') return
    const head = await web.ask(null, 'HEAD', addressOf(endpoint))
    expect(head.status).toBe(401)
  })

  test('changes nothing for another site, whatever it claims to be (AT-156, AT-157)', async () => {
    if (endpoint.method === 'GET') return
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      { origin: 'http://localhost:4100.evil.example', 'sec-fetch-site': 'same-site' },
    ]) {
      const answer = await send(theirs, endpoint, addressOf(endpoint), {
        headers: { ...headers, ...cookieOf(theirs), 'content-type': 'application/json' },
      })
      expect([answer.status, (answer.json as { code: string }).code]).toEqual([403, 'request.foreign_origin'])
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await web.ask(theirs, endpoint.method, addressOf(endpoint), undefined, {
        headers: { 'content-type': type, ...cookieOf(theirs) },
        payload: 'name=x',
      })
      expect(answer.status).toBe(415)
    }
  })

  test('refuses properties it does not know and poisoned prototypes (AT-017)', async () => {
    if (endpoint.method === 'GET' || endpoint.upload) return
    for (const payload of [
      '{"__proto__":{"admin":true}}',
      '{"constructor":{"prototype":{"admin":true}}}',
      '{"surprise":1}',
      '[]',
      '"text"',
      '7',
      '{"name":["a"]}',
    ]) {
      const answer = await web.ask(theirs, endpoint.method, addressOf(endpoint), undefined, {
        headers: { 'content-type': 'application/json', ...cookieOf(theirs) },
        payload,
      })
      expect(answer.status, payload).toBe(400)
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
})

function cookieOf(who: { token: string; actor: { userKind: string } }) {
  return { cookie: `${who.actor.userKind === 'external' ? '__Host-portico-portal' : '__Host-portico'}=${who.token}` }
}

test('a GET never changes state: no command is mounted on one (AT-156)', () => {
  expect(
    operations.filter(({ type, endpoint }) => type === 'command' && endpoint.method === 'GET').map(({ name }) => name),
  ).toEqual([])
})

test('live events are opened by our own pages only (AT-157)', async () => {
  const foreign = { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } }
  expect((await web.ask(igor, 'GET', '/api/v1/live', undefined, foreign)).status).toBe(403)
  expect((await web.ask(null, 'GET', '/api/v1/live')).status).toBe(401)
  expect((await web.ask(dana, 'GET', '/api/v1/live')).status).toBe(401)
})

test('every answer carries the headers that keep a browser safe', async () => {
  const { headers } = await web.ask(null, 'GET', '/api/v1/groups')
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'x-frame-options': 'DENY',
  })
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
})
