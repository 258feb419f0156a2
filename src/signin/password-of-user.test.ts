import { describe, expect, test } from 'vitest'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { getFactorsOfUser } from './queries/get-factors.ts'

/** What a card says of somebody's password (G74): how old, whether it has to be changed; never anything of it. */
const world = await makeWorld()
const { people, pool } = world
const adam = await world.as('adam')

const passwordOf = async (key: 'kevin' | 'nina' | 'dana') =>
  (await adam.run(getFactorsOfUser, { user: people[key] })).password
const age = (days: number) =>
  pool.query('update users set password_set_at = now() - make_interval(days => $2) where id = $1', [people.kevin, days])
const rules = (locks: boolean) =>
  pool.query('update security_settings set password_days = 90, password_overdue_locks = $1', [locks])

describe('the password on the card', () => {
  test('was chosen on a day, by an employee and by somebody from outside', async () => {
    for (const key of ['kevin', 'dana'] as const) {
      expect(await passwordOf(key)).toEqual({
        isSet: true,
        isElsewhere: false,
        setAt: expect.any(Date) as Date,
        advice: null,
      })
    }
  })

  test('was never chosen by who was only invited', async () => {
    expect(await passwordOf('nina')).toEqual({ isSet: false, isElsewhere: false, setAt: null, advice: null })
  })

  test('is older than wanted, or has to be changed where that is the rule (H84)', async () => {
    await rules(false)
    await age(89)
    expect((await passwordOf('kevin')).advice).toBeNull()
    await age(91)
    expect((await passwordOf('kevin')).advice).toBe('overdue')
    await rules(true)
    expect((await passwordOf('kevin')).advice).toBe('must_change')
  })

  test('is below the rules of now', async () => {
    await age(1)
    await pool.query('update users set password_below_rules_at = now() where id = $1', [people.kevin])
    expect((await passwordOf('kevin')).advice).toBe('below_rules')
  })

  test('is nobody’s but the administrators’ to see, and no hash is in the answer', async () => {
    const igor = await world.as('igor')
    expect((await refusalOf(igor.run(getFactorsOfUser, { user: people.kevin }))).kind).toBe('forbidden')
    expect(JSON.stringify(await adam.run(getFactorsOfUser, { user: people.kevin }))).not.toContain('argon2')
  })
})
