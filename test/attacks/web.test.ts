import { afterAll, describe, expect, test } from 'vitest'
import { cookieName } from '../../src/http/cookies.ts'
import { makeServiceDeskWorld, storedOf } from '../cast/service-desk.ts'
import { openWeb } from '../cast/web.ts'
import type { Someone } from '../cast/world.ts'

/** Other sites (chapter 4.8 of the catalogue): what a foreign page can make a signed-in browser send. */
const world = await makeServiceDeskWorld()
const web = openWeb(world)
afterAll(() => web.close())
const { desk, requests, adam, kevin, dana } = world

const cookie = (who: Someone) => `${cookieName(who.actor.userKind === 'external' ? 'portal' : 'employee')}=${who.token}`

/** Everything that could change, as one number and one text each. */
async function state(): Promise<string> {
  const tables = [
    'users',
    'sessions',
    'group_members',
    'groups',
    'tasks',
    'process_instances',
    'files',
    'grants',
    'portals',
    'invitations',
    'mails',
  ]
  const parts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await world.pool.query<{ text: string }>(
        `select coalesce(string_agg(md5((to_jsonb(t) - 'last_seen_at')::text), '' order by md5((to_jsonb(t) - 'last_seen_at')::text)), '') as text from ${table} t`,
      )
      return rows[0]!.text
    }),
  )
  return [...parts, await storedOf(world, desk.app, requests.dana.item)].join('\n')
}

/** Deeds that would hurt, each as a page of another site would try it: with the cookie, without our Origin. */
const deeds: [string, Someone, string, string, object][] = [
  ['sign out', kevin, 'POST', '/api/v1/sign-out', {}],
  ['lock a person', adam, 'POST', `/api/v1/users/${world.people.kevin}/lock`, {}],
  [
    'join the administrators',
    adam,
    'PUT',
    `/api/v1/groups/00000000-0000-7000-8000-000000000001/members/${world.people.igor}`,
    {},
  ],
  [
    'edit an item',
    kevin,
    'PATCH',
    `/api/v1/apps/${desk.app}/items/${requests.dana.item}`,
    { version: 1, values: { subject: 'x' } },
  ],
  ['delete an item', kevin, 'DELETE', `/api/v1/apps/${desk.app}/items/${requests.dana.item}`, {}],
  ['close a portal', adam, 'POST', `/api/v1/portals/${desk.portal}/deactivate`, {}],
  ['claim a task', kevin, 'POST', `/api/v1/tasks/${requests.dana.task}/claim`, {}],
  [
    'file a request',
    dana,
    'POST',
    '/api/portal/v1/process-instances',
    { process: desk.process, values: { subject: 'x' } },
  ],
  ['change one’s name', dana, 'PATCH', '/api/portal/v1/me', { version: 1, fullName: 'X' }],
]

const foreignHeaders: [string, Record<string, string>][] = [
  [
    'a form of another site',
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
  ],
  [
    'fetch without CORS',
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
  ],
  ['a sandboxed frame (Origin: null)', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['a sibling host', { origin: 'http://portal.localhost:4100', 'sec-fetch-site': 'same-site' }],
  ['our host on another port', { origin: 'http://localhost:4101' }],
  ['our name in front of another', { origin: 'http://localhost:4100.evil.example' }],
  ['our host by https', { origin: 'https://localhost:4100' }],
  ['an old browser without Sec-Fetch-Site', { origin: 'https://evil.example' }],
  ['a new one that hides Origin', { 'sec-fetch-site': 'cross-site' }],
]

const raw = (method: string, url: string, headers: Record<string, string>, payload?: string) =>
  web.server.inject({ method: method as 'POST', url, headers, ...(payload !== undefined && { payload }) })

describe.each(deeds)('%s', (_, who, method, url, body) => {
  const session = { cookie: cookie(who) }

  test('by another site: 403, and by any content type a form can have 415; unchanged (AT-156, AT-157)', async () => {
    const before = await state()
    for (const [what, headers] of foreignHeaders) {
      const json = { ...headers, ...session, 'content-type': 'application/json' }
      const answer = await raw(method, url, json, JSON.stringify(body))
      const { code } = answer.json<{ code: string }>()
      expect([what, answer.statusCode, code]).toEqual([what, 403, 'request.foreign_origin'])
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
    // Even where no Origin is sent.
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await raw(method, url, { ...session, 'content-type': type }, JSON.stringify(body))
      expect([type, answer.statusCode]).toEqual([type, 415])
    }
    expect(await state()).toBe(before)
  })

  test('by GET, as an image or a link would: nothing of it (AT-156)', async () => {
    const before = await state()
    const query = new URLSearchParams(
      Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]),
    )
    const image = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }
    for (const headers of [{}, image]) {
      await raw('GET', `${url}?${query}`, { ...headers, ...session })
      await raw('HEAD', url, { ...headers, ...session })
    }
    expect(await state()).toBe(before)
  })
})

describe('reading from another site (AT-157)', () => {
  test.each(['https://evil.example', 'null', 'http://localhost:4100.evil.example', '*'])(
    'with Origin %s: no CORS header on any answer, also not on a preflight',
    async (origin) => {
      for (const [who, url] of [
        [kevin, '/api/v1/me'],
        [dana, '/api/portal/v1/me'],
        [null, '/api/v1/set-up'],
        [null, '/api/v1/openapi.json'],
      ] as const) {
        const session: Record<string, string> = who ? { cookie: cookie(who) } : {}
        const preflight = {
          origin,
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': 'content-type',
        }
        for (const answer of [
          await raw('GET', url, { origin, ...session }),
          await raw('OPTIONS', url, { ...preflight, ...session }),
        ]) {
          expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
          expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin')
        }
      }
    },
  )

  test.each([
    ['/api/v1/live', kevin],
    ['/api/portal/v1/live', dana],
  ] as const)('live events at %s open for our pages only: 403', async (url, who) => {
    for (const [, headers] of foreignHeaders) {
      const answer = await raw('GET', url, { ...headers, cookie: cookie(who) })
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'request.foreign_origin'])
    }
  })
})

test('the cookie itself is not sent by another site for anything but a link, and not readable (AT-156)', async () => {
  const { sessionCookie } = await import('../../src/http/cookies.ts')
  for (const side of ['employee', 'portal'] as const) {
    const text = sessionCookie(side, 'token', new Date(0))
    for (const part of ['__Host-', 'Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(text).toContain(part)
    expect(text).not.toContain('Domain')
  }
})
