import { describe, expect, test } from 'vitest'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { systemGroups } from '../access/system-groups.ts'
import { cursorOf } from '../base/wire.ts'
import type { OrgElementId } from '../base/ids.ts'
import { saveListColumns } from './commands/save-list-columns.ts'
import { updateUser } from './commands/update-user.ts'
import { type UserSort, userSort } from './contract.ts'
import { countUsers } from './queries/count-users.ts'
import { getListColumns } from './queries/get-list-columns.ts'
import { getUser } from './queries/get-user.ts'
import { listUsers } from './queries/list-users.ts'

const world = await makeWorld()
const { people, pool } = world
const [adam, igor, dana] = [await world.as('adam'), await world.as('igor'), await world.as('dana')]

const element = async (name: string) =>
  (await pool.query<{ id: OrgElementId }>('select id from org_elements where name = $1', [name])).rows[0]!.id
const namesOf = (page: { rows: { fullName: string }[] }) => page.rows.map(({ fullName }) => fullName)
const find = async (asked: Parameters<typeof adam.run<typeof listUsers.endpoint>>[1]) =>
  namesOf(await adam.run(listUsers, asked))

describe('the list of users', () => {
  test('finds each word of a search anywhere in name, e-mail or a phone', async () => {
    const { version } = await adam.run(getUser, { user: people.kevin })
    await adam.run(updateUser, { user: people.kevin, version, phone: '+49 151 4455', workPhone: '030 99-12' })
    for (const search of ['hale kev', 'KEVIN@lark', '4455', '99-12', 'kevin 030'])
      expect(await find({ search })).toEqual(['Kevin Hale'])
    expect(await find({ search: 'kevin lena' })).toEqual([])
  })

  test('leaves out locked, cancelled and declined people until they are asked for by status (G68)', async () => {
    await pool.query("update users set status = 'rejected' where id = $1", [people.nina])
    expect(await find({})).not.toContain('Nina Falk')
    expect(await find({ status: 'rejected' })).toEqual(['Nina Falk'])
    expect(await find({ status: 'locked' })).toEqual(['Tomás Reyes'])
    await pool.query("update users set status = 'invited' where id = $1", [people.nina])
    expect(await find({ status: 'invited' })).toEqual(['Nina Falk'])
  })

  test('is narrowed by a department with everything below, and by a group with everything nested', async () => {
    expect(await find({ element: await element('Support department') })).toEqual([
      'Kevin Hale',
      'Lena Novak',
      'Marta Okafor',
    ])
    expect(await find({ group: (await world.group('customer_teams')) as never })).toEqual(['Sofia Marin'])
    expect(await find({ group: systemGroups.allUsers })).toContain('Igor Petrov')
  })

  test('is narrowed by seat and by how people sign in', async () => {
    expect(await find({ seat: 'held' })).toContain('Nina Falk')
    expect(await find({ seat: 'none', status: 'locked' })).toEqual(['Tomás Reyes'])
    expect((await find({ signIn: 'here' })).toSorted()).toEqual(['Adam Brandt', 'Igor Petrov'])
    expect(await find({ signIn: 'not_lately' })).toContain('Marta Okafor')
    await pool.query("update users set sign_in_paused_until = now() + interval '5 minutes' where id = $1", [
      people.lena,
    ])
    expect(await find({ signIn: 'paused' })).toEqual(['Lena Novak'])
  })

  test.each(userSort.unwrap().options)('pages by %s without gaps or repeats (AT-037)', async (sort: UserSort) => {
    const whole = await find({ sort })
    const found: string[] = []
    let after: string | null = null
    do {
      const page: { rows: { fullName: string }[]; next: string | null } = await adam.run(listUsers, {
        sort,
        limit: 2,
        ...(after && { after }),
      })
      found.push(...namesOf(page))
      after = page.next
    } while (after)
    expect(found).toEqual(whole)
    expect(found).toHaveLength(8)
    expect(await find({ sort: sort.startsWith('-') ? (sort.slice(1) as UserSort) : `-${sort as 'name'}` })).toEqual(
      whole.toReversed(),
    )
  })

  test('says how many a filter finds', async () => {
    expect(await adam.run(countUsers, {})).toEqual({ total: 8 })
    expect(await adam.run(countUsers, { search: 'kevin' })).toEqual({ total: 1 })
  })

  test.each([
    { after: cursorOf(['Kevin Hale', 'not-an-id']) },
    { after: cursorOf(['no day at all', people.kevin]), sort: 'created' as const },
    { after: cursorOf(['9999-99-99', people.kevin]), sort: 'hired' as const },
  ])('a cursor made by hand is refused: %o', async (asked) => {
    expect((await refusalOf(adam.run(listUsers, asked))).code).toBe('request.bad_cursor')
  })
})

