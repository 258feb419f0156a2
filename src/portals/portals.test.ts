import { describe, expect, test } from 'vitest'
import { copyPage } from '../pages/commands/copy-page.ts'
import { createPage } from '../pages/commands/create-page.ts'
import { deletePage } from '../pages/commands/delete-page.ts'
import { renamePage } from '../pages/commands/rename-page.ts'
import { reorderPages } from '../pages/commands/reorder-pages.ts'
import { restorePageVersion } from '../pages/commands/restore-page-version.ts'
import { savePageDraft } from '../pages/commands/save-page-draft.ts'
import { getPage } from '../pages/queries/get-page.ts'
import { listPageVersions } from '../pages/queries/list-page-versions.ts'
import { portalWorld, widget } from '../../test/cast/portals.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { activatePortal } from './commands/activate-portal.ts'
import { deactivatePortal } from './commands/deactivate-portal.ts'
import { disablePortal } from './commands/disable-portal.ts'
import { enablePortal } from './commands/enable-portal.ts'
import { joinPortal } from './commands/join-portal.ts'
import { publishPage } from './commands/publish-page.ts'
import { updatePortal } from './commands/update-portal.ts'
import { getPortal } from './queries/get-portal.ts'
import { listPortals } from './queries/list-portals.ts'
import { getPortalPage, listMyPortals, portalHome } from './queries/portal-home.ts'
import { previewExposure } from './queries/preview-exposure.ts'

const world = await makeWorld()
const { adam, makeWorkspace, makePortal, publish } = await portalWorld(world)
const igor = await world.as('igor')
const dana = await world.as('dana')
const omar = await world.as('omar')

