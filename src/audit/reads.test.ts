import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { exposeOwnItems, makeRequests } from '../../test/cast/requests.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { createItem, createItemOnPortal } from '../apps/commands/create-item.ts'
import { updateApp } from '../apps/commands/update-app.ts'
import { getApp } from '../apps/queries/get-app.ts'
import { getItem, getItemOnPortal } from '../apps/queries/get-item.ts'
import { itemHistory } from '../apps/queries/item-history.ts'
import { countItems, listItems, listItemsOnPortal } from '../apps/queries/list-items.ts'
import { uploadFile } from '../files/commands/upload-file.ts'
import { downloadFile } from '../files/queries/download-file.ts'
import { exportOrgChart } from '../orgchart/queries/export-org-chart.ts'
import { updateAuditSettings } from './commands/update-audit-settings.ts'
import { getAuditSettings } from './queries/get-audit-settings.ts'

const world = await makeWorld()
const [adam, kevin, igor] = [await world.as('adam'), await world.as('kevin'), await world.as('igor')]
const [dana, omar] = [await world.as('dana'), await world.as('omar')]
const open = await makeRequests(adam)
const guarded = await makeRequests(adam, { mode: 'app' })
await exposeOwnItems(world, guarded.app)
const of = async (app: typeof open.app) => {
  const { id: file } = await kevin.run(uploadFile, { name: 'plan.txt' }, { upload: Readable.from([Buffer.from('Hi')]) })
  const { id } = await kevin.run(createItem, { app, values: { subject: 'Of Kevin', attachments: [file] } })
  return { file, item: id }
}
const plain = await of(open.app)
const ofDana = await dana.run(createItemOnPortal, { app: guarded.app, values: { subject: 'Of Dana' } })

type Told = { operation: string; by: string; kind: string; id: string; facts: Record<string, unknown> }
const reading = [
  'getItem',
  'getItemOnPortal',
  'listItems',
  'listItemsOnPortal',
  'countItems',
  'itemHistory',
  'downloadFile',
  'exportOrgChart',
]
const told = async (): Promise<Told[]> =>
  (
    await sql<Told>`select operation, actor_id as by, resource_kind as kind, resource_id as id, facts from audit_events
      where operation = any(${reading}) and outcome = 'done' order by at, id`.execute(world.db)
  ).rows
const guard = async (app: typeof open.app, readsAudited: boolean) => {
  const { version } = await adam.run(getApp, { app })
  await adam.run(updateApp, { app, version, readsAudited })
}
const take = async (who: Someone, file: string) => void (await who.download(downloadFile, { file })).stream.resume()

beforeEach(async () => {
  await sql`alter table audit_events disable trigger user`.execute(world.db)
  await sql`delete from audit_events`.execute(world.db)
  await sql`alter table audit_events enable trigger user`.execute(world.db)
})

describe('who reads the items of an app (M140)', () => {
  test('is not written down unless its settings say so', async () => {
    await kevin.run(getItem, { app: open.app, item: plain.item })
    await kevin.run(listItems, { app: open.app })
    await kevin.run(itemHistory, { app: open.app, item: plain.item })
    expect(await told()).toEqual([])
  })

  test('is written down from the next reading on, and is not from the next one after', async () => {
    await kevin.run(getItem, { app: open.app, item: plain.item })
    await guard(open.app, true)
    await kevin.run(getItem, { app: open.app, item: plain.item })
    await kevin.run(itemHistory, { app: open.app, item: plain.item })
    await kevin.run(listItems, { app: open.app })
    await kevin.run(countItems, { app: open.app })
    await guard(open.app, false)
    await igor.run(getItem, { app: open.app, item: plain.item })
    const facts = { app: open.app }
    expect(await told()).toEqual([
      { operation: 'getItem', by: kevin.id, kind: 'item', id: plain.item, facts },
      { operation: 'itemHistory', by: kevin.id, kind: 'item', id: plain.item, facts },
      { operation: 'listItems', by: kevin.id, kind: 'app', id: open.app, facts: { items: [plain.item] } },
    ])
  })

  test('also of people from outside, each by themselves', async () => {
    await guard(guarded.app, true)
    await dana.run(getItemOnPortal, { app: guarded.app, item: ofDana.id })
    await dana.run(listItemsOnPortal, { app: guarded.app })
    expect((await told()).map(({ operation, by }) => [operation, by])).toEqual([
      ['getItemOnPortal', dana.id],
      ['listItemsOnPortal', dana.id],
    ])
  })

  test('what was not shown is not said to have been read (AT-001)', async () => {
    expect((await refusalOf(omar.run(getItemOnPortal, { app: guarded.app, item: ofDana.id }))).kind).toBe('not_found')
    expect((await omar.run(listItemsOnPortal, { app: guarded.app })).rows).toEqual([])
    expect((await refusalOf(igor.run(getItem, { app: guarded.app, item: ofDana.id }))).kind).toBe('not_found')
    expect(await told()).toEqual([])
  })

  test('a page that asks again and again within a minute is one row, another item another', async () => {
    await guard(open.app, true)
    for (let turn = 0; turn < 5; turn += 1) await kevin.run(getItem, { app: open.app, item: plain.item })
    await igor.run(getItem, { app: open.app, item: plain.item })
    const more = await of(open.app)
    await kevin.run(getItem, { app: open.app, item: more.item })
    expect((await told()).map(({ by, id }) => [by, id])).toEqual([
      [kevin.id, plain.item],
      [igor.id, plain.item],
      [kevin.id, more.item],
    ])
    await guard(open.app, false)
  })

  test('nothing is shown that could not be written down', async () => {
    await guard(open.app, true)
    await sql`alter table audit_events add constraint full_disk check (operation <> 'getItem') not valid`.execute(
      world.db,
    )
    await expect(kevin.run(getItem, { app: open.app, item: plain.item })).rejects.toThrow(/full_disk/)
    await sql`alter table audit_events drop constraint full_disk`.execute(world.db)
    await guard(open.app, false)
  })
})

describe('who downloads (M140)', () => {
  test('a file of an item is written down with its name; a try that was refused is no reading', async () => {
    await take(kevin, plain.file)
    expect((await refusalOf(dana.download(downloadFile, { file: plain.file }))).kind).toBe('unauthenticated')
    expect(await told()).toEqual([
      { operation: 'downloadFile', by: kevin.id, kind: 'file', id: plain.file, facts: { name: 'plan.txt', size: 2 } },
    ])
  })

  test('is not when the company does not want it, but still in an app that does', async () => {
    const { version } = await adam.run(getAuditSettings, {})
    const saved = await adam.run(updateAuditSettings, { version, downloads: false })
    await take(kevin, plain.file)
    expect(await told()).toEqual([])
    await guard(open.app, true)
    await take(kevin, plain.file)
    expect(await told()).toHaveLength(1)
    await guard(open.app, false)
    await adam.run(updateAuditSettings, { version: saved.version, downloads: true })
  })

  test('a file that nobody has taken yet is its owner’s affair', async () => {
    const { id } = await kevin.run(uploadFile, { name: 'a.txt' }, { upload: Readable.from([Buffer.from('x')]) })
    await take(kevin, id)
    expect(await told()).toEqual([])
  })

  test('an export is always written down', async () => {
    const { stream } = await adam.download(exportOrgChart, { of: 'published' })
    stream.resume()
    expect(await told()).toMatchObject([{ operation: 'exportOrgChart', by: adam.id, kind: 'org_chart', id: null }])
  })
})
