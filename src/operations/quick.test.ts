import { beforeEach, describe, expect, test } from 'vitest'
import { exposeOwnItems, makeRequests } from '../../test/cast/requests.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { createItemOnPortal } from '../apps/commands/create-item.ts'
import { getItem, getItemOnPortal } from '../apps/queries/get-item.ts'
import { listItemsOnPortal } from '../apps/queries/list-items.ts'
import type { ItemId } from '../base/ids.ts'
import { recentActor } from '../signin/session.sql.ts'

/** Who somebody is and what can reach them is remembered for a while; none of it may outlive what the rows say. */
const world = await makeWorld()
const { pool } = world
const adam = await world.as('adam')
const { app } = await makeRequests(adam)
let dana: Someone
let omar: Someone
let item: ItemId

const titles = async (who: Someone) => (await who.run(listItemsOnPortal, { app })).rows.map(({ title }) => title)
const readsOwn = () => dana.run(getItemOnPortal, { app, item })

beforeEach(async () => {
  await pool.query('delete from grants where resource_id = $1', [app])
  await pool.query('delete from item_access where app_id = $1', [app])
  await exposeOwnItems(world, app)
  dana = await world.as('dana')
  omar = await world.as('omar')
  item = (await dana.run(createItemOnPortal, { app, values: { subject: 'Of Dana' } })).id
  await omar.run(createItemOnPortal, { app, values: { subject: 'Of Omar' } })
  // The second time each comes from memory.
  for (const who of [dana, omar, dana, omar]) await titles(who)
  for (let turn = 0; turn < 2; turn += 1) await readsOwn()
  expect(recentActor('portal', dana.token)?.id).toBe(dana.id)
})

describe('what is remembered of a person decides nothing', () => {
  test('each sees their own, in turn, and the other’s never (AT-001)', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await titles(dana)).toEqual(['Of Dana'])
      expect(await titles(omar)).toEqual(['Of Omar'])
      expect((await refusalOf(omar.run(getItemOnPortal, { app, item }))).kind).toBe('not_found')
    }
  })

  test('a session that ended is refused with the next request, whatever it asks', async () => {
    await pool.query('update sessions set ended_at = now(), end_reason = $2 where user_id = $1 and ended_at is null', [
      dana.id,
      'signed_out',
    ])
    const create = () => dana.run(createItemOnPortal, { app, values: { subject: 'After the end' } })
    for (const ask of [readsOwn, () => titles(dana), create]) {
      expect((await refusalOf(ask())).code).toBe('session.missing')
    }
    const { rows } = await pool.query('select from item_access where principal_id = $1', [dana.id])
    expect(rows).toHaveLength(1)
  })

  test('a locked person is refused with the next request', async () => {
    await pool.query(`update users set status = 'locked', locked_at = now() where id = $1`, [dana.id])
    expect((await refusalOf(readsOwn())).code).toBe('session.missing')
    expect((await refusalOf(titles(dana))).code).toBe('session.missing')
    await pool.query(`update users set status = 'active', locked_at = null where id = $1`, [dana.id])
    expect(await titles(dana)).toEqual(['Of Dana'])
  })

  test('a person whose account was deleted is refused with the next request, whatever their rights come from', async () => {
    const readsAll = () => adam.run(getItem, { app, item })
    for (let turn = 0; turn < 2; turn += 1) await readsAll()
    await pool.query('update users set deleted_at = now() where id = any ($1)', [[adam.id, dana.id]])
    for (const ask of [readsAll, readsOwn, () => titles(dana)])
      expect((await refusalOf(ask())).code).toBe('session.missing')
    await pool.query('update users set deleted_at = null where id = any ($1)', [[adam.id, dana.id]])
    expect(await titles(dana)).toEqual(['Of Dana'])
  })

  test('a grant taken away hides at once, and one given shows at once', async () => {
    await pool.query('update grants set revoked_at = now() where resource_id = $1', [app])
    expect((await refusalOf(readsOwn())).kind).toBe('not_found')
    expect((await refusalOf(titles(dana))).kind).toBe('not_found')
    await exposeOwnItems(world, app, { narrowedTo: 'all', rights: ['view'] })
    expect(await titles(dana)).toEqual(expect.arrayContaining(['Of Dana', 'Of Omar']))
    expect((await readsOwn()).can).toEqual({ edit: false, delete: false })
  })

  test('more rights beside those there were show at once, in rows and in buttons', async () => {
    await exposeOwnItems(world, app, { narrowedTo: 'all', rights: ['view', 'delete'] })
    expect(await titles(dana)).toEqual(expect.arrayContaining(['Of Dana', 'Of Omar']))
    expect((await readsOwn()).can).toEqual({ edit: true, delete: true })
  })

  test('a field that is closed is gone from the next answer (AT-081)', async () => {
    expect(Object.keys((await readsOwn()).values)).toContain('details')
    await pool.query(`update grants set fields = array['subject'] where resource_id = $1`, [app])
    expect(Object.keys((await readsOwn()).values)).toEqual(['subject'])
    expect((await refusalOf(dana.run(listItemsOnPortal, { app, sort: 'hours' }))).kind).toBe('invalid')
  })
})
