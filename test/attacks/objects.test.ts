import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/apps/commands/create-app.ts'
import { createItem } from '../../src/apps/commands/create-item.ts'
import { publishApp } from '../../src/apps/commands/publish-app.ts'
import { saveFields } from '../../src/apps/commands/save-fields.ts'
import type { AppId } from '../../src/base/ids.ts'
import { createWorkspace } from '../../src/workspaces/commands/create-workspace.ts'
import { exposeOwnItems } from '../cast/requests.ts'
import { makeServiceDeskWorld, storedOf, storedOfTask } from '../cast/service-desk.ts'
import { likeness, openWeb } from '../cast/web.ts'
import { expectSame404, unknownId } from './same.ts'

/** Objects and paths (chapter 4.1 of the catalogue), over HTTP, by somebody of another customer. */
const world = await makeServiceDeskWorld()
const web = openWeb(world)
afterAll(() => web.close())
const { desk, requests, adam, igor, kevin, dana, omar } = world
const theirs = requests.dana
const app = desk.app
const portal = '/api/portal/v1'

/** Every address on the portal's side under which something of Dana's could be asked for, by id. */
const reads: [string, string, (id: string) => string][] = [
  ['item', theirs.item, (id) => `${portal}/apps/${app}/items/${id}`],
  ['history', theirs.item, (id) => `${portal}/apps/${app}/items/${id}/history`],
  ['history, from a page on', theirs.item, (id) => `${portal}/apps/${app}/items/${id}/history?limit=1`],
  ['file', theirs.file, (id) => `${portal}/files/${id}`],
  ['request', theirs.instance, (id) => `${portal}/my-process-instances/${id}`],
  ['task', requests.danaAsked.task, (id) => `${portal}/tasks/${id}`],
  ['start form', theirs.instance, (id) => `${portal}/processes/${id}/start-form`],
]

test('an item of another customer is not there, by id (AT-001)', async () => {
  const url = (id: string) => `${portal}/apps/${app}/items/${id}`
  expect((await web.ask(dana, 'GET', url(theirs.item))).status).toBe(200)
  await expectSame404(web, omar, 'GET', url, theirs.item)
})

describe('nor by any other address (AT-002)', () => {
  test.each(reads)('%s', async (_, victim, url) => {
    await expectSame404(web, omar, 'GET', url, victim)
    await expectSame404(web, omar, 'HEAD', url, victim)
  })

  test('those addresses do answer her whose it is', async () => {
    for (const [what, victim, url] of reads.filter(([name]) => name !== 'start form')) {
      expect([what, (await web.ask(dana, 'GET', url(victim))).status]).toEqual([what, 200])
    }
  })

  const lists: [string, string][] = [
    ['all', `${portal}/apps/${app}/items?limit=200`],
    ['by author', `${portal}/apps/${app}/items?filter=${filter({ field: 'created_by', op: 'eq', value: dana.id })}`],
    [
      'by authors',
      `${portal}/apps/${app}/items?filter=${filter({ field: 'created_by', op: 'in', value: [dana.id, omar.id] })}`,
    ],
    ['by her words', `${portal}/apps/${app}/items?search=Centrifuge`],
    [
      'by her subject',
      `${portal}/apps/${app}/items?filter=${filter({ field: 'subject', op: 'eq', value: theirs.subject })}`,
    ],
    ['requests', `${portal}/my-process-instances?limit=200`],
    ['tasks', `${portal}/tasks?list=mine`],
    ['tasks to take', `${portal}/tasks?list=to_take`],
    ['tasks done', `${portal}/tasks?list=done`],
  ]
  test.each(lists)('lists: %s', async (_, url) => {
    const { status, body } = await web.ask(omar, 'GET', url)
    expect(status).toBe(200)
    for (const { item, instance, file, task, subject } of [theirs, requests.danaAsked, requests.ruth]) {
      for (const secret of [item, instance, file, task, subject]) expect(body).not.toContain(secret)
    }
  })

  test('counts: only his own are counted, whatever is asked', async () => {
    const count = async (query = '') => (await web.ask(omar, 'GET', `${portal}/apps/${app}/item-count${query}`)).json
    expect(await count()).toEqual({ count: 1 })
    expect(await count('?search=Centrifuge')).toEqual({ count: 0 })
    expect(await count(`?filter=${filter({ field: 'created_by', op: 'eq', value: dana.id })}`)).toEqual({ count: 0 })
    expect((await web.ask(omar, 'GET', `${portal}/task-counts`)).json).toEqual({ mine: 0, overdue: 0, toTake: 0 })
  })

  test('a list of ids is no parameter of any list, so none can be probed', async () => {
    for (const path of ['items', 'item-count']) {
      for (const name of ['ids', 'id', 'items']) {
        const url = (id: string) => `${portal}/apps/${app}/${path}?${name}=${id}`
        const [hidden, missing] = [
          await web.ask(omar, 'GET', url(theirs.item)),
          await web.ask(omar, 'GET', url(unknownId())),
        ]
        expect(hidden.status).toBe(400)
        expect(likeness(hidden)).toEqual(likeness(missing))
      }
    }
  })

  test('a file is not opened by changed letters, an extension or a query', async () => {
    for (const end of ['/content', '.txt', '?item=1', '/../', '?download=1']) {
      expect([400, 404]).toContain((await web.ask(omar, 'GET', `${portal}/files/${theirs.file}${end}`)).status)
    }
  })
})

