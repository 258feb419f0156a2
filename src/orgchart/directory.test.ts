import { describe, expect, test } from 'vitest'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import type { OrgElementId, UserId } from '../base/ids.ts'
import { listBirthdays, listColleagues, listMyPeople } from './queries/list-colleagues.ts'
import { getMyPlace } from './queries/get-my-place.ts'

const world = await makeWorld()
const { people, pool } = world
const [igor, marta, vera, dana] = await Promise.all([
  world.as('igor'),
  world.as('marta'),
  world.as('vera'),
  world.as('dana'),
])
const element = async (name: string): Promise<OrgElementId> =>
  (await pool.query('select id from org_elements where name = $1', [name])).rows[0].id
const names = ({ rows }: { rows: { name: string }[] }) => rows.map(({ name }) => name)

describe('people of the company', () => {
  test('every employee finds every active one, with place and department, and nobody else', async () => {
    const all = await igor.run(listColleagues, {})
    expect(names(all)).toEqual([
      'Adam Brandt',
      'Igor Petrov',
      'Kevin Hale',
      'Lena Novak',
      'Marta Okafor',
      'Sofia Marin',
      'Vera Lind',
    ])
    expect(all.rows.find(({ name }) => name === 'Kevin Hale')).toMatchObject({
      email: 'kevin@larkfield.example',
      position: { name: 'First line' },
      department: { name: 'Support department' },
    })
  })

  test('pages without gaps, and narrows to a department with all below it', async () => {
    const first = await igor.run(listColleagues, { limit: 4 })
    const second = await igor.run(listColleagues, { limit: 4, after: first.next! })
    expect(names(first).length + names(second).length).toBe(7)
    expect(second.next).toBeNull()
    const support = await igor.run(listColleagues, { department: await element('Support department') })
    expect(names(support)).toEqual(['Kevin Hale', 'Lena Novak', 'Marta Okafor'])
    expect(names(await igor.run(listColleagues, { search: 'KEVIN@' }))).toEqual(['Kevin Hale'])
    expect(names(await igor.run(listColleagues, { search: '%' }))).toEqual([])
  })

  test('people from outside never stand there, and have no such page (AT-033, AT-082)', async () => {
    expect(names(await igor.run(listColleagues, { search: 'dana' }))).toEqual([])
    expect(names(await igor.run(listColleagues, { search: 'brightwater' }))).toEqual([])
    for (const page of [listColleagues, listMyPeople, listBirthdays] as (typeof listColleagues)[])
      expect((await refusalOf(dana.run(page, {}))).kind).toBe('unauthenticated')
    expect((await refusalOf(dana.run(getMyPlace, {}))).kind).toBe('unauthenticated')
  })
})

describe('my department', () => {
  test('a head finds everybody below, at any depth, and not herself (J104)', async () => {
    expect(names(await marta.run(listMyPeople, {}))).toEqual(['Kevin Hale', 'Lena Novak'])
    expect(names(await vera.run(listMyPeople, {}))).not.toContain('Vera Lind')
    expect(names(await vera.run(listMyPeople, {}))).toHaveLength(6)
  })

  test('whoever leads nobody finds nobody, but her place and her superior', async () => {
    expect(await igor.run(listMyPeople, {})).toEqual({ rows: [], next: null })
    expect(await igor.run(getMyPlace, {})).toMatchObject({
      places: [{ name: 'Development', isLead: false }],
      superior: { name: 'Vera Lind' },
      leads: false,
    })
    expect(await vera.run(getMyPlace, {})).toMatchObject({ superior: null, leads: true })
  })
})

test('of several places one is displayed: the chosen one while it is held, else one that is led (G75)', async () => {
  const [sales, firstLine] = [await element('Sales'), await element('First line')]
  const shown = async () => (await igor.run(listColleagues, { search: 'Kevin' })).rows[0]!.position?.name
  await pool.query('update org_elements set lead_id = $1 where id = $2', [people.kevin, sales])
  expect(await shown()).toBe('Sales')
  await pool.query('update users set displayed_position_id = $1 where id = $2', [firstLine, people.kevin])
  expect(await shown()).toBe('First line')
  await pool.query('delete from org_members where user_id = $1', [people.kevin])
  expect(await shown()).toBe('Sales')
  const { rows } = await pool.query(
    'select user_id from user_positions where is_displayed group by 1 having count(*) > 1',
  )
  expect(rows).toEqual([])
  await pool.query('insert into org_members (element_id, user_id) values ($1, $2)', [firstLine, people.kevin])
})

describe('birthdays', () => {
  const born = (who: UserId, day: string) => pool.query(`update users set birth_date = ${day} where id = $1`, [who])

  test('of the next thirty days stand there, the nearest first, the year untold', async () => {
    await born(people.kevin, `(current_date - interval '30 years')::date`)
    await born(people.lena, `(current_date + 30 - interval '40 years')::date`)
    await born(people.marta, `(current_date + 32 - interval '50 years')::date`)
    await born(people.sofia, `(current_date - 1 - interval '20 years')::date`)
    await born(people.tomas, `(current_date + 3 - interval '20 years')::date`)
    const { rows } = await igor.run(listBirthdays, {})
    expect(rows[0]).toMatchObject({ name: 'Kevin Hale', days: 0 })
    expect(names({ rows })).not.toContain('Marta Okafor')
    expect(names({ rows })).not.toContain('Sofia Marin')
    expect(names({ rows })).not.toContain('Tomás Reyes')
    expect(JSON.stringify(rows)).not.toMatch(/19\d\d-/)
  })

  test('pages without gaps, and a cursor that is not ours is refused', async () => {
    for (const who of [people.kevin, people.lena, people.igor, people.adam])
      await born(who, `(current_date + 5 - interval '28 years')::date`)
    const first = await igor.run(listBirthdays, { limit: 3 })
    const second = await igor.run(listBirthdays, { limit: 3, after: first.next! })
    expect(names({ rows: [...first.rows, ...second.rows] })).toEqual([
      'Adam Brandt',
      'Igor Petrov',
      'Kevin Hale',
      'Lena Novak',
    ])
    expect((await refusalOf(igor.run(listBirthdays, { after: 'x' }))).code).toBe('request.bad_cursor')
  })

  test('whoever was born on 29 February has one each year', async () => {
    const { rows } = await pool.query(
      `select (date '2000-02-29' + make_interval(years => 25))::date::text as day, (date '2000-02-29' + make_interval(years => 28))::date::text as leap`,
    )
    expect(rows[0]).toEqual({ day: '2025-02-28', leap: '2028-02-29' })
  })
})
