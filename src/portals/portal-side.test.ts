import { describe, expect, test } from 'vitest'
import { createItem, createItemOnPortal } from '../apps/commands/create-item.ts'
import { publishApp } from '../apps/commands/publish-app.ts'
import { saveFields } from '../apps/commands/save-fields.ts'
import type { ItemShape } from '../apps/contract-items.ts'
import { getApp, getAppOnPortal } from '../apps/queries/get-app.ts'
import { getItemOnPortal } from '../apps/queries/get-item.ts'
import { itemHistoryOnPortal } from '../apps/queries/item-history.ts'
import { countItemsOnPortal, listItemsOnPortal } from '../apps/queries/list-items.ts'
import { Readable } from 'node:stream'
import { downloadFileOnPortal } from '../files/queries/download-file.ts'
import { uploadFile } from '../files/commands/upload-file.ts'
import { sweepFiles } from '../files/sweep.ts'
import { savePageDraft } from '../pages/commands/save-page-draft.ts'
import { getPage } from '../pages/queries/get-page.ts'
import type { WidgetShape } from '../pages/contract.ts'
import { portalWorld, widget } from '../../test/cast/portals.ts'
import { makeRequests, requestFields } from '../../test/cast/requests.ts'
import { openWeb } from '../../test/cast/web.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { activatePortal } from './commands/activate-portal.ts'
import { deactivatePortal } from './commands/deactivate-portal.ts'
import { enablePortal } from './commands/enable-portal.ts'
import { joinPortal } from './commands/join-portal.ts'
import { getPortal } from './queries/get-portal.ts'

const world = await makeWorld()
const { adam, publish } = await portalWorld(world)
const dana = await world.as('dana')
const ruth = await world.as('ruth')
const omar = await world.as('omar')

const { workspace, app } = await makeRequests(adam)
const { id: portal } = await adam.run(enablePortal, { workspace })
for (const user of [dana, ruth, omar]) await adam.run(joinPortal, { portal, user: user.id })
await adam.run(activatePortal, { portal })
const home = (await adam.run(getPortal, { workspace })).portal!.pages[0]!.id

const newButton = widget('create_item_button', { app, label: 'New request' })
const list = (which: string, more: object = {}) => widget('item_list', { app, title: 'Requests', which, ...more })
const show = (...widgets: WidgetShape[]) => publish(home, widgets)

const seenBy = async (who: Someone) => {
  const { rows } = await who.run(listItemsOnPortal, { app })
  expect(await who.run(countItemsOnPortal, { app })).toEqual({ count: rows.length })
  return rows.map(({ title }: ItemShape) => title).toSorted()
}

await show(newButton, list('mine'))
const danas = await dana.run(createItemOnPortal, { app, values: { subject: 'Dana’s scale' } })
await omar.run(createItemOnPortal, { app, values: { subject: 'Omar’s oven' } })
await adam.run(createItem, { app, values: { subject: 'Our own note' } })

describe('a list of one’s own items', () => {
  test('shows each their own; Omar sees none of Dana’s: not in lists, totals, search, by address or history', async () => {
    await show(newButton, list('mine'))
    expect(await seenBy(dana)).toEqual(['Dana’s scale'])
    expect(await seenBy(omar)).toEqual(['Omar’s oven'])
    expect(await seenBy(ruth)).toEqual([])
    expect((await omar.run(listItemsOnPortal, { app, search: 'scale' })).rows).toEqual([])
    expect(await omar.run(countItemsOnPortal, { app, search: 'scale' })).toEqual({ count: 0 })
    expect((await refusalOf(omar.run(getItemOnPortal, { app, item: danas.id }))).kind).toBe('not_found')
    expect((await refusalOf(omar.run(itemHistoryOnPortal, { app, item: danas.id }))).kind).toBe('not_found')
  })

  test('one of the organization shows Dana’s to her colleague, not to Omar, and “mine” again does not', async () => {
    await show(list('my_organization'))
    expect(await seenBy(ruth)).toEqual(['Dana’s scale'])
    expect(await seenBy(omar)).toEqual(['Omar’s oven'])
    await show(list('mine'))
    expect(await seenBy(ruth)).toEqual([])
  })

  test('without the button nobody makes items, and without the list nobody sees any', async () => {
    await show(list('mine'))
    expect((await refusalOf(dana.run(createItemOnPortal, { app, values: { subject: 'Late' } }))).kind).toBe('forbidden')
    await show()
    for (const asked of [
      () => dana.run(listItemsOnPortal, { app }),
      () => dana.run(getAppOnPortal, { app }),
      () => dana.run(createItemOnPortal, { app, values: { subject: 'Late' } }),
    ]) {
      expect((await refusalOf(asked())).kind).toBe('not_found')
    }
    expect((await refusalOf(dana.run(getItemOnPortal, { app, item: danas.id }))).kind).toBe('not_found')
  })
})