function filter(one: object): string {
  return encodeURIComponent(JSON.stringify(one))
}

describe('writing to what is not theirs changes nothing (AT-003)', () => {
  const url = (id: string) => `${portal}/apps/${app}/items/${id}`
  let before: string
  beforeAll(async () => {
    before = await storedOf(world, app, theirs.item)
  })

  test('PATCH', async () => {
    const body = () => ({ version: 1, values: { subject: 'Omar was here' } })
    await expectSame404(web, omar, 'PATCH', url, theirs.item, body)
    expect(await storedOf(world, app, theirs.item)).toBe(before)
  })

  test('DELETE and restoring, which the portal does not have at all', async () => {
    await expectSame404(web, omar, 'DELETE', url, theirs.item)
    await expectSame404(
      web,
      omar,
      'POST',
      (id) => `${url(id)}/restore`,
      theirs.item,
      () => ({}),
    )
    expect(await storedOf(world, app, theirs.item)).toBe(before)
  })

  test('an own item, seen but not to be edited here, is 403 and unchanged', async () => {
    const mine = await storedOf(world, app, requests.omar.item)
    const answer = await web.ask(omar, 'PATCH', url(requests.omar.item), { version: 1, values: { subject: 'Mine' } })
    expect([answer.status, (answer.json as { code: string }).code]).toEqual([403, 'access.forbidden'])
    expect(await storedOf(world, app, requests.omar.item)).toBe(mine)
  })

  test('an own item cannot take a file of somebody else’s into itself', async () => {
    const values = { subject: 'With her file', attachment: [theirs.file] }
    const start = (file: string) => ({ process: desk.process, values: { ...values, attachment: [file] } })
    const hidden = await web.ask(omar, 'POST', `${portal}/process-instances`, start(theirs.file))
    const missing = await web.ask(omar, 'POST', `${portal}/process-instances`, start(unknownId()))
    expect(likeness(hidden)).toEqual(likeness(missing))
    expect(hidden.status).toBe(404)
    expect(await storedOf(world, app, theirs.item)).toBe(before)
  })
})

