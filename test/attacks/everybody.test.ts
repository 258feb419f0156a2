import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { explain, visible } from '../../src/access/decide.ts'
import { systemGroups } from '../../src/access/system-groups.ts'
import { newId } from '../../src/base/ids.ts'
import { createGroup } from '../../src/groups/commands/create-group.ts'
import { listGroups } from '../../src/groups/queries/list-groups.ts'
import { exposeOwnItems } from '../cast/requests.ts'
import { portalWorld, widget } from '../cast/portals.ts'
import { makeWorld, refusalOf } from '../cast/world.ts'

/** Grants that mean everybody (chapter 4.3 of the catalogue): whoever is from outside is never one of them. */
const world = await makeWorld()
const { db, pool } = world
const { adam, makePortal, makeApp, makeProcess, publish } = await portalWorld(world)
const [dana, omar, igor] = [await world.as('dana'), await world.as('omar'), await world.as('igor')]

describe('a grant to all employees (AT-073)', () => {
  test('reaches every employee and nobody of a portal, on whatever it is given', async () => {
    const { workspace } = await makePortal([dana])
    const [app, process] = [await makeApp(workspace), await makeProcess(workspace)]
    const item = newId<'item'>()
    await pool.query(`update apps set mode = 'app' where id = $1`, [app])
    await exposeOwnItems(world, app, { to: systemGroups.allUsers, narrowedTo: 'all', rights: ['full'] })
    await pool.query(
      `insert into visibility (resource_kind, resource_id, principal_id) values ('workspace', $1, $2) on conflict do nothing`,
      [workspace, systemGroups.allUsers],
    )
    await pool.query(
      `insert into grants (id, principal_id, audience, resource_kind, resource_id, rights) values (uuid7(), $1, 'employees', 'process', $2, '{start}')`,
      [systemGroups.allUsers, process],
    )
    const asked = [
      ['item.view', { kind: 'item', id: item, app }],
      ['item.edit', { kind: 'item', id: item, app }],
      ['app.view', { kind: 'app', id: app }],
      ['item.create', { kind: 'app', id: app }],
      ['workspace.view', { kind: 'workspace', id: workspace }],
      ['process.start', { kind: 'process', id: process }],
    ] as const
    for (const [permission, resource] of asked) {
      expect(await explain(db, igor.actor, permission, resource as never)).not.toEqual([])
      for (const outsider of [dana, omar]) {
        expect(await explain(db, outsider.actor, permission, resource as never)).toEqual([])
      }
    }
    for (const [table, permission] of [
      ['apps', 'app.view'],
      ['workspaces', 'workspace.view'],
      ['processes', 'process.view'],
    ] as const) {
      const { rows } = await sql`select target.id from ${sql.table(table)} target
        where ${await visible(db, dana.actor, permission)}`.execute(db)
      expect(rows).toEqual([])
    }
  })

  test('nor does an app that is open to every employee', async () => {
    const { workspace } = await makePortal([dana])
    const app = await makeApp(workspace)
    const item = newId<'item'>()
    expect(await explain(db, igor.actor, 'item.edit', { kind: 'item', id: item, app } as never)).not.toEqual([])
    expect(await explain(db, dana.actor, 'item.view', { kind: 'item', id: item, app } as never)).toEqual([])
    expect(await explain(db, dana.actor, 'app.view', { kind: 'app', id: app })).toEqual([])
  })

  test('nobody of a portal gets into that group, by hand or by a row of the closure', async () => {
    const into = 'insert into group_members (group_id, member_id, audience) values ($1, $2, $3)'
    for (const audience of ['employees', 'external']) {
      await expect(pool.query(into, [systemGroups.allUsers, dana.id, audience])).rejects.toThrow()
    }
    const { rows } = await pool.query('select from actor_principals where user_id = $1 and principal_id = $2', [
      dana.id,
      systemGroups.allUsers,
    ])
    expect(rows).toEqual([])
  })
})

describe('a grant to everybody who is signed in (AT-074)', () => {
  test('cannot be given: no group holds both sides, and a grant names one of them', async () => {
    const both = adam.run(createGroup, { name: 'Everybody', audience: 'everybody' as never })
    expect((await refusalOf(both)).kind).toBe('invalid')
    const { rows } = await adam.run(listGroups, { limit: 200 })
    expect(new Set(rows.map(({ audience }) => audience))).toEqual(new Set(['employees', 'external']))
    for (const [principal, audience] of [
      [systemGroups.allUsers, 'external'],
      [systemGroups.externalUsers, 'employees'],
    ]) {
      const wrong = pool.query(
        `insert into grants (id, principal_id, audience, resource_kind, resource_id, rights)
         select uuid7(), $1, $2, 'app', id, '{view}' from apps limit 1`,
        [principal, audience],
      )
      await expect(wrong).rejects.toThrow('violates')
    }
  })

  test('is not what publishing gives: each grant names the people of that portal, and others get nothing', async () => {
    const { home, portal, workspace } = await makePortal([dana])
    await makePortal([omar])
    const app = await makeApp(workspace)
    const item = newId<'item'>()
    await publish(home, [widget('item_list', { app, title: 'All', which: 'all' })])
    const { rows } = await pool.query(
      `select g.principal_id = o.group_id as own from grants g cross join portals o where o.id = $1 and g.resource_id = $2
        and g.page_version_id is not null and g.revoked_at is null`,
      [portal, app],
    )
    expect(rows).toEqual([{ own: true }])
    expect(await explain(db, dana.actor, 'item.view', { kind: 'item', id: item, app } as never)).not.toEqual([])
    expect(await explain(db, omar.actor, 'item.view', { kind: 'item', id: item, app } as never)).toEqual([])
  })

  test.each(['everybody', 'signed_in', 'all_users', 'employees'])('nor does a widget know “%s”', async (which) => {
    const { home, workspace } = await makePortal([dana])
    const app = await makeApp(workspace)
    const wrong = publish(home, [widget('item_list', { app, title: 'All', which })])
    expect((await refusalOf(wrong)).code).toBe('page.widgets_wrong')
    const unknown = publish(home, [widget('item_list', { app, title: 'All', audience: which })])
    expect((await refusalOf(unknown)).code).toBe('page.widgets_wrong')
  })
})
