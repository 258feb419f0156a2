import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { decide } from '../access/decide.ts'
import type { Permission, ResourceOf } from '../access/permissions.ts'
import { newId } from '../base/ids.ts'
import { createPage } from '../pages/commands/create-page.ts'
import { deletePage } from '../pages/commands/delete-page.ts'
import { savePageDraft } from '../pages/commands/save-page-draft.ts'
import { getPage } from '../pages/queries/get-page.ts'
import { portalWorld, widget } from '../../test/cast/portals.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { activatePortal } from './commands/activate-portal.ts'
import { deactivatePortal } from './commands/deactivate-portal.ts'
import { disablePortal } from './commands/disable-portal.ts'
import { portalDoor } from './queries/portal-door.ts'
import { getPortalPage, listMyPortals, portalHome } from './queries/portal-home.ts'
import { previewExposure } from './queries/preview-exposure.ts'

const world = await makeWorld()
const { db } = world
const { adam, makePortal, makeApp, makeProcess, publish } = await portalWorld(world)
const dana = await world.as('dana')
const omar = await world.as('omar')

const may = async <P extends Permission>(who: Someone, permission: P, resource: ResourceOf<P>) =>
  (await decide(db, who.actor, permission, resource)).allowed

describe('what a published page gives', () => {
  test('exactly its grants, and removing the widget takes them away at the next request (AT-079)', async () => {
    const { home, workspace } = await makePortal([dana])
    const app = await makeApp(workspace)
    const process = await makeProcess(workspace)
    expect(await may(dana, 'app.view', { kind: 'app', id: app })).toBe(false)
    const list = widget('item_list', { app, title: 'Mine', which: 'mine' })
    const start = widget('start_process_button', { process, label: 'New request' })
    const preview = async () => adam.run(previewExposure, { page: home })
    await publish(home, [list, start])
    expect((await preview()).keeps).toMatchObject([
      { resource: { name: 'Requests' }, rights: ['view'], narrowedTo: 'author' },
      { resource: { name: 'Handle' }, rights: ['start'] },
    ])
    expect(await may(dana, 'app.view', { kind: 'app', id: app })).toBe(true)
    expect(await may(dana, 'process.start', { kind: 'process', id: process })).toBe(true)
    expect(await may(dana, 'item.create', { kind: 'app', id: app })).toBe(false)
    expect(await may(omar, 'app.view', { kind: 'app', id: app })).toBe(false)
    await publish(home, [list])
    expect(await may(dana, 'process.start', { kind: 'process', id: process })).toBe(false)
    expect(await may(dana, 'app.view', { kind: 'app', id: app })).toBe(true)
    await publish(home, [])
    expect(await may(dana, 'app.view', { kind: 'app', id: app })).toBe(false)
  })

  test('the preview tells outsiders, what is given and what is taken, and changes nothing', async () => {
    const { home, workspace } = await makePortal([dana, omar])
    const app = await makeApp(workspace)
    await publish(home, [widget('create_item_button', { app, label: 'New' })])
    const { draftVersion } = await adam.run(getPage, { page: home })
    const content = { widgets: [widget('item_list', { app, title: 'All', which: 'all' })] }
    await adam.run(savePageDraft, { page: home, draftVersion, content })
    const preview = await adam.run(previewExposure, { page: home })
    expect(preview).toMatchObject({
      outsiders: 2,
      gives: [{ resource: { id: app, name: 'Requests' }, rights: ['view'], narrowedTo: 'all' }],
      takes: [{ resource: { id: app, name: 'Requests' }, rights: ['create'], narrowedTo: 'all' }],
      keeps: [],
    })
    expect(await may(dana, 'app.view', { kind: 'app', id: app })).toBe(true)
    expect(await may(dana, 'item.create', { kind: 'app', id: app })).toBe(true)
  })

  test('a deleted page gives nothing any more', async () => {
    const { portal, workspace } = await makePortal([dana])
    const app = await makeApp(workspace)
    const { id } = await adam.run(createPage, { portal, name: 'Extra' })
    await publish(id, [widget('item_list', { app, title: 'All', which: 'all' })])
    expect(await may(dana, 'app.view', { kind: 'app', id: app })).toBe(true)
    await adam.run(deletePage, { page: id })
    expect(await may(dana, 'app.view', { kind: 'app', id: app })).toBe(false)
  })

  test.each(['app', 'process'])('an unknown %s cannot be opened', async (kind) => {
    const { home } = await makePortal([dana])
    const wrong =
      kind === 'app'
        ? widget('item_list', { app: newId(), title: 'X' })
        : widget('start_process_button', { process: newId(), label: 'X' })
    expect(await refusalOf(publish(home, [wrong]))).toMatchObject({ code: 'page.widgets_wrong' })
  })

  test('a new app, and a new field of an opened one, stay unseen until published (AT-081)', async () => {
    const { home, workspace } = await makePortal([dana])
    const app = await makeApp(workspace, ['subject'])
    const list = widget('item_list', { app, title: 'Mine' })
    await publish(home, [list])
    await sql`insert into fields (id, app_id, code, name, type) values (${newId()}, ${app}, 'margin', 'Margin', 'number')`.execute(
      db,
    )
    const fields = async () => {
      const { rows } = await sql<{ fields: string[] }>`select fields from actor_grants
        where actor_id = ${dana.id} and resource_id = ${app}`.execute(db)
      return rows.flatMap((row) => row.fields).toSorted()
    }
    expect(await fields()).toEqual(['subject'])
    const other = newId<'app'>()
    await sql`insert into apps (id, workspace_id, code, name) values (${other}, ${workspace}, 'ledger', 'Ledger')`.execute(
      db,
    )
    expect(await may(dana, 'app.view', { kind: 'app', id: other })).toBe(false)
    await publish(home, [list])
    expect(await fields()).toEqual(['margin', 'subject'])
  })

  test('no portal grant holds a right the external wall forbids, whoever writes it', async () => {
    const { home, workspace } = await makePortal([dana])
    const app = await makeApp(workspace)
    await publish(home, [
      widget('item_list', { app, title: 'All', which: 'all' }),
      widget('create_item_button', { app, label: 'New' }),
    ])
    const { rows } = await sql<{
      rights: string[]
    }>`select distinct unnest(rights) as rights from grants where page_version_id is not null`.execute(db)
    expect(rows.map((row) => row.rights).toSorted()).toEqual(expect.arrayContaining(['create', 'view']))
    for (const right of ['assign', 'manage_processes', 'import', 'full']) {
      const widened = world.pool.query('update grants set rights = rights || $1 where page_version_id is not null', [
        [right],
      ])
      await expect(widened).rejects.toThrow(/grants_external_wall/)
    }
  })
})