describe('fields that no page has opened (AT-081)', () => {
  const known = async (who: Someone) => (await who.run(getAppOnPortal, { app })).fields.map(({ code }) => code)

  test('a new one stays unseen in the app, items, filters, sorting and search until the page is published again', async () => {
    await show(newButton, list('mine'))
    const before = await known(dana)
    const { version } = await adam.run(getApp, { app })
    const fields = [...requestFields, { code: 'margin', name: 'Margin', type: 'string' as const }]
    const saved = await adam.run(saveFields, { app, version, fields })
    await adam.run(publishApp, { app, version: saved.version })
    expect(await known(dana)).toEqual(before)
    const { values } = await dana.run(getItemOnPortal, { app, item: danas.id })
    expect(Object.keys(values)).not.toContain('margin')
    const oracle = { field: 'margin', op: 'is_empty' as const }
    const unknown = { field: 'no_such', op: 'is_empty' as const }
    const [hidden, missing] = [
      await refusalOf(dana.run(countItemsOnPortal, { app, filter: [oracle] })),
      await refusalOf(dana.run(countItemsOnPortal, { app, filter: [unknown] })),
    ]
    expect(hidden.message.replace('margin', 'no_such')).toBe(missing.message)
    expect((await refusalOf(dana.run(listItemsOnPortal, { app, sort: 'margin' }))).code).toBe('item.unknown_field')
    const written = dana.run(createItemOnPortal, { app, values: { subject: 'Mine', margin: '90 %' } })
    expect((await refusalOf(written)).code).toBe('item.values_invalid')
    await show(newButton, list('mine'))
    expect(await known(dana)).toContain('margin')
  })

  test('a list that opens no items gives its columns only', async () => {
    await show(list('mine', { columns: ['subject', 'status'], openItem: false }))
    expect(await known(dana)).toEqual(['subject', 'status'])
    const { values } = await dana.run(getItemOnPortal, { app, item: danas.id })
    expect(Object.keys(values).toSorted()).toEqual(['status', 'subject'])
  })
})

test('a picture on a page is kept by the sweep and shown to the portal’s people only while it is there', async () => {
  const upload = async () => {
    const bytes = Buffer.from(
      '89504e470d0a1a0a0000000d49484452000000010000000108020000009077 53de'.replace(' ', ''),
      'hex',
    )
    return (await adam.run(uploadFile, { name: 'logo.png' }, { upload: Readable.from([bytes]) })).id
  }
  const [shown, drafted, forgotten] = [await upload(), await upload(), await upload()]
  const picture = (file: string) => widget('image', { file, alt: 'Logo' })
  await show(picture(shown))
  const { draftVersion } = await adam.run(getPage, { page: home })
  await adam.run(savePageDraft, { page: home, draftVersion, content: { widgets: [picture(shown), picture(drafted)] } })
  await world.pool.query("update files set uploaded_at = now() - interval '2 days'")
  await sweepFiles(world.db, world.blobs)
  const { rows } = await world.pool.query('select id from files where app_id is null order by id')
  expect(rows.map(({ id }) => id)).toEqual([shown, drafted].toSorted())
  expect(rows.map(({ id }) => id)).not.toContain(forgotten)
  expect((await dana.download(downloadFileOnPortal, { file: shown })).mediaType).toBe('image/png')
  expect((await refusalOf(dana.download(downloadFileOnPortal, { file: drafted }))).kind).toBe('not_found')
  await show()
  expect((await refusalOf(dana.download(downloadFileOnPortal, { file: shown }))).kind).toBe('not_found')
})

test('while the portal is closed no operation answers but with the notice, and afterwards all is there again', async () => {
  await show(newButton, list('mine'))
  await adam.run(deactivatePortal, { portal })
  for (const asked of [
    () => dana.run(listItemsOnPortal, { app }),
    () => dana.run(countItemsOnPortal, { app }),
    () => dana.run(getItemOnPortal, { app, item: danas.id }),
    () => dana.run(getAppOnPortal, { app }),
    () => dana.run(createItemOnPortal, { app, values: { subject: 'Late' } }),
  ]) {
    expect(await refusalOf(asked())).toMatchObject({ kind: 'unavailable', code: 'portal.inactive' })
  }
  await adam.run(activatePortal, { portal })
  expect(await seenBy(dana)).toContain('Dana’s scale')
})

describe('somebody without an invitation', () => {
  test.each(['register', 'sign-up', 'users', 'join', 'invitation'])('finds no way in by /%s (AT-083)', async (word) => {
    const web = openWeb(world)
    try {
      const person = { email: 'stranger@example.com', fullName: 'A Stranger', password: 'a long enough one 77' }
      for (const address of [
        `/api/portal/v1/portals/desk/${word}`,
        `/api/v1/portal/desk/${word}`,
        `/api/v1/portal/${word}`,
      ]) {
        const answer = await web.ask(null, 'POST', address, person)
        expect(answer).toMatchObject({ status: 404, json: { code: 'resource.not_found' } })
      }
    } finally {
      await web.close()
    }
  })
})
