import { afterAll, describe, expect, test } from 'vitest'
import { decide } from '../../src/access/decide.ts'
import { systemGroups } from '../../src/access/system-groups.ts'
import type { GroupId, UserId } from '../../src/base/ids.ts'
import { startProcessOnPortal } from '../../src/processes/commands/start-process.ts'
import { makeServiceDeskWorld } from '../cast/service-desk.ts'
import { likeness, openWeb } from '../cast/web.ts'
import type { Someone } from '../cast/world.ts'

/** Groups, membership and the last one who manages (chapter 4.3 and 4.5 of the catalogue), over HTTP, on two nodes. */
const world = await makeServiceDeskWorld()
const [web, elsewhere] = [openWeb(world), openWeb(world)]
afterAll(() => Promise.all([web.close(), elsewhere.close()]))
const { adam, vera, kevin, igor, dana, people, pool, db, requests, desk } = world
const support = (await world.group('support')) as GroupId
const unknown = '018f0000-0000-7000-8000-00000000dead'

const members = (group: string) => `/api/v1/groups/${group}/members`
const make = async (name: string, more: object = {}) =>
  ((await web.ask(adam, 'POST', '/api/v1/groups', { name, ...more })).json as { id: GroupId }).id
const add = (by: Someone, group: string, member: string) => web.ask(by, 'PUT', `${members(group)}/${member}`, {})
const take = (by: Someone, group: string, member: string) => web.ask(by, 'DELETE', `${members(group)}/${member}`)
const rows = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows
const codeOf = ({ json }: { json: unknown }) => (json as { code?: string }).code

