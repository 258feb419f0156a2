import { describe, expect, test } from 'vitest'
import { exposeOwnItems, makeRequests } from '../../test/cast/requests.ts'
import { makeWorld } from '../../test/cast/world.ts'
import type { GroupId, PrincipalId } from '../base/ids.ts'
import type { Tx } from '../sql/database.ts'
import { sql } from 'kysely'
import { differenceOf } from './difference.ts'
import { systemGroups } from './system-groups.ts'

const world = await makeWorld()
const { db, people, pool } = world
const adam = await world.as('adam')
const { app, workspace } = await makeRequests(adam, { mode: 'app' })
const open = await makeRequests(adam, { mode: 'open' })
const [support, managers, teams] = await Promise.all(
  ['support', 'account_managers', 'customer_teams'].map(async (code) => (await world.group(code)) as GroupId),
)
const all = { narrowedTo: 'all' } as const
await exposeOwnItems(world, app, { ...all, to: support!, rights: ['view', 'edit'] })
await exposeOwnItems(world, app, { ...all, to: teams!, rights: ['view'] })
await exposeOwnItems(world, open.app, { ...all, to: teams!, rights: ['view', 'export'] })

const add = (group: PrincipalId, member: PrincipalId) => (tx: Tx) =>
  sql`insert into group_members (group_id, member_id, audience) select ${group}, id, audience from principals where id = ${member}`.execute(
    tx,
  )
const take = (group: PrincipalId, member: PrincipalId) => (tx: Tx) =>
  sql`delete from group_members where group_id = ${group} and member_id = ${member}`.execute(tx)
const nobody = { people: 0, outsiders: 0, things: [], sample: [] }

describe('what a change would do is told before it is saved, and nothing is saved', () => {
  test('a new member gains what the group is given', async () => {
    const before = (await pool.query('select count(*)::int as n from user_principals')).rows[0]
    const { moved, gains, loses } = await differenceOf(db, add(support!, people.igor))
    expect(moved).toBe(1)
    expect(gains.people).toBe(1)
    expect(gains.things).toEqual([
      { kind: 'app', id: app, name: 'Requests', rights: ['view', 'edit'], narrowedTo: 'all', people: 1 },
    ])
    expect(gains.sample).toEqual([{ id: people.igor, name: 'Igor Petrov', kind: 'employee', things: 1 }])
    expect(loses).toEqual(nobody)
    expect((await pool.query('select count(*)::int as n from user_principals')).rows[0]).toEqual(before)
    expect((await pool.query('select from closure_changes')).rows).toEqual([])
  })

  test('nobody gains what another way gave before', async () => {
    expect(await differenceOf(db, add(teams!, people.kevin))).toEqual({ moved: 1, gains: nobody, loses: nobody })
    expect((await differenceOf(db, add(support!, people.sofia))).gains.things).toMatchObject([
      { rights: ['view', 'edit'] },
    ])
  })

  test('nobody loses what another way still gives', async () => {
    const twice = async (tx: Tx) => {
      await add(teams!, people.sofia)(tx)
      await take(managers!, people.sofia)(tx)
    }
    expect((await differenceOf(db, twice)).loses).toEqual(nobody)
    const taken = await differenceOf(db, take(managers!, people.sofia))
    expect(taken.loses.things).toMatchObject([{ kind: 'app', id: app, rights: ['view'], people: 1 }])
    expect(taken.gains).toEqual(nobody)
  })

  test('an app that is open to all employees gives none of them anything', async () => {
    const { gains } = await differenceOf(db, add(teams!, people.igor))
    expect(gains.things.map(({ id }) => id)).toEqual([app])
  })

  test('whoever administers has everything already, and who would administer is said so', async () => {
    expect((await differenceOf(db, add(support!, people.adam))).gains).toEqual(nobody)
    expect((await differenceOf(db, add(support!, people.vera))).gains).toEqual(nobody)
    const { gains } = await differenceOf(db, add(systemGroups.administrators, people.igor))
    expect(gains.things).toMatchObject([{ kind: 'administration', people: 1 }])
  })

  test('a group nested in another brings everybody in it, however deep', async () => {
    const { moved, loses } = await differenceOf(db, take(teams!, managers!))
    expect([moved, loses.people]).toEqual([1, 1])
    const inside = await differenceOf(db, add(managers!, support!))
    // Kevin and Lena count as Account managers and Customer teams, but see the app already.
    expect(inside).toEqual({ moved: 2, gains: nobody, loses: nobody })
  })

  test('people from outside are counted apart and come first', async () => {
    const { rows } = await pool.query("select id from organizations where name = 'Brightwater Clinics'")
    const clients = await pool.query(
      `with made as (insert into principals (id, kind, audience) values (uuid7(), 'group', 'external') returning id)
       insert into groups (id, audience, scope, code, name) select id, 'external', 'company', 'clients', 'Clients' from made returning id`,
    )
    await exposeOwnItems(world, app, { ...all, to: clients.rows[0].id, rights: ['view'] })
    const { gains } = await differenceOf(db, add(clients.rows[0].id, rows[0].id))
    expect([gains.people, gains.outsiders]).toEqual([3, 3])
    expect(gains.sample.map(({ name }) => name)).toEqual(['Dana Whitfield', 'Priya Nair', 'Ruth Adler'])
  })

  test('a change of the org chart is told in the same way', async () => {
    const { rows } = await pool.query("select id from org_elements where name = 'Sales'")
    await exposeOwnItems(world, app, { ...all, to: rows[0].id, rights: ['export'] })
    const moving = (tx: Tx) =>
      sql`update org_elements set lead_id = ${people.igor} where id = ${rows[0].id}`.execute(tx)
    expect((await differenceOf(db, moving)).gains.things).toMatchObject([
      { kind: 'app', rights: ['export'], people: 1 },
    ])
  })

  test('what shows up in menus is told too', async () => {
    await pool.query(`delete from visibility where resource_id = $1`, [workspace])
    await pool.query(`insert into visibility (resource_kind, resource_id, principal_id) values ('workspace', $1, $2)`, [
      workspace,
      managers,
    ])
    const { gains } = await differenceOf(db, add(managers!, people.kevin))
    expect(gains.things).toEqual([
      { kind: 'workspace', id: workspace, name: 'Service desk', rights: ['see'], narrowedTo: 'all', people: 1 },
    ])
  })

  test('what cannot be saved is refused when it is only asked', async () => {
    await expect(differenceOf(db, add(managers!, teams!))).rejects.toThrow(/contain itself/)
  })
})
