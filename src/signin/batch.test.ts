import { describe, expect, test } from 'vitest'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import type { BatchId, UserId } from '../base/ids.ts'
import { getUser } from '../people/queries/get-user.ts'
import { sweepBatches, wakeBatches } from './commands/wake-batches.ts'
import { deleteUser } from './commands/delete-user.ts'
import { lockUser } from './commands/lock-user.ts'
import { signOut } from './commands/sign-out.ts'
import { continueBatch, startBatch, stopBatch } from './commands/start-batch.ts'
import { workBatch } from './commands/work-batch.ts'
import { getBatch, listBatches, listBatchRows } from './queries/get-batch.ts'

const world = await makeWorld()
const { people, pool } = world
const [adam, vera, igor, dana] = [
  await world.as('adam'),
  await world.as('vera'),
  await world.as('igor'),
  await world.as('dana'),
]
await pool.query("update license_packs set seats = 500 where kind = 'named'")

const around = {
  db: world.db,
  send: world.send,
  blobs: world.blobs,
  secrets: world.secrets,
  baseUrl: 'http://localhost',
}
const work = (batch: BatchId) => workBatch(around, { batch })
const start = async (who: Someone, asked: Parameters<typeof adam.run<typeof startBatch.endpoint>>[1]) =>
  (await who.run(startBatch, asked)).id
const resultsOf = async (batch: BatchId) =>
  Object.fromEntries(
    (await adam.run(listBatchRows, { batch })).rows.map(({ label, state, code }) => [label, code ?? state]),
  )
const statusOf = async (user: UserId) => (await adam.run(getUser, { user })).status

async function crowd(count: number): Promise<UserId[]> {
  const name = `Crowd ${Math.random()}`
  const { rows } = await pool.query<{ id: UserId }>(
    `with made as (select uuid7() as id, n from generate_series(1, $1) n),
       p as (insert into principals select id, 'user', 'employees' from made)
     insert into users (id, kind, status, full_name, registered_at, password_hash)
     select id, 'employee', 'active', $2 || ' ' || n, now(), 'x' from made returning id`,
    [count, name],
  )
  return rows.map(({ id }) => id)
}

describe('a deed on many accounts', () => {
  test('is done row by row: one refusal does not undo the others, and each says why (G69)', async () => {
    const chosen = ['kevin', 'lena', 'adam', 'vera', 'tomas', 'nina'] as const
    const batch = await start(adam, { deed: 'lock', users: chosen.map((key) => people[key]) })
    await work(batch)
    expect(await resultsOf(batch)).toEqual({
      'Adam Brandt': 'access.forbidden',
      'Kevin Hale': 'done',
      'Lena Novak': 'done',
      'Nina Falk': 'user.not_active',
      'Tomás Reyes': 'user.not_active',
      'Vera Lind': 'access.forbidden',
    })
    expect(await adam.run(getBatch, { batch })).toMatchObject({ state: 'done', total: 6, done: 2, refused: 4 })
    expect(await statusOf(people.kevin)).toBe('locked')
    const { rows } = await pool.query(
      "select count(*)::int as n from audit_events where request_id = $1 and operation = 'lockUser' and outcome = 'done' and actor_id = $2",
      [`batch-${batch}`, people.adam],
    )
    expect(rows[0].n).toBe(2)
  })

  test('unlocks, deletes, restores and invites again the same way (G69)', async () => {
    const two = [people.kevin, people.lena]
    for (const [deed, expected] of [
      ['unlock', 'active'],
      ['delete', 'active'],
      ['restore', 'active'],
    ] as const) {
      const batch = await start(adam, { deed, users: two })
      await work(batch)
      expect(await adam.run(getBatch, { batch })).toMatchObject({ state: 'done', done: 2, refused: 0 })
      const card = await adam.run(getUser, { user: people.kevin })
      expect([card.status, card.deletedAt !== null]).toEqual([expected, deed === 'delete'])
    }
    const batch = await start(adam, { deed: 'resend_invitation', users: [people.nina, people.igor] })
    await work(batch)
    expect(await resultsOf(batch)).toEqual({ 'Nina Falk': 'done', 'Igor Petrov': 'user.not_invited' })
  })

  test('reaches the whole of a filter, exactly those the list shows', async () => {
    await crowd(30)
    const batch = await start(adam, { deed: 'lock', filter: { search: 'crowd' } })
    await work(batch)
    expect(await adam.run(getBatch, { batch })).toMatchObject({ total: 30, done: 30 })
    const deleted = await start(adam, { deed: 'restore', filter: { deleted: 'yes' } }).catch((error: unknown) => error)
    expect(deleted).toMatchObject({ code: 'batch.nobody' })
  })

  test('worked twice at once or once more does nothing twice', async () => {
    const users = await crowd(8)
    const batch = await start(adam, { deed: 'lock', users })
    await Promise.all([work(batch), work(batch), work(batch)])
    await work(batch)
    expect(await adam.run(getBatch, { batch })).toMatchObject({ state: 'done', done: 8, refused: 0 })
  })

  test('after a crash between the deed and its mark the row counts as done, and is not done again', async () => {
    const users = await crowd(1)
    const batch = await start(adam, { deed: 'lock', users })
    await work(batch)
    await pool.query("update batch_rows set state = 'waiting' where batch_id = $1", [batch])
    await pool.query("update batches set state = 'running', ended_at = null, done = 0 where id = $1", [batch])
    const before = (await pool.query('select version from users where id = $1', [users[0]])).rows[0].version
    await wakeBatches(around)
    await work(batch)
    expect(await adam.run(getBatch, { batch })).toMatchObject({ state: 'done', done: 1, refused: 0 })
    expect((await pool.query('select version from users where id = $1', [users[0]])).rows[0].version).toBe(before)
  })
})