describe('an inactive portal', () => {
  test('answers its door with the notice, everything else with 503, and comes back', async () => {
    const ruth = await world.as('ruth')
    const { portal, home, workspace, code } = await makePortal([ruth])
    const app = await makeApp(workspace)
    await publish(home, [widget('item_list', { app, title: 'Mine', which: 'mine' })])
    await adam.run(deactivatePortal, { portal })
    expect(await world.anyone.run(portalDoor, { portal: code })).toMatchObject({ state: 'inactive', code })
    for (const asked of [
      () => ruth.run(portalHome, { portal: code }),
      () => ruth.run(getPortalPage, { portal: code, page: 'home' }),
    ]) {
      expect(await refusalOf(asked())).toMatchObject({ kind: 'unavailable', code: 'portal.inactive', retryAfter: 300 })
    }
    expect(await decide(db, ruth.actor, 'app.view', { kind: 'app', id: app })).toEqual({
      allowed: false,
      seen: false,
      shutOut: true,
    })
    expect(await decide(db, ruth.actor, 'task.view', { kind: 'task', id: newId<'task'>() })).toMatchObject({
      shutOut: true,
    })
    expect((await ruth.run(listMyPortals, {})).rows).toEqual([{ code, name: expect.any(String), state: 'inactive' }])
    await adam.run(activatePortal, { portal })
    expect((await ruth.run(portalHome, { portal: code })).navigation).toEqual([
      { code: 'home', name: 'Home', home: true },
    ])
    expect(await may(ruth, 'app.view', { kind: 'app', id: app })).toBe(true)
  })

  test('takes nothing from another one that is open', async () => {
    const open = await makePortal([dana])
    const closed = await makePortal([dana])
    const [shown, hidden] = [await makeApp(open.workspace), await makeApp(closed.workspace)]
    await publish(open.home, [widget('item_list', { app: shown, title: 'Mine' })])
    await publish(closed.home, [widget('item_list', { app: hidden, title: 'Mine' })])
    await adam.run(deactivatePortal, { portal: closed.portal })
    expect(await may(dana, 'app.view', { kind: 'app', id: shown })).toBe(true)
    expect(await decide(db, dana.actor, 'app.view', { kind: 'app', id: hidden })).toEqual({
      allowed: false,
      seen: false,
    })
    expect((await refusalOf(dana.run(portalHome, { portal: closed.code }))).code).toBe('portal.inactive')
    expect((await dana.run(portalHome, { portal: open.code })).portals).toBeGreaterThan(1)
  })

  test('disabled, it is not there for strangers', async () => {
    const { portal, code } = await makePortal([dana])
    await adam.run(disablePortal, { portal })
    expect((await refusalOf(world.anyone.run(portalDoor, { portal: code }))).kind).toBe('not_found')
    expect((await refusalOf(world.anyone.run(portalDoor, { portal: 'no_such' }))).kind).toBe('not_found')
  })
})