describe('inside the company', () => {
  let closed: AppId
  let own: string
  let hidden: string
  beforeAll(async () => {
    const { id: workspace } = await adam.run(createWorkspace, { name: 'Contracts' })
    closed = (await adam.run(createApp, { workspace, name: 'Contracts', itemName: 'Contract', mode: 'app' })).id
    const fields = [{ code: 'subject', name: 'Subject', type: 'string' as const }]
    const { version } = await adam.run(saveFields, { app: closed, version: 1, fields })
    await adam.run(publishApp, { app: closed, version })
    await exposeOwnItems(world, closed, { to: igor.id })
    hidden = (await adam.run(createItem, { app: closed, values: { subject: 'Hidden' } })).id
    own = (await igor.run(createItem, { app: closed, values: { subject: 'Own' } })).id
  })

  test('a bulk call with one foreign id is same-404 as a whole, and none is changed (AT-004)', async () => {
    const before = [await storedOf(world, closed, own as never), await storedOf(world, closed, hidden as never)]
    const bulk = (id: string) => ({ items: [own, id], values: { subject: 'Changed' } })
    await expectSame404(web, igor, 'PATCH', () => `/api/v1/apps/${closed}/items`, hidden, bulk)
    await expectSame404(web, igor, 'PATCH', () => `/api/v1/apps/${closed}/items`, theirs.item, bulk)
    expect([await storedOf(world, closed, own as never), await storedOf(world, closed, hidden as never)]).toEqual(
      before,
    )
    const done = await web.ask(igor, 'PATCH', `/api/v1/apps/${closed}/items`, {
      items: [own],
      values: { subject: 'Mine' },
    })
    expect(done.json).toEqual({ changed: 1 })
  })

  test('an address that names the wrong app leads nowhere, whatever one may in the right one (AT-005)', async () => {
    const before = await storedOf(world, app, theirs.item)
    for (const who of [igor, kevin, adam]) {
      const url = (id: string) => `/api/v1/apps/${closed}/items/${id}`
      await expectSame404(web, who, 'GET', url, theirs.item)
      await expectSame404(web, who, 'GET', (id) => `${url(id)}/history`, theirs.item)
    }
    const body = () => ({ version: 1, values: { subject: 'x' } })
    await expectSame404(web, adam, 'PATCH', (id) => `/api/v1/apps/${closed}/items/${id}`, theirs.item, body)
    await expectSame404(web, adam, 'DELETE', (id) => `/api/v1/apps/${closed}/items/${id}`, theirs.item)
    expect(await storedOf(world, app, theirs.item)).toBe(before)
    expect((await web.ask(kevin, 'GET', `/api/v1/apps/${app}/items/${theirs.item}`)).status).toBe(200)
  })

  test('somebody else’s write is kept when a stale one comes after it (AT-016)', async () => {
    const item = (await kevin.run(createItem, { app, values: { subject: 'Shared' } })).id
    const url = `/api/v1/apps/${app}/items/${item}`
    expect((await web.ask(igor, 'PATCH', url, { version: 1, values: { subject: 'Igor’s' } })).status).toBe(200)
    const kept = await storedOf(world, app, item)
    const late = await web.ask(kevin, 'PATCH', url, { version: 1, values: { subject: 'Kevin’s' } })
    expect([late.status, (late.json as { code: string }).code]).toEqual([409, 'item.changed_meanwhile'])
    expect(await storedOf(world, app, item)).toBe(kept)
    const [first, second] = await Promise.all(
      ['a', 'b'].map((subject) => web.ask(kevin, 'PATCH', url, { version: 2, values: { subject } })),
    )
    expect([first!.status, second!.status].sort()).toEqual([200, 409])
  })
})

describe('an id that is written otherwise is never the object (AT-012)', () => {
  const spellings = (id: string): string[] => [
    id.toUpperCase(),
    `%20${id}`,
    `${id}%20`,
    `${id}%00`,
    `${id}%0a`,
    id.replace(/^(.)/, (sign) => `%25${sign.charCodeAt(0).toString(16)}`),
    id.replaceAll('-', ''),
    id.replaceAll('-', '%E2%80%90'),
    `%7B${id}%7D`,
    `urn:uuid:${id}`,
    id.replace(/\d/, (digit) => encodeURIComponent(String.fromCodePoint(0xff10 + Number(digit)))),
    `${id}%CC%81`,
    `${id},${id}`,
  ]
  test.each(['item', 'file', 'request', 'task'])('%s, even for her whose it is', async (what) => {
    const [, victim, url] = reads.find(([name]) => name === what)!
    for (const spelling of spellings(victim)) {
      const answer = await web.ask(dana, 'GET', url(spelling))
      expect([400, 404], `${spelling}: ${answer.status}`).toContain(answer.status)
    }
    // A letter that is percent-encoded once is the same letter (RFC 3986 §2.1), so it decides as the plain id does.
    const encoded = url(victim.replace(/^(.)/, (sign) => `%${sign.charCodeAt(0).toString(16)}`))
    expect((await web.ask(dana, 'GET', encoded)).status).toBe(200)
    expect((await web.ask(omar, 'GET', encoded)).status).toBe(404)
  })
})

