import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { command, listing, query } from '../operations/operation.ts'
import { castPassword } from '../../test/cast/password.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { proveIdentity, proveIdentityOnPortal } from './commands/prove-identity.ts'
import { getProofMethods } from './queries/get-proof-methods.ts'

/** Three operations of no consequence that want a recent proof, and one that wants it for some inputs only. */
const world = await makeWorld()
const { pool } = world
const shape = {
  side: 'employee',
  path: '/guarded',
  summary: 'Guarded',
  answer: z.object({ done: z.boolean() }),
} as const
const nothing = z.strictObject({})
const guardedCommand = command({
  name: 'guardedCommand',
  endpoint: endpoint({ ...shape, method: 'POST', input: nothing }),
  permission: 'company.view',
  target: () => ({}),
  recent: true,
  run: async () => ({ done: true }),
})
const guardedQuery = query({
  name: 'guardedQuery',
  endpoint: endpoint({ ...shape, method: 'GET', input: nothing }),
  permission: 'company.view',
  target: () => ({}),
  recent: true,
  run: async () => ({ done: true }),
})
const guardedList = listing({
  name: 'guardedList',
  endpoint: endpoint({ ...shape, method: 'GET', input: nothing }),
  permission: 'user.view',
  within: () => ({}),
  recent: true,
  run: async () => ({ done: true }),
})
const guardedAtTimes = command({
  name: 'guardedAtTimes',
  endpoint: endpoint({ ...shape, method: 'POST', input: z.strictObject({ email: z.string().optional() }) }),
  permission: 'company.view',
  target: () => ({}),
  recent: ({ email }) => email !== undefined,
  run: async () => ({ done: true }),
})
const supervisorsOnly = command({
  name: 'supervisorsOnly',
  endpoint: guardedCommand.endpoint,
  permission: 'company.supervise',
  target: () => ({}),
  recent: true,
  run: async () => ({ done: true }),
})

let kevin: Someone
const grow = (session: string, age: string) =>
  pool.query('update sessions set proved_at = now() - $2::interval where id = $1', [session, age])
const prove = (secret: string, who = kevin) => who.run(proveIdentity, { method: 'password', secret })
beforeEach(async () => {
  kevin = await world.as('kevin')
  await pool.query('delete from sign_in_attempts')
})

describe('an operation that wants a recent proof', () => {
  test.each([guardedCommand, guardedQuery, guardedList])('$name is open right after signing in', async (operation) => {
    expect(await kevin.run(operation as never, {})).toEqual({ done: true })
  })

  test.each([guardedCommand, guardedQuery, guardedList])(
    '$name is refused with what to do once five minutes have passed (AT-055)',
    async (operation) => {
      await grow(kevin.actor.session, '4 minutes 50 seconds')
      await kevin.run(operation as never, {})
      await grow(kevin.actor.session, '5 minutes 1 second')
      const refusal = await refusalOf(kevin.run(operation as never, {}))
      expect(refusal).toMatchObject({ kind: 'forbidden', code: 'session.proof_needed' })
      expect(refusal.message).toMatch(/Confirm it is you/)
      await prove(castPassword)
      await kevin.run(operation as never, {})
    },
  )

  test('is refused for ever to a session that no person signed in to', async () => {
    await pool.query('update sessions set proved_at = null where id = $1', [kevin.actor.session])
    expect((await refusalOf(kevin.run(guardedCommand, {}))).code).toBe('session.proof_needed')
    expect((await refusalOf(prove(castPassword))).code).toBe('session.proof_refused')
    expect((await refusalOf(kevin.run(guardedCommand, {}))).code).toBe('session.proof_needed')
  })

  test('is not opened by the proof given in another session of the same person', async () => {
    await grow(kevin.actor.session, '1 hour')
    await prove(castPassword, await world.as('kevin'))
    expect((await refusalOf(kevin.run(guardedCommand, {}))).code).toBe('session.proof_needed')
  })

  test('asks nobody for a proof of what is not theirs to do', async () => {
    await grow(kevin.actor.session, '1 hour')
    expect((await refusalOf(kevin.run(supervisorsOnly, {}))).code).toBe('access.forbidden')
  })

  test('may want it for some inputs only', async () => {
    await grow(kevin.actor.session, '1 hour')
    await kevin.run(guardedAtTimes, {})
    expect((await refusalOf(kevin.run(guardedAtTimes, { email: 'new@larkfield.example' }))).code).toBe(
      'session.proof_needed',
    )
  })

  test('once refused, has its effect with the same Idempotency-Key after the proof', async () => {
    await grow(kevin.actor.session, '1 hour')
    const idempotencyKey = 'the-same-request'
    await refusalOf(kevin.run(guardedCommand, {}, { idempotencyKey }))
    await prove(castPassword)
    expect(await kevin.run(guardedCommand, {}, { idempotencyKey })).toEqual({ done: true })
  })
})

describe('proving again who one is', () => {
  test('a wrong password proves nothing', async () => {
    await grow(kevin.actor.session, '1 hour')
    expect((await refusalOf(prove('not the password'))).code).toBe('session.proof_refused')
    expect((await refusalOf(kevin.run(guardedCommand, {}))).code).toBe('session.proof_needed')
  })

  test('is counted as tries at the door are, and the right one forgets them', async () => {
    for (let tries = 0; tries < 9; tries += 1) await refusalOf(prove('guess'))
    await prove(castPassword)
    for (let tries = 0; tries < 10; tries += 1) await refusalOf(prove('guess'))
    const refusal = await refusalOf(prove(castPassword))
    expect(refusal).toMatchObject({ kind: 'rate', code: 'sign_in.too_many_tries' })
  })

  test('works on the portal side alike, each with its own cookie', async () => {
    const dana = await world.as('dana')
    await dana.run(proveIdentityOnPortal, { method: 'password', secret: castPassword })
    expect((await refusalOf(dana.run(proveIdentity, { method: 'password', secret: castPassword }))).code).toBe(
      'session.missing',
    )
  })

  test('says by what it can be done', async () => {
    expect(await kevin.run(getProofMethods, {})).toEqual({ methods: ['password'] })
  })

  test('leaves an audit row that names the way, never the secret', async () => {
    await prove(castPassword)
    const { rows } = await pool.query(
      "select facts from audit_events where operation = 'proveIdentity' and outcome = 'done' order by at desc limit 1",
    )
    expect(rows).toEqual([{ facts: { method: 'password' } }])
  })
})
