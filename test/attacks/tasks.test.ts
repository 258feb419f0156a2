import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TaskId } from '../../src/base/ids.ts'
import { type Filed, makeServiceDeskWorld, storedOf, storedOfTask } from '../cast/service-desk.ts'
import { openWeb } from '../cast/web.ts'
import type { Someone } from '../cast/world.ts'
import { expectSame404 } from './same.ts'

/** Processes and tasks (chapter 4.7 of the catalogue), over HTTP. */
const world = await makeServiceDeskWorld()
const web = openWeb(world)
afterAll(() => web.close())
const { desk, requests, adam, kevin, lena, igor, dana, omar, ruth, people } = world

const side = (who: Someone) => (who.actor.userKind === 'external' ? '/api/portal/v1' : '/api/v1')
const codeOf = (json: unknown) => (json as { code?: string }).code
const claim = (who: Someone, task: TaskId) => web.ask(who, 'POST', `${side(who)}/tasks/${task}/claim`, {})
const complete = (who: Someone, task: TaskId, body: object, headers = {}) =>
  web.ask(who, 'POST', `${side(who)}/tasks/${task}/complete`, body, {
    headers: { cookie: cookieOf(who), 'content-type': 'application/json', ...headers },
  })
const cookieOf = (who: Someone) =>
  `${who.actor.userKind === 'external' ? '__Host-portico-portal' : '__Host-portico'}=${who.token}`

describe('somebody else’s task looks like none, and stays as it is (AT-139)', () => {
  const foreign: [string, Someone, () => TaskId][] = [
    ['Omar, Dana’s task', omar, () => requests.danaAsked.task],
    ['Ruth, her colleague’s task', ruth, () => requests.danaAsked.task],
    ['Dana, the task Support has of her own request', dana, () => requests.dana.task],
    ['Igor, an employee, a task of Support', igor, () => requests.dana.task],
    ['Marta’s absent right: Lena, a task of Dana', lena, () => requests.danaAsked.task],
  ]
  test.each(foreign)('%s', async (_, who, taskOf) => {
    const task = taskOf()
    const before = await storedOfTask(world, task)
    const at = (deed: string) => (id: string) => `${side(who)}/tasks/${id}${deed}`
    await expectSame404(web, who, 'GET', at(''), task)
    await expectSame404(web, who, 'POST', at('/claim'), task, () => ({}))
    await expectSame404(web, who, 'POST', at('/release'), task, () => ({}))
    const values = { reply: 'x', answer: 'x' }
    for (const outcome of ['send', 'resolve', null]) {
      await expectSame404(web, who, 'POST', at('/complete'), task, () => ({ version: 1, outcome, values }))
    }
    // Delegating is for administrators; from outside the address itself is not there.
    await expectSame404(web, who, 'POST', at('/reassign'), task, () => ({ version: 1, assignee: who.id }))
    await expectSame404(web, who, 'POST', at('/reresolve'), task, () => ({}))
    expect(await storedOfTask(world, task)).toBe(before)
  })

  test('a colleague of Support sees who has it, and is refused by name (403 or 409, unchanged)', async () => {
    const task = requests.omar.task
    const before = await storedOfTask(world, task)
    expect(codeOf((await claim(lena, task)).json)).toBe('task.already_claimed')
    expect((await complete(lena, task, { version: 2, outcome: 'resolve' })).status).toBe(409)
    const reassign = await web.ask(lena, 'POST', `/api/v1/tasks/${task}/reassign`, {
      version: 2,
      assignee: people.lena,
    })
    expect(reassign.status).toBe(403)
    expect(await storedOfTask(world, task)).toBe(before)
  })
})

test('of fifty parallel claims by people one gets it: 1 × 2xx, 49 × 409 (AT-140)', async () => {
  // Fifty different people, so that nobody's own second click counts as a success.
  const crowd = await addToSupport(50)
  const { task } = await world.file(dana, 'Claimed by many')
  const answers = await Promise.all(crowd.map((who) => claim(who, task)))
  const statuses = answers.map(({ status }) => status).sort()
  expect(statuses).toEqual([200, ...Array<number>(49).fill(409)])
  expect(new Set(answers.filter(({ status }) => status === 409).map(({ json }) => codeOf(json)))).toEqual(
    new Set(['task.already_claimed']),
  )
  const { rows } = await world.pool.query(
    `select (select count(*)::int from task_events where task_id = $1 and kind = 'claimed') as events,
      (select count(*)::int from audit_events where resource_id = $1::text and operation = 'claimTask' and outcome = 'done') as audits`,
    [task],
  )
  expect(rows).toEqual([{ events: 1, audits: 1 }])
}, 60_000)

async function addToSupport(count: number): Promise<Someone[]> {
  const { rows } = await world.pool.query<{ id: string }>(
    `with made as (select uuid7() as id, n from generate_series(1, $1::int) n),
      principal as (insert into principals (id, kind, audience) select id, 'user', 'employees' from made)
     insert into users (id, kind, status, full_name, password_hash, registered_at)
       select id, 'employee', 'active', 'Support ' || n, 'none', now() from made returning id`,
    [count],
  )
  await world.pool.query(
    `insert into group_members (group_id, member_id, audience) select $1, unnest($2::uuid[]), 'employees'`,
    [await world.group('support'), rows.map(({ id }) => id)],
  )
  return Promise.all(rows.map(({ id }) => world.asUser(id as never, 'employee')))
}

