import { afterAll, describe, expect, test } from 'vitest'
import type { UserId } from '../../src/base/ids.ts'
import { castPassword } from '../cast/password.ts'
import { openWeb } from '../cast/web.ts'
import { makeWorld, type Someone } from '../cast/world.ts'

/** The one System supervisor and the one set-up (chapter 4.3 of the catalogue), over HTTP. */
const world = await makeWorld()
const web = openWeb(world)
afterAll(() => web.close())
const { people, pool } = world
const [vera, adam, igor, kevin] = [
  await world.as('vera'),
  await world.as('adam'),
  await world.as('igor'),
  await world.as('kevin'),
]
const role = '00000000-0000-7000-8000-000000000007'
const administrators = '00000000-0000-7000-8000-000000000001'

const supervisors = async (): Promise<UserId[]> => {
  const { rows } = await pool.query<{ id: UserId }>(
    'select user_id as id from actor_principals where principal_id = $1',
    [role],
  )
  return rows.map(({ id }) => id)
}
const codeOf = (answer: { json: unknown }) => (answer.json as { code?: string }).code
const handOver = (user: string, by: Someone = vera) => web.ask(by, 'POST', '/api/v1/supervisor/hand-over', { user })

describe('a second supervisor is not to be had (AT-052)', () => {
  test.each([
    ['as a member of the role', () => web.ask(adam, 'PUT', `/api/v1/groups/${role}/members/${people.adam}`, {}), 409],
    ['by the supervisor herself', () => web.ask(vera, 'PUT', `/api/v1/groups/${role}/members/${people.adam}`, {}), 409],
    ['by emptying the role', () => web.ask(vera, 'DELETE', `/api/v1/groups/${role}/members/${people.vera}`), 409],
    ['by deleting the role', () => web.ask(vera, 'DELETE', `/api/v1/groups/${role}`), 409],
    ['by renaming it', () => web.ask(vera, 'PATCH', `/api/v1/groups/${role}`, { version: 1, name: 'Two' }), 409],
    [
      'by an invitation that brings the role',
      () =>
        web.ask(adam, 'POST', '/api/v1/users/invitations', {
          fullName: 'Two',
          email: 'two@larkfield.example',
          groups: [role],
        }),
      409,
    ],
    ['by one’s own profile', () => web.ask(igor, 'PATCH', '/api/v1/me', { version: 1, supervisor: true }), 400],
    ['by somebody who may not', () => handOver(people.igor, igor), 403],
    ['by an administrator', () => handOver(people.adam, adam), 403],
  ] as const)('%s', async (_, deed, status) => {
    const before = (await pool.query('select to_jsonb(c) as row from company c')).rows
    expect((await deed()).status).toBe(status)
    expect(await supervisors()).toEqual([people.vera])
    expect((await pool.query('select to_jsonb(c) as row from company c')).rows).toEqual(before)
    expect((await pool.query(`select 1 from users where email = 'two@larkfield.example'`)).rows).toEqual([])
  })
})

describe('the supervisor stays while nobody was handed the role (AT-054)', () => {
  test.each([
    ['locked by herself', () => web.ask(vera, 'POST', `/api/v1/users/${people.vera}/lock`, {}), 409],
    ['locked by an administrator', () => web.ask(adam, 'POST', `/api/v1/users/${people.vera}/lock`, {}), 403],
    ['handed to herself', () => handOver(people.vera), 409],
  ] as const)('%s: refused', async (_, deed, status) => {
    expect((await deed()).status).toBe(status)
    expect(await supervisors()).toEqual([people.vera])
    expect((await web.ask(vera, 'GET', '/api/v1/licenses')).status).toBe(200)
  })

  test('out of the administrators she is the supervisor still, and passes every check', async () => {
    await web.ask(vera, 'PUT', `/api/v1/groups/${administrators}/members/${people.vera}`, {})
    expect((await web.ask(adam, 'DELETE', `/api/v1/groups/${administrators}/members/${people.vera}`)).status).toBe(403)
    await web.ask(vera, 'DELETE', `/api/v1/groups/${administrators}/members/${people.vera}`)
    expect(await supervisors()).toEqual([people.vera])
    expect((await web.ask(vera, 'GET', '/api/v1/licenses')).status).toBe(200)
  })

  test('by deletion, as an outsider or as somebody of another kind: refused', async () => {
    for (const [method, path, body] of [
      ['DELETE', `/api/v1/users/${people.vera}`, { version: 1 }],
      ['PATCH', `/api/v1/users/${people.vera}`, { version: 1, kind: 'external' }],
      ['PATCH', `/api/v1/users/${people.vera}`, { version: 1, status: 'locked' }],
      ['PATCH', `/api/v1/external-users/${people.vera}`, { version: 1, fullName: 'Nobody' }],
    ] as const) {
      expect([400, 404, 405, 409]).toContain((await web.ask(vera, method, path, body)).status)
    }
    const { rows } = await pool.query('select kind, status, full_name, deleted_at from users where id = $1', [
      people.vera,
    ])
    expect(rows[0]).toEqual({ kind: 'employee', status: 'active', full_name: 'Vera Lind', deleted_at: null })
  })
})

