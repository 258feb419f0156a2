import { afterAll, describe, expect, test } from 'vitest'
import { apiPath, pathNames } from '../../src/base/endpoint.ts'
import { operations } from '../../src/main/operations.ts'
import { makeServiceDeskWorld } from '../cast/service-desk.ts'
import { portalWorld, widget } from '../cast/portals.ts'
import { type Answer, likeness, openWeb } from '../cast/web.ts'
import type { Someone } from '../cast/world.ts'
import { unknownId } from './same.ts'

/** The portal (chapter 4.4 of the catalogue), over HTTP. */
const world = await makeServiceDeskWorld()
const web = openWeb(world)
afterAll(() => web.close())
const { desk, requests, adam, kevin, dana, omar, people, pool } = world
const { makePortal, publish } = await portalWorld(world)

/** An id for each name in an address, of things the person asked for does have. */
const idsOf = (of: 'dana' | 'omar'): Record<string, string> => ({
  app: desk.app,
  item: requests[of].item,
  file: requests[of].file,
  instance: requests[of].instance,
  task: requests[of].task,
  process: desk.process,
  portal: desk.code,
  page: 'home',
  user: people[of],
  workspace: desk.workspace,
  group: '00000000-0000-7000-8000-000000000001',
  member: people[of],
  principal: people[of],
  number: '1',
  key: '1',
  session: unknownId(),
  token: unknownId(),
  passkey: unknownId(),
  folder: unknownId(),
  calendar: unknownId(),
  directory: unknownId(),
  provider: unknownId(),
  identity: unknownId(),
  run: unknownId(),
  day: '2026-12-24',
  invitation: unknownId(),
  mail: unknownId(),
  batch: unknownId(),
  export: unknownId(),
  archive: unknownId(),
  list: unknownId(),
  grant: unknownId(),
  language: 'en',
  element: unknownId(),
  substitution: unknownId(),
  absent: people[of],
  kind: 'logo',
})

const addressOf = (endpoint: (typeof operations)[number]['endpoint'], ids: Record<string, string>) =>
  pathNames(endpoint.path).reduce((path, name) => {
    if (!ids[name]) throw new Error(`Expected an id for :${name} of ${endpoint.path}. Add one above.`)
    return path.replace(`:${name}`, ids[name])
  }, apiPath(endpoint))

/** A request to an endpoint with a body of the kind it takes. */
const send = (
  who: Someone | null,
  { method, upload }: (typeof operations)[number]['endpoint'],
  url: string,
  headers: Record<string, string> = {},
) =>
  upload
    ? web.ask(who, method, url, undefined, {
        headers: { 'content-type': 'application/octet-stream', ...headers },
        payload: 'x',
      })
    : web.ask(who, method, url, method === 'GET' ? undefined : {}, { headers })

test('nothing answers without a session but what the list of operations and seven addresses beside it say (AT-078)', async () => {
  const beside = ['/api/v1/live', '/api/portal/v1/live', '/api/v1/openapi.json', '/api/v1/docs', '/healthz']
  const landings = ['/sign-in/:x', '/portal/:x/sign-in/:x']
  const known = new Set([
    ...operations.map(({ endpoint }) => apiPath(endpoint).replace(/:\w+/g, ':x')),
    ...beside,
    ...landings,
  ])
  const mounted = routesOf(web.server.printRoutes({ commonPrefix: false }))
  expect(mounted.length).toBeGreaterThan(80)
  // The router prints names that stand at one place together: `:user|:absent`.
  expect(mounted.filter((path) => !known.has(path.replace(/:\w+(\|:\w+)*/g, ':x')))).toEqual([])
  const statuses = await Promise.all(beside.map(async (path) => [path, (await web.ask(null, 'GET', path)).status]))
  expect(Object.fromEntries(statuses)).toEqual({
    '/api/v1/live': 401,
    '/api/portal/v1/live': 401,
    '/api/v1/openapi.json': 200,
    '/api/v1/docs': 200,
    '/healthz': 200,
  })
  for (const { endpoint } of operations.filter(({ endpoint: { side } }) => side !== 'public')) {
    const ids = { ...idsOf('dana'), ...(endpoint.side === 'employee' && { portal: desk.portal, page: desk.home }) }
    const answer = await send(null, endpoint, addressOf(endpoint, ids))
    expect([apiPath(endpoint), answer.status]).toEqual([apiPath(endpoint), 401])
  }
})

