import { beforeEach, describe, expect, test } from 'vitest'
import { inDays, makeAbsences, soon } from '../../test/cast/absences.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { deleteSubstitution } from './commands/delete-substitution.ts'
import { endSubstitution } from './commands/end-substitution.ts'
import { updateSubstitution } from './commands/update-substitution.ts'
import { getSubstitution } from './queries/get-substitution.ts'
import { listAbsences } from './queries/list-absences.ts'

const world = await makeWorld()
const { pool, people } = world
const adam = await world.as('adam')
const lena = await world.as('lena')
const igor = await world.as('igor')
const sofia = await world.as('sofia')
const { plan, endNow, clear } = makeAbsences(world, adam)
beforeEach(clear)

describe('planning', () => {
  test('upcoming may be changed and deleted, running only ended (J108)', async () => {
    const id = await plan(people.kevin, people.lena, { from: soon })
    const again = { type: 'reassign' as const, ...soon, substitute: people.igor }
    const { version } = await adam.run(updateSubstitution, { substitution: id, version: 1, ...again })
    expect((await adam.run(getSubstitution, { substitution: id })).substitute?.name).toBe('Igor Petrov')
    const stale = adam.run(updateSubstitution, { substitution: id, version: 1, ...again })
    expect((await refusalOf(stale)).code).toBe('substitution.changed_meanwhile')
    expect((await refusalOf(adam.run(endSubstitution, { substitution: id, version }))).code).toBe(
      'substitution.not_running',
    )
    await adam.run(deleteSubstitution, { substitution: id })
    const running = await plan(people.kevin, people.lena)
    const change = adam.run(updateSubstitution, { substitution: running, version: 1, ...again })
    expect((await refusalOf(change)).code).toBe('substitution.begun')
    expect((await refusalOf(adam.run(deleteSubstitution, { substitution: running }))).code).toBe('substitution.begun')
    await adam.run(endSubstitution, { substitution: running, version: 1, endsAt: inDays(3) })
    await endNow(running)
    expect((await refusalOf(adam.run(endSubstitution, { substitution: running, version: 3 }))).code).toBe(
      'substitution.not_running',
    )
  })

  test('the schema keeps it too, whichever way in', async () => {
    const id = await plan(people.kevin, people.lena)
    await expect(
      pool.query('update substitutions set substitute_id = $2 where id = $1', [id, people.igor]),
    ).rejects.toThrow(/has begun/)
    await expect(pool.query('delete from substitutions where id = $1', [id])).rejects.toThrow(/has begun/)
    await expect(
      pool.query(`update substitutions set ends_at = now() - interval '1 minute' where id = $1`, [id]),
    ).rejects.toThrow()
  })

  test('one absence at a time', async () => {
    await plan(people.kevin, people.lena, { from: soon })
    const refusal = await refusalOf(
      plan(people.kevin, people.igor, { from: { startsAt: inDays(2), endsAt: inDays(3) } }),
    )
    expect(refusal.code).toBe('substitution.overlaps')
    await plan(people.kevin, people.igor, { from: { startsAt: soon.endsAt, endsAt: inDays(9) } })
    const race = await Promise.allSettled(
      [people.lena, people.igor, people.kevin].map((to) => plan(people.sofia, to, { from: soon })),
    )
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test.each([
    ['oneself', () => plan(people.kevin, people.kevin), 'substitution.substitute_unfit'],
    ['somebody locked', () => plan(people.kevin, people.tomas), 'substitution.substitute_unfit'],
    ['somebody who has not come yet', () => plan(people.kevin, people.nina), 'substitution.substitute_unfit'],
    ['somebody from outside', () => plan(people.kevin, people.dana), 'substitution.substitute_unfit'],
    ['nobody, where tasks move', () => plan(people.kevin, null), 'substitution.substitute_missing'],
    ['for somebody from outside', () => plan(people.dana, people.kevin), 'substitution.absent_unfit'],
    ['for somebody locked', () => plan(people.tomas, people.kevin), 'substitution.absent_unfit'],
    [
      'with an end before the start',
      () => plan(people.kevin, people.lena, { from: { startsAt: inDays(2), endsAt: inDays(1) } }),
      'substitution.period_invalid',
    ],
    [
      'that is over',
      () => plan(people.kevin, people.lena, { from: { startsAt: inDays(-2), endsAt: inDays(-1) } }),
      'substitution.period_invalid',
    ],
  ])('is refused: %s', async (_, deed, code) => {
    expect((await refusalOf(deed())).code).toBe(code)
  })

  test('an employee plans an absence of their own, but lends nobody their rights', async () => {
    const id = await plan(people.igor, people.lena, { by: igor, from: soon })
    expect((await refusalOf(plan(people.igor, people.lena, { by: igor, type: 'all_access', from: soon }))).kind).toBe(
      'forbidden',
    )
    expect((await refusalOf(plan(people.kevin, people.igor, { by: igor, from: soon }))).kind).toBe('forbidden')
    const lend = igor.run(updateSubstitution, {
      substitution: id,
      version: 1,
      type: 'all_access',
      substitute: people.lena,
      ...soon,
    })
    expect((await refusalOf(lend)).kind).toBe('forbidden')
    expect((await refusalOf(lena.run(deleteSubstitution, { substitution: id }))).kind).toBe('forbidden')
    expect((await refusalOf(sofia.run(getSubstitution, { substitution: id }))).kind).toBe('not_found')
    await igor.run(deleteSubstitution, { substitution: id })
  })

  test('substitutes are told by mail when it is planned and when it is not to be', async () => {
    const id = await plan(people.kevin, people.lena, { from: soon })
    await adam.run(deleteSubstitution, { substitution: id })
    const { rows } = await pool.query(
      `select subject from mails where to_user_id = $1 and template = 'substitution' order by id desc limit 2`,
      [people.lena],
    )
    expect(rows.map(({ subject }) => subject)).toEqual([
      'You do not stand in for Kevin Hale after all',
      'You stand in for Kevin Hale',
    ])
  })
})

test('colleagues see who is away now and soon, not why; outsiders see nothing (J109)', async () => {
  await plan(people.kevin, people.lena, { note: 'Surgery', from: soon })
  const { rows } = await igor.run(listAbsences, {})
  expect(rows).toMatchObject([{ person: { name: 'Kevin Hale' }, substitute: { name: 'Lena Novak' }, isNow: false }])
  expect(JSON.stringify(rows)).not.toContain('Surgery')
  expect((await igor.run(listAbsences, { days: 0 })).rows).toEqual([])
  const dana = await world.as('dana')
  expect((await refusalOf(dana.run(listAbsences, {}))).kind).toBe('unauthenticated')
})