test('handing over with a session older than the window asks for a proof, and guesses are counted (AT-055)', async () => {
  await pool.query(`update sessions set proved_at = now() - interval '1 hour' where id = $1`, [vera.actor.session])
  expect([(await handOver(people.kevin)).status, codeOf(await handOver(people.kevin))]).toEqual([
    403,
    'session.proof_needed',
  ])
  const prove = (secret: unknown) => web.ask(vera, 'POST', '/api/v1/session/proof', { method: 'password', secret })
  for (const secret of ['', undefined, null, ['x']]) expect((await prove(secret)).status).toBe(400)
  for (let tries = 0; tries < 10; tries += 1) expect(codeOf(await prove('wrong'))).toBe('session.proof_refused')
  expect(codeOf(await prove(castPassword))).toBe('sign_in.too_many_tries')
  expect(codeOf(await handOver(people.kevin))).toBe('session.proof_needed')
  expect(await supervisors()).toEqual([people.vera])
  await pool.query('delete from sign_in_attempts')
  expect((await prove(castPassword)).status).toBe(200)
})

describe('who cannot be handed the role (AT-056)', () => {
  test.each(['tomas', 'nina', 'dana', 'felix', 'priya'] as const)('%s: 409', async (key) => {
    const answer = await handOver(people[key])
    expect([answer.status, codeOf(answer)]).toEqual([409, 'supervisor.not_eligible'])
    expect(await supervisors()).toEqual([people.vera])
  })

  test('an employee without a seat: 409', async () => {
    await pool.query(`update seats set freed_at = now(), free_reason = 'deleted' where user_id = $1`, [people.igor])
    expect((await handOver(people.igor)).status).toBe(409)
    expect(await supervisors()).toEqual([people.vera])
  })
})

describe('set-up is not to be reached again (AT-057)', () => {
  const body = { companyName: 'Other', fullName: 'Eve', email: 'eve@evil.example', password: 'nine elms and a kettle' }
  const counts = async () =>
    (
      await pool.query(
        'select (select count(*)::int from users) as users, (select jsonb_agg(to_jsonb(c)) from company c) as company',
      )
    ).rows

  test.each(['empty', 'demo'])('with content %s: 410, without a cookie, nothing created', async (content) => {
    const before = await counts()
    const answers = [
      await web.ask(null, 'POST', '/api/v1/set-up', { ...body, content }),
      await web.ask(adam, 'POST', '/api/v1/set-up', { ...body, content }),
      ...(await Promise.all([1, 2, 3].map(() => web.ask(null, 'POST', '/api/v1/set-up', { ...body, content })))),
    ]
    for (const answer of answers) {
      expect([answer.status, codeOf(answer)]).toEqual([410, 'setup.done'])
      expect(answer.headers).not.toHaveProperty('set-cookie')
    }
    expect(await counts()).toEqual(before)
  })

  test('after a restart, and with the supervisor’s sessions and seats gone: 410 still', async () => {
    const before = await counts()
    await pool.query(
      `update sessions set ended_at = now(), end_reason = 'signed_out' where user_id = $1 and id <> $2`,
      [people.vera, vera.actor.session],
    )
    const restarted = openWeb(world)
    expect((await restarted.ask(null, 'POST', '/api/v1/set-up', body)).status).toBe(410)
    expect((await restarted.ask(null, 'GET', '/api/v1/set-up')).json).toMatchObject({ done: true })
    await restarted.close()
    expect(await counts()).toEqual(before)
  })
})

test('two hand-overs at once to different people: one succeeds, and there is always one supervisor (AT-053)', async () => {
  const heirs = [people.kevin, people.lena]
  const watching = { over: false, seen: new Set<number>() }
  const watch = async () => {
    while (!watching.over) watching.seen.add((await supervisors()).length)
  }
  const watched = watch()
  const answers = await Promise.all(heirs.map((user) => handOver(user)))
  watching.over = true
  await watched
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 403 || status === 409)).toHaveLength(1)
  expect([...watching.seen]).toEqual([1])
  expect(heirs).toContain((await supervisors())[0])
  const former = await handOver(people.adam)
  expect(former.status).toBe(403)
  const { rows } = await pool.query(
    `select count(*)::int as n from audit_events where operation = 'handOverSupervisor' and outcome = 'done'`,
  )
  expect(rows[0].n).toBe(1)
  expect((await web.ask(kevin, 'GET', '/api/v1/licenses')).status).toBe(
    (await supervisors())[0] === people.kevin ? 200 : 403,
  )
})