/** Addresses out of the tree that the router prints. */
function routesOf(tree: string): string[] {
  const stack: string[] = []
  const found: string[] = []
  for (const line of tree.split('\n')) {
    const parsed = /^([│ ]*)[├└]── (\S+)(?: \((.*)\))?$/.exec(line)
    if (!parsed) continue
    const depth = parsed[1]!.length / 4
    stack.length = depth
    stack.push(parsed[2]!)
    if (parsed[3]) found.push(stack.join(''))
  }
  return found
}

test('with a portal session every employee address is 401, for things of one’s own too (AT-079, AT-080)', async () => {
  const planted = { cookie: `__Host-portico=${dana.token}` }
  for (const { endpoint } of operations.filter(({ endpoint: { side } }) => side === 'employee')) {
    const ids = { ...idsOf('dana'), portal: desk.portal, page: desk.home }
    const url = addressOf(endpoint, ids)
    for (const more of [{}, planted]) {
      const answer = await send(dana, endpoint, url, more)
      expect([url, answer.status]).toEqual([url, 401])
    }
  }
  const carried = { headers: { cookie: `__Host-portico-portal=${kevin.token}` } }
  for (const { endpoint } of operations.filter(
    ({ endpoint: { side, method } }) => side === 'portal' && method === 'GET',
  )) {
    const url = addressOf(endpoint, idsOf('dana'))
    expect([url, (await web.ask(null, 'GET', url, undefined, carried)).status]).toEqual([url, 401])
  }
  for (const [url, cookie] of [
    ['/api/v1/live', `__Host-portico=${dana.token}`],
    ['/api/portal/v1/live', `__Host-portico-portal=${kevin.token}`],
  ] as const) {
    expect((await web.ask(null, 'GET', url, undefined, { headers: { cookie } })).status).toBe(401)
  }
})

describe('what is new is not there for the portal until it is published (AT-081)', () => {
  test('a new app, its items and its files', async () => {
    const made = await web.ask(adam, 'POST', `/api/v1/workspaces/${desk.workspace}/apps`, {
      name: 'Contracts',
      itemName: 'Contract',
    })
    const { id: app } = made.json as { id: string }
    const fields = [{ code: 'subject', name: 'Subject', type: 'string' }]
    const saved = await web.ask(adam, 'PUT', `/api/v1/apps/${app}/draft`, { version: 1, fields })
    const { version } = saved.json as { version: number }
    await web.ask(adam, 'POST', `/api/v1/apps/${app}/publish`, { version })
    const item = await web.ask(adam, 'POST', `/api/v1/apps/${app}/items`, { values: { subject: 'Secret' } })
    expect(item.status).toBe(201)
    for (const path of ['', '/items', '/item-count', `/items/${(item.json as { id: string }).id}`]) {
      const [hidden, missing] = await Promise.all(
        [app, unknownId()].map((id) => web.ask(dana, 'GET', `/api/portal/v1/apps/${id}${path}`)),
      )
      expect(hidden!.status).toBe(404)
      expect(likeness(hidden!)).toEqual(likeness(missing!))
    }
  })

  test('a new field: no value, no name, no filter, no sorting, no search, no history', async () => {
    const app = `/api/v1/apps/${desk.app}`
    const draft = (await web.ask(adam, 'GET', `${app}/draft`)).json as { version: number; fields: object[] }
    const fields = [...draft.fields, { code: 'margin', name: 'Margin', type: 'string', required: false }]
    const { version } = (await web.ask(adam, 'PUT', `${app}/draft`, { version: draft.version, fields })).json as {
      version: number
    }
    expect((await web.ask(adam, 'POST', `${app}/publish`, { version, confirmed: true })).status).toBe(200)
    const own = `/apps/${desk.app}/items/${requests.dana.item}`
    const seen = (await web.ask(adam, 'GET', `/api/v1${own}`)).json as { version: number }
    const written = await web.ask(adam, 'PATCH', `/api/v1${own}`, {
      version: seen.version,
      values: { margin: 'forty-two' },
    })
    expect(written.status).toBe(200)

    const portal = '/api/portal/v1'
    for (const path of [own, `${own}/history`, `/apps/${desk.app}`, `/apps/${desk.app}/items`]) {
      const { status, body } = await web.ask(dana, 'GET', `${portal}${path}`)
      expect([path, status]).toEqual([path, 200])
      expect(body).not.toMatch(/margin|forty-two/i)
    }
    const hits = await web.ask(dana, 'GET', `${portal}/apps/${desk.app}/item-count?search=forty-two`)
    expect(hits.json).toEqual({ count: 0 })
    const oracles = (code: string) => [
      `filter=${encodeURIComponent(JSON.stringify({ field: code, op: 'eq', value: 'forty-two' }))}`,
      `filter=${encodeURIComponent(JSON.stringify({ field: code, op: 'is_empty' }))}`,
      `sort=${code}`,
      `fields=${code}`,
    ]
    for (const [at, query] of oracles('margin').entries()) {
      const hidden = await web.ask(dana, 'GET', `${portal}/apps/${desk.app}/items?${query}`)
      const missing = await web.ask(dana, 'GET', `${portal}/apps/${desk.app}/items?${oracles('nosuch')[at]}`)
      expect([query, hidden.status]).toEqual([query, 400])
      expect({
        ...likeness(hidden),
        body: hidden.body.replaceAll('margin', 'nosuch').replace(/"requestId":"[^"]*"/, ''),
      }).toMatchObject({
        status: missing.status,
        body: missing.body.replace(/"requestId":"[^"]*"/, ''),
      })
    }
  })

  test('a new page, and a draft of a page that is there', async () => {
    const made = await web.ask(adam, 'POST', `/api/v1/portals/${desk.portal}/pages`, { name: 'Prices' })
    expect(made.status).toBe(201)
    const [hidden, missing] = await Promise.all(
      ['prices', 'nosuchpage'].map((code) => web.ask(dana, 'GET', `/api/portal/v1/portals/${desk.code}/pages/${code}`)),
    )
    expect(hidden!.status).toBe(404)
    expect(likeness(hidden!)).toEqual(likeness(missing!))
    expect((await web.ask(dana, 'GET', `/api/portal/v1/portals/${desk.code}`)).body).not.toContain('Prices')
  })

  test('another customer’s portal: its door, its home, its pages', async () => {
    const other = await makePortal([omar])
    for (const path of ['', '/pages/home']) {
      const [hidden, missing] = await Promise.all(
        [other.code, 'nosuchportal'].map((code) => web.ask(dana, 'GET', `/api/portal/v1/portals/${code}${path}`)),
      )
      expect(hidden!.status).toBe(404)
      expect(likeness(hidden!)).toEqual(likeness(missing!))
    }
    expect((await web.ask(dana, 'GET', '/api/portal/v1/my-portals')).body).not.toContain(other.code)
  })
})