describe('the rights of a batch', () => {
  test('are those of who started it, at the moment of each row: it stops when that session ends (AT-110)', async () => {
    const users = await crowd(3)
    const session = await world.as('adam')
    const batch = await start(session, { deed: 'lock', users })
    await session.run(signOut, {})
    await work(batch)
    expect(await adam.run(getBatch, { batch })).toMatchObject({ state: 'stopped', done: 0, can: { continue: true } })
    expect(await statusOf(users[0]!)).toBe('active')
    await adam.run(continueBatch, { batch })
    await work(batch)
    expect(await adam.run(getBatch, { batch })).toMatchObject({
      state: 'done',
      done: 3,
      madeBy: { name: 'Adam Brandt' },
    })
  })

  test('who is no administrator any more gets each row refused', async () => {
    const users = await crowd(2)
    const batch = await start(adam, { deed: 'lock', users })
    const membership = await pool.query('delete from group_members where member_id = $1 returning *', [people.adam])
    await work(batch)
    await pool.query("insert into group_members (group_id, member_id, audience) values ($1, $2, 'employees')", [
      membership.rows[0].group_id,
      people.adam,
    ])
    expect(await adam.run(getBatch, { batch })).toMatchObject({ done: 0, refused: 2 })
    expect(Object.values(await resultsOf(batch))).toEqual(['access.forbidden', 'access.forbidden'])
  })

  test('who was locked starts and continues nothing', async () => {
    const users = await crowd(2)
    const batch = await start(adam, { deed: 'lock', users })
    await vera.run(lockUser, { user: people.adam })
    await work(batch)
    expect(await vera.run(getBatch, { batch })).toMatchObject({ state: 'stopped', done: 0 })
    expect((await refusalOf(adam.run(continueBatch, { batch }))).code).toBe('session.missing')
    await pool.query("update users set status = 'active', locked_at = null where id = $1", [people.adam])
    await pool.query('update sessions set ended_at = null, end_reason = null where user_id = $1', [people.adam])
  })

  test.each([startBatch, listBatches])('$name is for administrators', async (operation) => {
    const asked = { deed: 'lock', users: [people.igor] } as never
    const input = operation === startBatch ? asked : ({} as never)
    expect((await refusalOf(igor.run(operation as typeof startBatch, input))).kind).toBe('forbidden')
    expect((await refusalOf(dana.run(operation as typeof startBatch, input))).kind).toBe('unauthenticated')
  })

  test('deleting many wants a recent proof like deleting one (AT-055)', async () => {
    await pool.query("update sessions set proved_at = now() - interval '6 minutes' where id = $1", [adam.actor.session])
    const refusal = await refusalOf(adam.run(startBatch, { deed: 'delete', users: [people.igor] }))
    expect(refusal.code).toBe('session.proof_needed')
    await pool.query('update sessions set proved_at = now() where id = $1', [adam.actor.session])
  })

  test('a long one asks for its proof before it starts and never in the middle, whatever the deed', async () => {
    const age = `update sessions set proved_at = now() - interval '20 minutes' where id = $1`
    const users = await crowd(3)
    for (const deed of ['lock', 'unlock', 'delete', 'restore'] as const) {
      await pool.query('update sessions set proved_at = now() where id = $1', [adam.actor.session])
      const batch = await start(adam, { deed, users })
      // It has been working for twenty minutes when the first of these rows has its turn.
      await pool.query(age, [adam.actor.session])
      await work(batch)
      expect(await adam.run(getBatch, { batch }), deed).toMatchObject({ state: 'done', done: 3, refused: 0 })
    }
    const alone = await refusalOf(adam.run(deleteUser, { user: users[0]! }))
    expect(alone.code).toBe('session.proof_needed')
    await pool.query('update sessions set proved_at = now() where id = $1', [adam.actor.session])
  })

  test('outsiders are locked through it too, but never changed by a deed that is not theirs', async () => {
    const batch = await start(adam, { deed: 'resend_invitation', users: [people.priya] })
    await work(batch)
    expect(await resultsOf(batch)).toEqual({ 'Priya Nair': 'resource.not_found' })
  })
})

test('stopping leaves what is done; what ended is neither stopped nor continued', async () => {
  const users = await crowd(2)
  const batch = await start(adam, { deed: 'lock', users })
  await adam.run(stopBatch, { batch })
  await work(batch)
  expect(await adam.run(getBatch, { batch })).toMatchObject({ state: 'stopped', done: 0 })
  expect((await refusalOf(adam.run(stopBatch, { batch }))).code).toBe('batch.not_running')
  await adam.run(continueBatch, { batch })
  await work(batch)
  expect((await refusalOf(adam.run(continueBatch, { batch }))).code).toBe('batch.not_stopped')
  const unknown = '018f0000-0000-7000-8000-00000000dead' as BatchId
  for (const operation of [stopBatch, continueBatch])
    expect((await refusalOf(adam.run(operation as typeof stopBatch, { batch: unknown }))).kind).toBe('not_found')
})

test.each([
  { deed: 'lock' },
  { deed: 'lock', users: [] },
  { deed: 'lock', users: [people.igor], filter: {} },
  { deed: 'invite', users: [people.igor] },
  { deed: 'supervise', users: [people.igor] },
])('what is no batch is refused: %o', async (asked) => {
  expect((await refusalOf(adam.run(startBatch, asked as never))).kind).toBe('invalid')
})

test('results are forgotten after 30 days', async () => {
  await pool.query("update batches set ended_at = now() - interval '31 days' where state = 'done'")
  await sweepBatches(world.db)
  expect((await adam.run(listBatches, {})).rows.every(({ state }) => state !== 'done')).toBe(true)
})