describe('whoever manages no groups changes none', () => {
  const deeds: [string, (by: Someone, group: string) => Promise<{ status: number }>][] = [
    ['puts himself in', (by, group) => add(by, group, by.id)],
    ['changes the members', (by, group) => web.ask(by, 'PATCH', members(group), { version: 1, add: [by.id] })],
    ['asks what it would give', (by, group) => web.ask(by, 'POST', `${members(group)}/difference`, { add: [by.id] })],
    ['looks who is in', (by, group) => web.ask(by, 'GET', `/api/v1/groups/${group}/people`)],
    ['looks where it is used', (by, group) => web.ask(by, 'GET', `/api/v1/groups/${group}/uses`)],
    ['deletes it', (by, group) => web.ask(by, 'DELETE', `/api/v1/groups/${group}`)],
    ['brings it back', (by, group) => web.ask(by, 'POST', `/api/v1/groups/${group}/restore`, {})],
  ]
  // The catalogue asks for 403; who does not manage groups does not see them, so it is the same-404 (rule 5).
  test.each(deeds)('%s: the same as for a group that never was (AT-046)', async (_, deed) => {
    const before = await rows('select * from group_members order by group_id, member_id')
    for (const group of [support, systemGroups.administrators]) {
      expect(likeness((await deed(igor, group)) as never)).toEqual(likeness((await deed(igor, unknown)) as never))
      expect((await deed(igor, group)).status).toBe(404)
    }
    expect(await rows('select * from group_members order by group_id, member_id')).toEqual(before)
  })

  // What a workspace administrator may with groups: src/workspaces/administrators.test.ts.
  test('a person with full rights in one workspace gives a group nothing, there or elsewhere (AT-047, AT-048)', async () => {
    await pool.query(
      `insert into grants (id, principal_id, audience, resource_kind, resource_id, rights) values (uuid7(), $1, 'employees', 'app', $2, '{full}')`,
      [kevin.id, desk.app],
    )
    const group = await make('Of the desk', { workspace: desk.workspace })
    expect((await add(kevin, group, kevin.id)).status).toBe(404)
    const made = await web.ask(kevin, 'POST', '/api/v1/groups', { name: 'Mine', workspace: desk.workspace })
    expect(made.status).toBe(403)
    expect((await add(kevin, support, igor.id)).status).toBe(404)
  })

  test('an administrator makes nobody an administrator, by no way in (AT-048)', async () => {
    const inside = await make('Inside the administrators')
    const ways = [
      await add(adam, systemGroups.administrators, igor.id),
      await web.ask(adam, 'PATCH', members(systemGroups.administrators), { version: 1, add: [igor.id] }),
      await take(adam, systemGroups.administrators, adam.id),
      await web.ask(adam, 'POST', '/api/v1/users/invitations', {
        fullName: 'Two',
        email: 'two@larkfield.example',
        groups: [systemGroups.administrators],
      }),
    ]
    expect(ways.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    // Nor by filling a group that the supervisor had put in: there are people in it only.
    expect(codeOf(await add(vera, systemGroups.administrators, inside))).toBe('group.holds_people')
    expect(
      await rows('select member_id as id from group_members where group_id = $1', [systemGroups.administrators]),
    ).toEqual([{ id: adam.id }])
  })
})

test('fifty groups in one another end, a circle through all of them is refused, and a check stays quick (AT-058)', async () => {
  const chain: GroupId[] = []
  for (let n = 0; n < 50; n += 1) chain.push(await make(`Link ${n}`))
  for (let n = 1; n < 50; n += 1) expect((await add(adam, chain[n]!, chain[n - 1]!)).status).toBe(200)
  expect((await add(adam, chain[0]!, igor.id)).status).toBe(200)
  expect(codeOf(await add(adam, chain[0]!, chain[49]!))).toBe('group.would_contain_itself')
  expect(codeOf(await add(adam, chain[7]!, chain[7]!))).toBe('group.would_contain_itself')
  expect(
    await rows('select from user_principals where user_id = $1 and principal_id = any ($2)', [igor.id, chain]),
  ).toHaveLength(50)
  const times: number[] = []
  for (let n = 0; n < 20; n += 1) {
    const began = performance.now()
    await decide(db, igor.actor, 'task.view', { kind: 'task', id: requests.dana.task })
    times.push(performance.now() - began)
  }
  expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(50)
  const found = await web.ask(adam, 'GET', `/api/v1/groups/${chain[49]}/people`)
  expect((found.json as { rows: { path: unknown[] }[] }).rows[0]!.path).toHaveLength(49)
})

describe('a group that gives rights and is offered tasks', () => {
  const task = () => web.ask(kevin, 'GET', `/api/v1/tasks/${requests.dana.task}`)
  const candidates = (id: string) => rows('select principal_id as id from task_candidates where task_id = $1', [id])

  test('is deleted: its tasks stay with its people and are open to nobody else (AT-059, I95)', async () => {
    expect((await web.ask(adam, 'DELETE', `/api/v1/groups/${support}`)).status).toBe(200)
    expect((await task()).status).toBe(200)
    expect((await web.ask(igor, 'GET', `/api/v1/tasks/${requests.dana.task}`)).status).toBe(404)
    const values = { subject: 'After the end', description: 'Still there?', category: 'fault' }
    const { instance } = await dana.run(startProcessOnPortal, { process: desk.process, values })
    const [fresh] = await rows('select id, fallback_reason from tasks where instance_id = $1', [instance])
    expect(fresh.fallback_reason).toBeNull()
    expect(await candidates(fresh.id)).toEqual([{ id: support }])
    expect((await web.ask(adam, 'POST', `/api/v1/groups/${support}/restore`, {})).status).toBe(200)
  })

  test('is emptied: what it gave is gone at once, and new work goes to the supervisor with the reason (AT-059)', async () => {
    for (const member of [people.kevin, people.lena]) await take(adam, support, member)
    expect((await task()).status).toBe(404)
    expect((await web.ask(igor, 'GET', `/api/v1/tasks/${requests.dana.task}`)).status).toBe(404)
    const values = { subject: 'To nobody', description: 'Who?', category: 'fault' }
    const { instance } = await dana.run(startProcessOnPortal, { process: desk.process, values })
    const [fresh] = await rows('select id, fallback_reason from tasks where instance_id = $1', [instance])
    expect(fresh.fallback_reason).toBeTruthy()
    expect(await candidates(fresh.id)).toEqual([{ id: systemGroups.systemSupervisor }])
    for (const member of [people.kevin, people.lena]) await add(adam, support, member)
    expect((await task()).status).toBe(200)
  })
})

test('a member who was taken out sees nothing with the next request, on another node too (AT-060)', async () => {
  const address = `/api/v1/tasks/${requests.dana.task}`
  const stale: number[] = []
  for (let n = 0; n < 100; n += 1) {
    await take(adam, support, people.kevin)
    const answers = await Promise.all([elsewhere.ask(kevin, 'GET', address), web.ask(kevin, 'GET', address)])
    stale.push(...answers.map(({ status }) => status).filter((status) => status !== 404))
    await add(adam, support, people.kevin)
    if (n % 10 === 0) expect((await elsewhere.ask(kevin, 'GET', address)).status).toBe(200)
  }
  expect(stale).toEqual([])
})

test('with the last administrator gone the supervisor still manages everything, and nothing is open (AT-075)', async () => {
  await pool.query(`update sessions set proved_at = now() where user_id = $1`, [vera.id])
  const ofAdam = await make('Only Adam’s')
  await add(adam, ofAdam, adam.id)
  const { json } = await web.ask(vera, 'GET', `/api/v1/users/${people.adam}`)
  const gone = await web.ask(vera, 'DELETE', `/api/v1/users/${people.adam}`, {
    version: (json as { version: number }).version,
  })
  expect([200, 400]).toContain(gone.status)
  await take(vera, systemGroups.administrators, people.adam)
  expect((await web.ask(adam, 'GET', '/api/v1/groups')).status).not.toBe(500)
  expect((await add(vera, ofAdam, people.igor)).status).toBe(200)
  expect((await web.ask(igor, 'GET', `/api/v1/groups/${ofAdam}`)).status).toBe(404)
})

describe('a hundred edits of one group at once (AT-076)', () => {
  const crowd = async (n: number): Promise<UserId[]> =>
    (
      await rows(
        `with p as (insert into principals (id, kind, audience) select uuid7(), 'user', 'employees' from generate_series(1, $1::int) returning id)
         insert into users (id, kind, status, full_name) select id, 'employee', 'invited', 'One of many' from p returning id`,
        [n],
      )
    ).map(({ id }) => id)
  const inGroup = async (group: string) =>
    (await rows('select member_id as id from group_members where group_id = $1 order by 1', [group])).map(
      ({ id }) => id,
    )

  test('each adds somebody: nobody is lost', async () => {
    const group = await make2('Crowd')
    const many = await crowd(100)
    const answers = await Promise.all(
      many.map((one, n) => (n % 2 ? web : elsewhere).ask(vera, 'PUT', `${members(group)}/${one}`, {})),
    )
    expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([])
    expect(await inGroup(group)).toEqual(many.toSorted())
    expect((await rows('select version from groups where id = $1', [group]))[0].version).toBe(101)
  })

  test('all on the same version: one is saved, the others are told who was faster', async () => {
    const group = await make2('Contested')
    const many = await crowd(100)
    const answers = await Promise.all(
      many.map((one) => web.ask(vera, 'PATCH', members(group), { version: 1, add: [one] })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const refused = answers.filter(({ status }) => status !== 200)
    expect(new Set(refused.map(codeOf))).toEqual(new Set(['group.changed_meanwhile']))
    expect(await inGroup(group)).toHaveLength(1)
  })

  async function make2(name: string): Promise<GroupId> {
    return ((await web.ask(vera, 'POST', '/api/v1/groups', { name })).json as { id: GroupId }).id
  }
})