describe('what only administrators know', () => {
  test('is not found out by a filter either: group, seat, sign-in, deleted', async () => {
    const support = (await world.group('support')) as never
    for (const asked of [{ group: support }, { seat: 'held' }, { signIn: 'here' }, { deleted: 'yes' }] as const) {
      expect(namesOf(await igor.run(listUsers, asked))).toEqual([])
      expect(await igor.run(countUsers, asked)).toEqual({ total: 0 })
    }
  })

  test('is left out of rows and cards for colleagues: source, seat, last sign-in, birth date', async () => {
    const { version } = await adam.run(getUser, { user: people.igor })
    await adam.run(updateUser, { user: people.igor, version, birthDate: '1990-05-17' })
    const hidden = { source: null, seat: null, lastSignInAt: null, birthDate: null }
    expect(await igor.run(getUser, { user: people.kevin })).toMatchObject(hidden)
    expect(await adam.run(getUser, { user: people.igor })).toMatchObject({
      source: 'invited',
      seat: 'named',
      birthDate: '1990-05-17',
      lastSignInAt: expect.any(Date),
    })
    expect((await igor.run(getUser, { user: people.igor })).birthDate).toBe('1990-05-17')
  })
})

describe('the card of an employee', () => {
  test('names every group with the way that leads there', async () => {
    expect((await adam.run(getUser, { user: people.sofia })).groups).toEqual([
      { id: expect.any(String), name: 'Account managers', through: [] },
      { id: expect.any(String), name: 'Customer teams', through: ['Account managers'] },
    ])
  })

  test('shows one of several places; only one that is held can be chosen (G75)', async () => {
    const [position, line] = [await element('IT administrator'), await element('First line')]
    await pool.query('insert into org_members (element_id, user_id) values ($1, $2)', [line, people.adam])
    expect((await adam.run(getUser, { user: people.adam })).position).toMatchObject({ name: 'IT administrator' })
    const { version } = await adam.run(getUser, { user: people.adam })
    await adam.run(updateUser, { user: people.adam, version, displayedPosition: line })
    const card = await adam.run(getUser, { user: people.adam })
    expect(card.position).toMatchObject({ name: 'First line' })
    expect(card.positions.map(({ name }) => name)).toEqual(['First line', 'IT administrator'])
    const other = { user: people.kevin, version: (await adam.run(getUser, { user: people.kevin })).version }
    const refusal = await refusalOf(adam.run(updateUser, { ...other, displayedPosition: position }))
    expect(refusal).toMatchObject({ kind: 'unprocessable', code: 'user.position_not_held' })
  })

  test('a stale change is refused, and neither status, kind, address nor groups are changed here (AT-016, AT-114)', async () => {
    const { version } = await adam.run(getUser, { user: people.marta })
    await adam.run(updateUser, { user: people.marta, version, fullName: 'Marta N. Okafor' })
    const stale = await refusalOf(adam.run(updateUser, { user: people.marta, version, fullName: 'Somebody' }))
    expect(stale.code).toBe('user.changed_meanwhile')
    for (const more of [{ status: 'locked' }, { kind: 'external' }, { email: 'x@y.example' }, { groups: [] }]) {
      const change = { user: people.marta, version: version + 1, ...more } as never
      expect((await refusalOf(adam.run(updateUser, change))).kind).toBe('invalid')
    }
  })

  test.each(['2026-13-01', '17.05.1990', '1850-01-01', 'yesterday'])(
    'a day that is none is refused: %s',
    async (day) => {
      const { version } = await adam.run(getUser, { user: people.marta })
      const change = { user: people.marta, version, birthDate: day }
      expect((await refusalOf(adam.run(updateUser, change))).kind).toBe('invalid')
    },
  )

  test('is changed by administrators only; people from outside are not changed through it', async () => {
    const change = { user: people.kevin, version: 1, fullName: 'Mine' }
    expect((await refusalOf(igor.run(updateUser, change))).kind).toBe('forbidden')
    expect((await refusalOf(dana.run(updateUser, change))).kind).toBe('unauthenticated')
    expect((await refusalOf(adam.run(updateUser, { ...change, user: people.dana }))).kind).toBe('not_found')
  })
})

describe('columns of a list', () => {
  test('are kept for each person apart, and forgotten on request', async () => {
    expect(await adam.run(getListColumns, { list: 'users' })).toEqual({ columns: null })
    await adam.run(saveListColumns, { list: 'users', columns: ['name', 'email', 'seat', 'email'] })
    expect(await adam.run(getListColumns, { list: 'users' })).toEqual({ columns: ['name', 'email', 'seat'] })
    expect(await igor.run(getListColumns, { list: 'users' })).toEqual({ columns: null })
    await adam.run(saveListColumns, { list: 'users', columns: null })
    expect(await adam.run(getListColumns, { list: 'users' })).toEqual({ columns: null })
  })

  test('that are not of the list are refused', async () => {
    const refusal = await refusalOf(adam.run(saveListColumns, { list: 'users', columns: ['name', 'password_hash'] }))
    expect(refusal.code).toBe('list.unknown_column')
  })
})