describe('the method is the one of the request line (AT-013)', () => {
  test('an override in a header, the query or the body does nothing', async () => {
    const before = await storedOf(world, app, theirs.item)
    const url = `/api/v1/apps/${app}/items/${theirs.item}`
    const overrides = { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE', 'x-http-method': 'DELETE' }
    for (const who of [kevin, adam]) {
      expect((await web.ask(who, 'GET', url, undefined, { headers: overrides })).status).toBe(200)
      expect((await web.ask(who, 'GET', `${url}?_method=DELETE`)).status).toBe(400)
      expect([404, 405]).toContain(
        (await web.ask(who, 'POST', url, { _method: 'DELETE' }, { headers: overrides })).status,
      )
      expect((await web.ask(who, 'PATCH', url, { _method: 'DELETE', version: 1, values: {} })).status).toBe(400)
    }
    expect(await storedOf(world, app, theirs.item)).toBe(before)
  })
})

describe('every spelling of an address decides as the address (AT-014, AT-015)', () => {
  test.each(reads.filter(([name]) => name !== 'start form'))('%s', async (_, victim, url) => {
    const path = url(victim)
    const spellings = [
      `${path}/`,
      path.replace('/api/', '//api/'),
      path.replace('/v1/', '/v1/./'),
      path.replace('/v1/', '/v1/x/../'),
      path.replace('/v1/', '/v1/%2e%2e/v1/'),
      path.replace('/v1/', '%2Fv1/'),
      `${path};x=y`,
      path.replace('/api/portal/v1', '/API/PORTAL/V1'),
      path.replace('/api/portal/v1', '/api/v1'),
      `${path}?/webhooks/trigger`,
      `${path}#/public`,
    ]
    for (const spelling of spellings) {
      const answer = await web.ask(omar, 'GET', spelling)
      expect([400, 401, 404], `${spelling}: ${answer.status}`).toContain(answer.status)
      expect(answer.body).not.toContain(theirs.subject)
    }
  })

  test('HEAD decides like GET and sends nothing; OPTIONS tells nothing', async () => {
    for (const [, victim, url] of reads) {
      const seen = await web.ask(dana, 'HEAD', url(victim))
      expect(seen.status).toBe((await web.ask(dana, 'GET', url(victim))).status)
      expect(seen.body).toBe('')
      expect((await web.ask(omar, 'HEAD', url(victim))).status).toBe(404)
      const options = await web.ask(omar, 'OPTIONS', url(victim))
      expect([404, 405]).toContain(options.status)
      expect(options.headers).not.toHaveProperty('allow')
      expect(options.body).not.toContain(victim)
    }
  })
})

test('unknown properties, lists for texts and poisoned prototypes change nothing (AT-017)', async () => {
  const item = await storedOf(world, app, theirs.item)
  const task = await storedOfTask(world, theirs.task)
  const url = `/api/v1/apps/${app}/items/${theirs.item}`
  const { version } = (await web.ask(kevin, 'GET', url)).json as { version: number }
  const payloads = [
    `{"version":${version},"values":{"__proto__":{"polluted":true}}}`,
    `{"version":${version},"values":{},"__proto__":{"polluted":true}}`,
    `{"version":${version},"values":{"constructor":{"prototype":{"polluted":true}}}}`,
    `{"version":${version},"values":{"subject":["a"]}}`,
    `{"version":${version},"values":{"subject":{"a":1}}}`,
    '{"version":"1","values":{}}',
    `{"version":${version},"values":[]}`,
    `{"version":${version},"values":{},"createdBy":"x"}`,
    `{"version":${version},"values":{"created_by":"x"}}`,
    '{"version":1e999,"values":{}}',
    '[]',
    'null',
  ]
  for (const payload of payloads) {
    const answer = await web.ask(kevin, 'PATCH', url, undefined, {
      headers: { 'content-type': 'application/json', cookie: `__Host-portico=${kevin.token}` },
      payload,
    })
    expect([answer.status, payload]).toEqual([400, payload])
  }
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  expect(await storedOf(world, app, theirs.item)).toBe(item)
  expect(await storedOfTask(world, theirs.task)).toBe(task)
})