describe('people, groups, workspaces, apps, licences are no business of the portal’s (AT-082)', () => {
  const lists = [
    'users',
    'external-users',
    'organizations',
    'org-chart',
    'groups',
    'workspaces',
    'licenses',
    'licenses/seats',
    'mails',
    'audit-events',
    'apps',
    'processes',
    'process-instances',
    'incidents',
    'portals',
  ]
  test.each(lists)('%s: 404 on the portal’s side, 401 on the employees’', async (list) => {
    const nowhere = await web.ask(dana, 'GET', '/api/portal/v1/nosuchlist')
    const answer = await web.ask(dana, 'GET', `/api/portal/v1/${list}`)
    expect(answer.status).toBe(404)
    expect(likeness(answer)).toEqual(likeness(nowhere))
    expect((await web.ask(dana, 'GET', `/api/v1/${list}`)).status).toBe(list === 'apps' ? 404 : 401)
  })

  test('the search for people finds oneself and nobody else', async () => {
    for (const query of [
      '',
      '?search=a',
      '?search=Omar',
      '?search=Kevin',
      '?search=Ruth',
      '?kind=employee',
      '?kind=external',
    ]) {
      const { status, json } = await web.ask(dana, 'GET', `/api/portal/v1/people${query}`)
      if (status === 400) continue
      const { rows } = json as { rows: { id: string }[] }
      expect(rows.filter(({ id }) => id !== dana.id)).toEqual([])
    }
  })
})

describe('nobody registers without an invitation (AT-083)', () => {
  const body = { portal: desk.code, fullName: 'Eve', email: 'eve@evil.example', password: 'nine elms and a kettle' }
  const paths = ['register', 'registration', 'sign-up', 'signup', 'users', 'external-users', 'invitations', 'me']
  test.each(
    paths.flatMap((path) => [
      `/api/portal/v1/${path}`,
      `/api/v1/portal/${path}`,
      `/api/v1/portal/${desk.code}/${path}`,
    ]),
  )('POST %s: there is no such address', async (url) => {
    const before = await pool.query('select count(*)::int as n from users')
    const answer = await web.ask(null, 'POST', url, body)
    expect([404, 405]).toContain(answer.status)
    expect(answer.headers).not.toHaveProperty('set-cookie')
    expect((await pool.query('select count(*)::int as n from users')).rows).toEqual(before.rows)
  })

  test('an invitation made up is a spent one: 410', async () => {
    const made = { token: 'x'.repeat(43), fullName: 'Eve', password: 'nine elms and a kettle' }
    expect((await web.ask(null, 'POST', '/api/v1/portal/invitations/accept', made)).status).toBe(410)
  })
})

