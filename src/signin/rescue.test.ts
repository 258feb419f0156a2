import { beforeEach, describe, expect, test } from 'vitest'
import { systemCall } from '../main/system-call.ts'
import { getMe } from '../people/queries/get-me.ts'
import { run } from '../operations/run.ts'
import { asOperation } from '../operations/operation.ts'
import { giveApp } from '../../test/cast/factors.ts'
import { mails } from '../../test/cast/mail.ts'
import { castPassword } from '../../test/cast/password.ts'
import { baseUrl, makeWorld, refusalOf } from '../../test/cast/world.ts'
import { handOverSupervisor } from './commands/hand-over-supervisor.ts'
import { startRescue, finishRescue } from './commands/rescue-supervisor.ts'
import { signIn } from './commands/sign-in.ts'

const world = await makeWorld()
const { people, pool, db, send, blobs, secrets } = world
const password = 'nine elms and a kettle'

type Made = { fullName: string; token: string }
const rescue = () =>
  run(
    db,
    asOperation(startRescue),
    {},
    systemCall({ send, blobs, secrets, baseUrl }, 'portico rescue'),
  ) as Promise<Made>
const use = (token: string, chosen = password) => world.anyone.run(finishRescue, { token, password: chosen })
beforeEach(() => pool.query('delete from rescues'))

describe('a supervisor without any factor left', () => {
  test('gets a link at the server that gives a new password and takes the factors away', async () => {
    const vera = await world.as('vera')
    await giveApp(world, vera)
    const enter = (word: string) => world.anyone.run(signIn, { email: 'vera@larkfield.example', password: word })
    expect((await enter(castPassword)).next).not.toBe('in')
    const { token, fullName } = await rescue()
    expect(fullName).toBe('Vera Lind')
    expect(await use(token)).toMatchObject({ factorsRemoved: 1 })
    expect((await refusalOf(vera.run(getMe, {}))).kind).toBe('unauthenticated')
    expect((await enter(password)).next).toBe('in')
    await expect(enter(castPassword)).rejects.toThrow()
  })

  test('is not the only one to hear of it: so do the administrators, when it is made and when it is used', async () => {
    await pool.query('delete from mails')
    const { token } = await rescue()
    const both = ['adam@larkfield.example', 'vera@larkfield.example']
    const toldOf = async (template: string) => (await mails(world, template)).map(({ to }) => to).toSorted()
    expect(await toldOf('rescue_started')).toEqual(both)
    await use(token, 'another kettle and nine elms')
    expect(await toldOf('rescued')).toEqual(both)
    // The link itself is in no mail.
    expect(JSON.stringify(await mails(world, 'rescue_started'))).not.toContain(token)
  })

  test('stands in the audit, by the system and with the reason', async () => {
    await rescue()
    const { rows } = await pool.query(
      `select actor_kind, facts from audit_events where operation = 'startRescue' order by at desc limit 1`,
    )
    expect(rows[0]).toMatchObject({ actor_kind: 'system', facts: { fullName: 'Vera Lind' } })
  })
})

describe('the link', () => {
  test('works once, for 15 minutes, and only the latest; all others are answered alike', async () => {
    const first = await rescue()
    const second = await rescue()
    const spent = async (token: string) => (await refusalOf(use(token, 'a third kettle and nine elms'))).code
    expect(await spent(first.token)).toBe('rescue.spent')
    await use(second.token)
    expect(await spent(second.token)).toBe('rescue.spent')
    expect(await spent(`${second.token.slice(0, -1)}_`)).toBe('rescue.spent')
    const third = await rescue()
    await pool.query(`update rescues set expires_at = now() - interval '1 second'`)
    expect(await spent(third.token)).toBe('rescue.spent')
  })

  test('of two at once one wins', async () => {
    const { token } = await rescue()
    const outcomes = await Promise.allSettled([use(token), use(token), use(token)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('takes no password that the rules refuse, and is not used up by one', async () => {
    const { token } = await rescue()
    expect((await refusalOf(use(token, 'short'))).code).toBe('password.too_short')
    await use(token)
  })

  test('is dead when the role was handed over meanwhile', async () => {
    const { token } = await rescue()
    const vera = await world.as('vera')
    await vera.run(handOverSupervisor, { user: people.adam })
    expect((await refusalOf(use(token))).code).toBe('rescue.spent')
    await (await world.as('adam')).run(handOverSupervisor, { user: people.vera })
  })
})

test('nobody makes one from inside, not even the supervisor', async () => {
  for (const key of ['vera', 'adam', 'igor'] as const) {
    const deed = (await world.as(key)).run(startRescue, {})
    expect((await refusalOf(deed)).kind).toBe('forbidden')
  }
  expect((await refusalOf(world.anyone.run(startRescue, {}))).kind).not.toBe('conflict')
  expect((await pool.query('select from rescues')).rows).toEqual([])
})