describe('the life of a portal', () => {
  test('is enabled inactive, with a home page and a group for people from outside', async () => {
    const { id: workspace } = await makeWorkspace()
    expect((await adam.run(getPortal, { workspace })).portal).toBeNull()
    await adam.run(enablePortal, { workspace })
    const { portal } = await adam.run(getPortal, { workspace })
    expect(portal).toMatchObject({
      state: 'inactive',
      users: 0,
      pages: [{ code: 'home', home: true, published: null }],
    })
    const { rows } = await world.pool.query('select audience, scope, membership from groups where id = $1', [
      portal!.group,
    ])
    expect(rows).toEqual([{ audience: 'external', scope: 'workspace', membership: 'computed' }])
    expect((await refusalOf(adam.run(enablePortal, { workspace }))).code).toBe('portal.already_enabled')
  })

  test('made by template, it has three more pages and a drafted home page, and gives nothing yet', async () => {
    const { id: workspace } = await makeWorkspace()
    await adam.run(enablePortal, { workspace, template: 'by_template', pageNames: ['News', 'Новости', 'News'] })
    const { portal } = await adam.run(getPortal, { workspace })
    expect(portal!.pages.map(({ code }) => code)).toEqual(['home', 'news', 'novosti', 'news_2'])
    expect(portal!.pages.every(({ published }) => published === null)).toBe(true)
    expect((await adam.run(previewExposure, { page: portal!.pages[0]!.id })).problems).toEqual([])
  })

  test('goes active, inactive, disabled and back; its pages survive', async () => {
    const { portal, workspace, home } = await makePortal([dana], false)
    await publish(home, [widget('my_tasks', {})])
    expect((await refusalOf(adam.run(deactivatePortal, { portal }))).code).toBe('portal.state')
    await adam.run(activatePortal, { portal })
    expect((await refusalOf(adam.run(activatePortal, { portal }))).code).toBe('portal.state')
    await adam.run(disablePortal, { portal })
    expect((await refusalOf(adam.run(activatePortal, { portal }))).code).toBe('portal.state')
    await adam.run(enablePortal, { workspace })
    expect((await adam.run(getPortal, { workspace })).portal).toMatchObject({
      state: 'inactive',
      users: 1,
      pages: [{ id: home, published: { number: 1 } }],
    })
  })

  test('stands in the list of portals one can be invited to, until it is disabled', async () => {
    const { id: workspace } = await makeWorkspace()
    const { id } = await adam.run(enablePortal, { workspace })
    const found = async () => (await adam.run(listPortals, {})).rows.filter((portal) => portal.id === id)
    expect(await found()).toMatchObject([{ workspace, state: 'inactive' }])
    await adam.run(disablePortal, { portal: id })
    expect(await found()).toEqual([])
  })

  test('an employee cannot become one of its users; the database refuses', async () => {
    const { portal } = await makePortal([dana])
    expect((await refusalOf(adam.run(joinPortal, { portal, user: igor.id }))).code).toBe('portal.outsiders_only')
  })

  test('a colour white text cannot be read on is refused with the nearest that passes', async () => {
    const { portal, workspace } = await makePortal([dana])
    const version = (await adam.run(getPortal, { workspace })).portal!.version
    const refusal = await refusalOf(adam.run(updatePortal, { portal, version, branding: { color: '#ffff00' } }))
    expect(refusal).toMatchObject({ code: 'portal.colour_contrast', facts: { nearest: expect.stringMatching(/^#7/) } })
    await adam.run(updatePortal, {
      portal,
      version,
      name: 'Help',
      branding: { color: refusal.facts.nearest as string },
    })
    expect((await refusalOf(adam.run(updatePortal, { portal, version, name: 'Late' }))).code).toBe(
      'portal.changed_meanwhile',
    )
    expect((await adam.run(getPortal, { workspace })).portal).toMatchObject({
      name: 'Help',
      branding: { signInTitle: '' },
    })
  })
})

describe('pages', () => {
  test('are added, copied, renamed, ordered and deleted; the home page stays', async () => {
    const { portal, home, workspace } = await makePortal([dana])
    const news = await adam.run(createPage, { portal, name: 'News' })
    const copy = await adam.run(copyPage, { page: news.id, name: 'News' })
    expect(copy.code).toBe('news_2')
    await adam.run(renamePage, { page: copy.id, name: 'Archive' })
    await adam.run(reorderPages, { portal, pages: [copy.id, home, news.id] })
    const order = async () => (await adam.run(getPortal, { workspace })).portal!.pages.map(({ name }) => name)
    expect(await order()).toEqual(['Archive', 'Home', 'News'])
    await adam.run(deletePage, { page: news.id })
    expect((await refusalOf(adam.run(reorderPages, { portal, pages: [home, copy.id, news.id] }))).code).toBe(
      'page.order_incomplete',
    )
    expect((await refusalOf(adam.run(reorderPages, { portal, pages: [home, home] }))).code).toBe(
      'page.order_incomplete',
    )
    expect((await refusalOf(adam.run(deletePage, { page: home }))).code).toBe('page.home_stays')
    expect((await refusalOf(adam.run(getPage, { page: news.id }))).kind).toBe('not_found')
    expect(await order()).toEqual(['Archive', 'Home'])
  })

  test('two writers of one draft: the later one is refused (AT-016)', async () => {
    const { home } = await makePortal([dana])
    await adam.run(savePageDraft, { page: home, draftVersion: 1, content: { widgets: [] } })
    const late = adam.run(savePageDraft, { page: home, draftVersion: 1, content: { widgets: [] } })
    expect(await refusalOf(late)).toMatchObject({ code: 'page.changed_meanwhile', facts: { draftVersion: 2 } })
    expect((await refusalOf(adam.run(publishPage, { page: home, draftVersion: 1 }))).code).toBe(
      'page.changed_meanwhile',
    )
  })

  test('a draft is nothing to outsiders; publishing shows it; an earlier state can be restored', async () => {
    const { home, code } = await makePortal([dana])
    const seen = async () =>
      (await dana.run(getPortalPage, { portal: code, page: 'home' })).content.widgets.map(({ id }) => id)
    expect((await refusalOf(seen())).kind).toBe('not_found')
    await publish(home, [widget('my_tasks', {}, 'first')])
    await publish(home, [widget('my_tasks', {}, 'second')])
    const { draftVersion } = await adam.run(getPage, { page: home })
    await adam.run(restorePageVersion, { page: home, draftVersion, number: 1 })
    expect(await seen()).toEqual(['second'])
    await adam.run(publishPage, { page: home, draftVersion: draftVersion + 1 })
    expect(await seen()).toEqual(['first'])
    const { rows } = await adam.run(listPageVersions, { page: home })
    expect(rows.map(({ number, current }) => [number, current])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ])
  })

  test('one with an accessibility fault names the widget and is published with a reason only', async () => {
    const { home } = await makePortal([dana])
    const faulty = [widget('my_tasks', { title: '' }, 'nameless')]
    const refusal = await refusalOf(publish(home, faulty))
    expect(refusal).toMatchObject({ code: 'page.not_accessible', facts: { problems: [{ widget: 'nameless' }] } })
    await publish(home, faulty, 'Only for a demonstration')
    const { rows } = await world.pool.query(
      "select facts from audit_events where operation = 'publishDraft' and facts ->> 'override' is not null",
    )
    expect(rows).toHaveLength(1)
  })

  test('wrong settings cannot be overridden', async () => {
    const { home } = await makePortal([dana])
    const wrong = publish(home, [widget('start_process_button', { label: 'Go', process: 'x' })], 'I insist')
    expect((await refusalOf(wrong)).code).toBe('page.widgets_wrong')
  })
})

describe('people without the right', () => {
  test('someone who was not invited finds neither the portal nor its pages, like an unknown one (AT-082)', async () => {
    const { home, code } = await makePortal([dana])
    await publish(home, [widget('my_tasks', {})])
    const foreign = await refusalOf(omar.run(getPortalPage, { portal: code, page: 'home' }))
    const unknown = await refusalOf(omar.run(getPortalPage, { portal: 'no_such', page: 'home' }))
    expect({ ...foreign, stack: '' }).toEqual({ ...unknown, stack: '' })
    expect((await refusalOf(omar.run(portalHome, { portal: code }))).kind).toBe('not_found')
    expect((await omar.run(listMyPortals, {})).rows.map((row) => row.code)).not.toContain(code)
  })

  test('an employee cannot set up, open, brand or publish a portal', async () => {
    expect(await refusalOf(igor.run(listPortals, {}))).toMatchObject({ kind: 'forbidden' })
    const { portal, home, workspace } = await makePortal([dana])
    expect((await refusalOf(igor.run(getPortal, { workspace }))).kind).toBe('forbidden')
    expect((await refusalOf(igor.run(enablePortal, { workspace }))).kind).toBe('forbidden')
    expect((await refusalOf(igor.run(deactivatePortal, { portal }))).kind).toBe('not_found')
    expect((await refusalOf(igor.run(updatePortal, { portal, version: 1, name: 'Mine' }))).kind).toBe('not_found')
    expect((await refusalOf(igor.run(getPage, { page: home }))).kind).toBe('not_found')
    expect((await refusalOf(igor.run(publishPage, { page: home, draftVersion: 1 }))).kind).toBe('not_found')
    expect((await refusalOf(igor.run(joinPortal, { portal, user: omar.id }))).kind).toBe('not_found')
  })

  test('an employee’s session opens nothing on the portal side, an outsider’s nothing on the other (AT-079, AT-080)', async () => {
    const { code, workspace } = await makePortal([dana])
    expect((await refusalOf(adam.run(portalHome, { portal: code }))).kind).toBe('unauthenticated')
    expect((await refusalOf(dana.run(getPortal, { workspace }))).kind).toBe('unauthenticated')
  })
})