describe('two worlds that differ only in what Omar may not see', () => {
  /** Every GET of the portal’s side, as Omar: of his own things, of Dana’s, of none, with each way to narrow a list. */
  async function everythingOmarGets(asked: Someone): Promise<Record<string, unknown>> {
    const seen: Record<string, unknown> = {}
    const ask = async (url: string) => void (seen[url] = comparable(await web.ask(asked, 'GET', url)))
    for (const { endpoint } of operations.filter(
      ({ endpoint: { side, method } }) => side === 'portal' && method === 'GET',
    )) {
      for (const ids of [idsOf('omar'), idsOf('dana'), { ...idsOf('omar'), ...fixedUnknown }]) {
        await ask(addressOf(endpoint, ids))
      }
    }
    const items = `/api/portal/v1/apps/${desk.app}`
    for (const query of [
      'search=a',
      'sort=subject',
      'sort=-created_at',
      'limit=1',
      'fields=subject',
      `filter=${isNew}`,
    ]) {
      await ask(`${items}/items?${query}`)
    }
    for (const query of ['search=a', `filter=${isNew}`]) await ask(`${items}/item-count?${query}`)
    for (const list of ['mine', 'to_take', 'done']) await ask(`/api/portal/v1/tasks?list=${list}`)
    for (const search of ['a', 'Dana', 'Kevin', 'New']) await ask(`/api/portal/v1/people?search=${search}`)
    await ask(`/api/v1/portal/${desk.code}`)
    await ask('/api/v1/set-up')
    return seen
  }
  const isNew = encodeURIComponent(
    JSON.stringify({ field: 'status', op: 'in', value: ['new', 'in_progress', 'resolved'] }),
  )
  const fixedUnknown = {
    item: unknownId(),
    file: unknownId(),
    instance: unknownId(),
    task: unknownId(),
    app: unknownId(),
    process: unknownId(),
  }
  const comparable = (answer: Answer) => likeness(answer)

  /** Much happens, none of it his. */
  async function muchHappens(): Promise<void> {
    const ruth = await world.as('ruth')
    const more = [await world.file(dana, 'A newer request'), await world.file(ruth, 'A colleague’s request')]
    const item = `/api/v1/apps/${desk.app}/items/${requests.dana.item}`
    const { version } = (await web.ask(kevin, 'GET', item)).json as { version: number }
    const deeds: [Someone, string, string, object?][] = [
      [kevin, 'POST', `/api/v1/tasks/${more[0]!.task}/claim`, {}],
      [kevin, 'POST', `/api/v1/tasks/${requests.dana.task}/claim`, {}],
      [kevin, 'PATCH', item, { version, values: { subject: 'Renamed by Support', status: 'resolved' } }],
      [kevin, 'DELETE', `/api/v1/apps/${desk.app}/items/${more[1]!.item}`],
      [adam, 'POST', '/api/v1/groups', { name: 'New group', code: 'new_group' }],
      [adam, 'POST', '/api/v1/organizations', { name: 'New organization' }],
      [adam, 'POST', '/api/v1/external-users', { fullName: 'New Person', email: 'new@caldera.example' }],
      [adam, 'POST', '/api/v1/workspaces', { name: 'New workspace' }],
      [adam, 'POST', `/api/v1/portals/${desk.portal}/pages`, { name: 'New page' }],
    ]
    for (const [who, method, url, body] of deeds) {
      expect([url, (await web.ask(who, method, url, body)).status]).toEqual([url, expect.toSatisfy(isDone)])
    }
    const theirs = await makePortal([dana])
    await publish(theirs.home, [widget('header', {}), widget('text', { text: 'For Dana' })])
    for (const user of [people.dana, people.igor]) {
      expect((await web.ask(adam, 'POST', `/api/v1/users/${user}/lock`, {})).status).toBe(200)
    }
  }
  const isDone = (status: number) => status >= 200 && status < 300

  test('are the same to him, byte for byte, on every address of the portal', async () => {
    await web.ask(kevin, 'POST', `/api/v1/tasks/${requests.omar.task}/complete`, {
      version: 2,
      outcome: 'ask',
      values: { answer: 'How wide?' },
    })
    const { rows } = (await web.ask(omar, 'GET', '/api/portal/v1/tasks')).json as { rows: { id: string }[] }
    expect(rows).toHaveLength(1)
    requests.omar.task = rows[0]!.id as never
    const before = await everythingOmarGets(omar)
    const answered = Object.values(before).filter((one) => (one as { status: number }).status === 200)
    expect(answered.length).toBeGreaterThan(25)
    await muchHappens()
    expect(await everythingOmarGets(omar)).toEqual(before)
  })
})