describe('completing twice has one effect (AT-141)', () => {
  const events = async ({ instance }: Filed) =>
    (await world.pool.query('select count(*)::int as n from process_events where instance_id = $1', [instance])).rows[0]
      .n as number

  test.each(['portal', 'employee'])(
    'with the same key: the same answer; with another, or none: 409 (%s)',
    async (at) => {
      const filed = await world.file(dana, `Completed twice, ${at}`)
      const claimed = (await claim(kevin, filed.task)).json as { version: number }
      const ask = { version: claimed.version, outcome: 'ask', values: { answer: 'Which one?' } }
      let [who, task, body] = [kevin, filed.task, ask as object]
      if (at === 'portal') {
        await complete(kevin, filed.task, ask)
        const asked = await web.ask(dana, 'GET', '/api/portal/v1/tasks?list=mine&limit=200')
        const mine = (asked.json as { rows: { id: TaskId; version: number; instance: { id: string } }[] }).rows.find(
          ({ instance }) => instance.id === filed.instance,
        )!
        ;[who, task, body] = [
          dana,
          mine.id,
          { version: mine.version, outcome: 'send', values: { reply: 'The blue one' } },
        ]
      }
      const key = { 'idempotency-key': `complete-${at}-once` }
      const first = await complete(who, task, body, key)
      expect(first.status).toBe(200)
      const [count, stored] = [await events(filed), await storedOfTask(world, task)]
      const again = await Promise.all([1, 2, 3].map(() => complete(who, task, body, key)))
      for (const answer of again) expect([answer.status, answer.body]).toEqual([first.status, first.body])
      for (const headers of [{}, { 'idempotency-key': `complete-${at}-other` }]) {
        const late = await complete(who, task, body, headers)
        expect([late.status, codeOf(late.json)]).toEqual([409, 'task.already_completed'])
      }
      const reused = await complete(who, task, { ...body, values: {} }, key)
      expect([reused.status, codeOf(reused.json)]).toEqual([409, 'request.key_reused'])
      expect(await events(filed)).toBe(count)
      expect(await storedOfTask(world, task)).toBe(stored)
    },
  )
})

describe('a form takes its own fields only (AT-142)', () => {
  let filed: Filed
  let version: number
  beforeAll(async () => {
    filed = await world.file(dana, 'A form of two fields')
    version = ((await claim(kevin, filed.task)).json as { version: number }).version
  })

  test.each([
    ['hidden', { handled_by: people.kevin }],
    ['read-only', { subject: 'Changed' }],
    ['the status', { status: 'resolved' }],
    ['extra', { surprise: 1 }],
    ['of the item itself', { created_by: people.kevin }],
    ['of the engine', { outcome: 'resolve' }],
    ['later in the process', { reply: 'I answer for her' }],
  ])('%s: 422 on the employee side, and nothing is stored', async (_, values) => {
    const before = [await storedOfTask(world, filed.task), await storedOf(world, desk.app, filed.item)]
    const answer = await complete(kevin, filed.task, { version, outcome: 'ask', values: { answer: 'x', ...values } })
    expect([answer.status, codeOf(answer.json)]).toEqual([422, 'form.field_not_writable'])
    expect([await storedOfTask(world, filed.task), await storedOf(world, desk.app, filed.item)]).toEqual(before)
  })

  test.each([
    ['read-only', { answer: 'You said yes' }],
    ['not shown at all', { subject: 'Changed' }],
    ['the status', { status: 'resolved' }],
    ['extra', { surprise: 1 }],
  ])('%s: 422 on the portal side, and nothing is stored', async (_, values) => {
    const { task, item } = requests.danaAsked
    const before = [await storedOfTask(world, task), await storedOf(world, desk.app, item)]
    const answer = await complete(dana, task, { version: 1, outcome: 'send', values: { reply: 'x', ...values } })
    expect([answer.status, codeOf(answer.json)]).toEqual([422, 'form.field_not_writable'])
    expect([await storedOfTask(world, task), await storedOf(world, desk.app, item)]).toEqual(before)
  })
})

describe('starting gives away nothing of later steps (AT-143)', () => {
  const counts = async () =>
    (
      await world.pool.query(`select (select count(*) from process_instances) as instances, (select count(*) from tasks) as tasks,
        (select count(*) from item_changes) as changes, (select count(*) from process_events) as events`)
    ).rows[0]

  test.each([
    'approved',
    'assignee',
    'initiator',
    'outcome',
    'item',
    'status',
    'answer',
    'reply',
    'handled_by',
    'created_by',
  ])('“%s” among the values: refused from both sides, nothing is made', async (name) => {
    const before = await counts()
    for (const who of [dana, kevin]) {
      const values = { subject: 'Sneaky', [name]: people.omar }
      const answer = await web.ask(who, 'POST', `${side(who)}/process-instances`, { process: desk.process, values })
      expect([name, answer.status]).toEqual([name, 422])
    }
    expect(await counts()).toEqual(before)
  })

  test.each(['initiator', 'assignee', 'actor', 'instance', 'version'])('“%s” beside them: 400', async (name) => {
    const before = await counts()
    const body = { process: desk.process, values: { subject: 'Sneaky' }, [name]: people.omar }
    expect((await web.ask(dana, 'POST', '/api/portal/v1/process-instances', body)).status).toBe(400)
    expect(await counts()).toEqual(before)
  })

  test('the initiator and the author are whoever has the session', async () => {
    const filed = await world.file(ruth, 'Who is it?')
    const { rows } = await world.pool.query('select initiator_id from process_instances where id = $1', [
      filed.instance,
    ])
    expect(rows[0].initiator_id).toBe(people.ruth)
    const item = await web.ask(adam, 'GET', `/api/v1/apps/${desk.app}/items/${filed.item}`)
    expect((item.json as { createdBy: { id: string } }).createdBy.id).toBe(people.ruth)
  })
})
