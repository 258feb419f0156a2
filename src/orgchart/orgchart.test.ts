import { expect, test } from 'vitest'
import type { OrgElementId } from '../base/ids.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { getOrgChart } from './queries/get-org-chart.ts'
import { listOrgPeople } from './queries/list-org-people.ts'
import { holdersOf } from './queries/holders-of.ts'
import { superiorOf } from './queries/superior-of.ts'

const world = await makeWorld()
const { db, people, pool } = world
const igor = await world.as('igor')
const dana = await world.as('dana')

const element = async (name: string): Promise<OrgElementId> =>
  (await pool.query('select id from org_elements where name = $1', [name])).rows[0].id

test('an employee sees the chart, parents before children', async () => {
  const { elements } = await igor.run(getOrgChart, {})
  const seen = new Set<string | null>([null])
  for (const each of elements) {
    expect(seen).toContain(each.parent)
    seen.add(each.id)
  }
  expect(elements[0]).toMatchObject({ name: 'Larkfield Instruments', lead: { name: 'Vera Lind', status: 'active' } })
  const firstLine = elements.find((each) => each.name === 'First line')!
  expect(firstLine).toMatchObject({ people: 2, lead: null })
  const { rows, next } = await igor.run(listOrgPeople, { element: firstLine.id, limit: 1 })
  expect(rows.map((person) => person.name)).toEqual(['Kevin Hale'])
  const second = await igor.run(listOrgPeople, { element: firstLine.id, limit: 1, after: next! })
  expect([second.rows[0]?.name, second.next]).toEqual(['Lena Novak', null])
})

test('the people of an element that is not there are not found', async () => {
  const unknown = '018f0000-0000-7000-8000-00000000dead' as OrgElementId
  expect((await refusalOf(igor.run(listOrgPeople, { element: unknown }))).kind).toBe('not_found')
})

test('nobody from outside sees it (AT-082)', async () => {
  expect((await refusalOf(dana.run(getOrgChart, {}))).kind).toBe('unauthenticated')
  expect((await refusalOf(world.anyone.run(getOrgChart, {}))).kind).toBe('unauthenticated')
})

test('the superior is the nearest lead above', async () => {
  expect(await superiorOf(db, people.kevin)).toBe(people.marta)
  expect(await superiorOf(db, people.marta)).toBe(people.vera)
  expect(await superiorOf(db, people.igor)).toBe(people.vera)
})

test('whoever stands at the top, outside, or nowhere has none', async () => {
  expect(await superiorOf(db, people.vera)).toBeNull()
  expect(await superiorOf(db, people.dana)).toBeNull()
  expect(await superiorOf(db, people.nina)).toBeNull()
})

test('a vacant lead is skipped', async () => {
  expect(await superiorOf(db, people.sofia)).toBe(people.vera)
})

test('a lead who cannot sign in is skipped too, and is not among the holders', async () => {
  const support = await element('Support department')
  expect(await holdersOf(db, support)).toEqual([people.marta])
  await pool.query("update users set status = 'locked', locked_at = now() where id = $1", [people.marta])
  expect(await superiorOf(db, people.kevin)).toBe(people.vera)
  expect(await holdersOf(db, support)).toEqual([])
})

test('an element’s people are its own, and a vacant one has none', async () => {
  expect(await holdersOf(db, await element('First line'))).toEqual([people.kevin, people.lena])
  expect(await holdersOf(db, await element('Sales'))).toEqual([])
})
