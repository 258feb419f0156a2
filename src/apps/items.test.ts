import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { uploadFile, uploadFileOnPortal } from '../files/commands/upload-file.ts'
import type { ItemId, UserId } from '../base/ids.ts'
import { exposeOwnItems, makeRequests } from '../../test/cast/requests.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { createItem, createItemOnPortal } from './commands/create-item.ts'
import { deleteItem } from './commands/delete-item.ts'
import { restoreItem } from './commands/restore-item.ts'
import { setItemValues } from './commands/set-item-values.ts'
import { updateItem, updateItemOnPortal } from './commands/update-item.ts'
import { updateItems } from './commands/update-items.ts'
import { getItem, getItemOnPortal } from './queries/get-item.ts'
import { itemHistory, itemHistoryOnPortal } from './queries/item-history.ts'
import { listItems } from './queries/list-items.ts'

const world = await makeWorld()
const adam = await world.as('adam')
const kevin = await world.as('kevin')
const igor = await world.as('igor')
const dana = await world.as('dana')
const omar = await world.as('omar')
const { app } = await makeRequests(adam)
const closed = await makeRequests(adam, { mode: 'app' })
await exposeOwnItems(world, app)
const unknown = '018f0000-0000-7000-8000-00000000dead'

const filed = async (who: Someone, subject = 'The scale shows nothing') =>
  (await who.run(who.actor.userKind === 'external' ? createItemOnPortal : createItem, { app, values: { subject } })).id
const upload = async (who: Someone, name: string) => {
  const operation = who.actor.userKind === 'external' ? uploadFileOnPortal : uploadFile
  return (await who.run(operation, { name }, { upload: Readable.from([Buffer.from(name)]) })).id
}
const invalid = async (values: Record<string, unknown>) => {
  const refusal = await refusalOf(kevin.run(createItem, { app, values: values as never }))
  expect(refusal).toMatchObject({ kind: 'invalid', code: 'item.values_invalid' })
  return refusal.facts.issues as { path: string[]; message: string }[]
}

describe('making an item', () => {
  test('keeps every kind of value and gives it back as it was', async () => {
    const file = await upload(kevin, 'scale.txt')
    const values = {
      subject: 'The scale shows nothing',
      details: 'Since\nMonday',
      kind: 'fault',
      attachments: [file],
      responsible: world.people.lena,
      hours: 1.25,
      due: '2026-12-24',
      urgent: true,
    }
    const { id } = await kevin.run(createItem, { app, values })
    const item = await igor.run(getItem, { app, item: id })
    expect(item).toMatchObject({ version: 1, title: 'The scale shows nothing', can: { edit: true, delete: true } })
    expect(item.createdBy).toEqual({ id: kevin.id, name: 'Kevin Hale' })
    expect(item.values).toEqual({
      ...values,
      attachments: [{ id: file, name: 'scale.txt', size: 9, mediaType: 'application/octet-stream' }],
      responsible: { id: world.people.lena, name: 'Lena Novak' },
      status: 'new',
    })
  })

  test.each([
    ['a field that is not there', { subject: 'x', secret: 1 }, 'secret', /no such field/],
    ['a column that is no field', { subject: 'x', created_by: unknown }, 'created_by', /no such field/],
    ['a prototype (AT-017)', { subject: 'x', constructor: 'x' }, 'constructor', /no such field/],
    ['nothing where something is required', {}, 'subject', /Fill this in/],
    ['spaces where something is required', { subject: '  ' }, 'subject', /Fill this in/],
    ['a number for a text', { subject: 5 }, 'subject', /a text/],
    ['two lines for a line', { subject: 'a\nb' }, 'subject', /one line/],
    ['a NUL', { subject: 'a\0b' }, 'subject', /control/],
    ['a text that is too long', { subject: 'x'.repeat(501) }, 'subject', /500/],
    ['an option that is not there', { subject: 'x', kind: 'other' }, 'kind', /options/],
    ['a list for an option', { subject: 'x', kind: ['fault'] }, 'kind', /options/],
    ['a status that is not there', { subject: 'x', status: 'closed' }, 'status', /options/],
    ['a text for a number', { subject: 'x', hours: '5' }, 'hours', /a number/],
    ['too many decimals', { subject: 'x', hours: 1.234 }, 'hours', /2 decimals/],
    ['a number beyond exactness', { subject: 'x', hours: 1e16 }, 'hours', /15 digits/],
    ['a day that is not there', { subject: 'x', due: '2026-02-30' }, 'due', /a day/],
    ['a word for yes or no', { subject: 'x', urgent: 'yes' }, 'urgent', /yes or no/],
    ['a name for a person', { subject: 'x', responsible: 'Kevin' }, 'responsible', /a person/],
    ['a person that is not there', { subject: 'x', responsible: unknown }, 'responsible', /you can see/],
    ['one id for files', { subject: 'x', attachments: unknown }, 'attachments', /list of ids/],
    ['the same file twice', { subject: 'x', attachments: [unknown, unknown] }, 'attachments', /once/],
  ])('refuses %s, naming the field', async (_, values, code, message) => {
    const issues = await invalid(values)
    expect(issues).toEqual([{ path: ['values', code], message: expect.stringMatching(message) }])
  })

  test('takes SQL in a value as the text it is (AT-162)', async () => {
    const subject = `x'); drop table users; --`
    const { id } = await kevin.run(createItem, { app, values: { subject } })
    expect((await kevin.run(getItem, { app, item: id })).title).toBe(subject)
  })

  test('a file uploaded by somebody else looks like one that is not there (AT-091)', async () => {
    const foreign = await upload(omar, 'omar.txt')
    const tried = await refusalOf(
      dana.run(createItemOnPortal, { app, values: { subject: 'x', attachments: [foreign] } }),
    )
    const random = await refusalOf(
      dana.run(createItemOnPortal, { app, values: { subject: 'x', attachments: [unknown] } }),
    )
    expect({ ...tried }).toEqual({ ...random })
    expect(tried.kind).toBe('not_found')
    const { rows } = await kevin.run(listItems, { app, filter: { field: 'created_by', op: 'eq', value: dana.id } })
    expect(rows).toEqual([])
  })

  test('a file that an item has already cannot be taken by another', async () => {
    const file = await upload(kevin, 'mine.txt')
    await kevin.run(createItem, { app, values: { subject: 'first', attachments: [file] } })
    const refusal = await refusalOf(kevin.run(createItem, { app, values: { subject: 'second', attachments: [file] } }))
    expect(refusal.kind).toBe('not_found')
  })

  test('a person from outside cannot name employees they cannot see, nor one another', async () => {
    for (const responsible of [world.people.kevin, world.people.omar] as UserId[]) {
      const refusal = await refusalOf(dana.run(createItemOnPortal, { app, values: { subject: 'x', responsible } }))
      expect(refusal.code).toBe('item.values_invalid')
    }
  })

  test('is for nobody without the right, and an app one cannot see is not there', async () => {
    const values = { subject: 'x' }
    expect((await refusalOf(igor.run(createItem, { app: closed.app, values }))).kind).toBe('forbidden')
    expect((await refusalOf(omar.run(createItemOnPortal, { app: closed.app, values }))).kind).toBe('not_found')
    expect((await refusalOf(omar.run(createItemOnPortal, { app: unknown, values }))).kind).toBe('not_found')
  })
})

describe('changing an item', () => {
  test('writes what differs, and history says it in words', async () => {
    const id = await filed(dana)
    const file = await upload(kevin, 'plan.pdf')
    const values = { status: 'in_progress', responsible: kevin.id, attachments: [file], hours: 2 }
    expect(await kevin.run(updateItem, { app, item: id, version: 1, values })).toEqual({ version: 2 })
    const { rows } = await kevin.run(itemHistory, { app, item: id })
    expect(rows.map(({ kind, by }) => [kind, by?.name])).toEqual([
      ['edited', 'Kevin Hale'],
      ['created', 'Dana Whitfield'],
    ])
    expect(rows[0]!.changes.map(({ name, from, to }) => [name, from, to]).sort()).toEqual([
      ['Attachments', null, 'plan.pdf'],
      ['Hours', null, '2'],
      ['Responsible', null, 'Kevin Hale'],
      ['Status', 'New', 'In progress'],
    ])
  })

  test('the same values again change nothing, and the version stays', async () => {
    const id = await filed(kevin)
    expect(await kevin.run(updateItem, { app, item: id, version: 1, values: { status: 'new' } })).toEqual({
      version: 1,
    })
    expect((await kevin.run(itemHistory, { app, item: id })).rows).toHaveLength(1)
  })

  test('a stale one is refused with what the other person changed, whose writing stays (AT-016)', async () => {
    const id = await filed(kevin)
    await igor.run(updateItem, { app, item: id, version: 1, values: { status: 'resolved' } })
    const refusal = await refusalOf(kevin.run(updateItem, { app, item: id, version: 1, values: { subject: 'Mine' } }))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'item.changed_meanwhile' })
    expect(refusal.facts).toMatchObject({ version: 2, by: 'Igor Petrov' })
    expect(refusal.facts.changes).toEqual([{ field: 'status', name: 'Status', from: 'New', to: 'Resolved' }])
    expect((await kevin.run(getItem, { app, item: id })).title).not.toBe('Mine')
  })

  test('a required field cannot be emptied', async () => {
    const id = await filed(kevin)
    const refusal = await refusalOf(kevin.run(updateItem, { app, item: id, version: 1, values: { subject: null } }))
    expect(refusal.facts.issues).toEqual([{ path: ['values', 'subject'], message: 'Fill this in' }])
  })

  test('of somebody else’s is not found from outside, and nothing changes (AT-001, AT-003)', async () => {
    const id = await filed(dana)
    const before = await kevin.run(getItem, { app, item: id })
    const random = await refusalOf(omar.run(getItemOnPortal, { app, item: unknown }))
    const values = { subject: 'Omar was here' }
    const deeds = [
      () => omar.run(getItemOnPortal, { app, item: id }),
      () => omar.run(itemHistoryOnPortal, { app, item: id }),
      () => omar.run(updateItemOnPortal, { app, item: id, version: 1, values }),
    ]
    for (const deed of deeds) expect({ ...(await refusalOf(deed())) }).toEqual({ ...random })
    expect(await kevin.run(getItem, { app, item: id })).toEqual(before)
  })

  test('by an address that names another app is not found (AT-005, AT-006)', async () => {
    const id = await filed(kevin)
    expect((await refusalOf(kevin.run(getItem, { app: closed.app, item: id }))).kind).toBe('not_found')
    const moved = kevin.run(updateItem, { app: closed.app, item: id, version: 1, values: { subject: 'x' } })
    expect((await refusalOf(moved)).kind).toBe('not_found')
    expect((await refusalOf(adam.run(updateItem, { app: closed.app, item: id, version: 1, values: {} }))).kind).toBe(
      'not_found',
    )
  })

  test.each(['UPPER', ' space', 'space ', '%00', 'ё'])('an id written otherwise is no id (AT-012): %s', async (how) => {
    const id = await filed(kevin)
    const written =
      how === 'UPPER' ? id.toUpperCase() : how === ' space' ? ` ${id}` : `${id}${how === 'space ' ? ' ' : how}`
    if (written === id) return
    expect((await refusalOf(kevin.run(getItem, { app, item: written }))).kind).toBe('invalid')
  })
})

describe('changing many', () => {
  test('all of them, once each', async () => {
    const items = [await filed(kevin, 'a'), await filed(kevin, 'b')]
    expect(await kevin.run(updateItems, { app, items, values: { status: 'resolved' } })).toEqual({ changed: 2 })
    for (const item of items) expect((await kevin.run(getItem, { app, item })).values.status).toBe('resolved')
  })

  test('with one that is not to be seen: none at all, and the answer of a random id (AT-004)', async () => {
    const mine = await filed(kevin, 'mine')
    const given = { app: closed.app, values: { subject: 'x' } }
    const hidden = (await adam.run(createItem, given)).id
    await exposeOwnItems(world, closed.app, { to: igor.id })
    const own = (await igor.run(createItem, given)).id
    const values = { subject: 'y' }
    const tried = await refusalOf(igor.run(updateItems, { app: closed.app, items: [own, hidden], values }))
    const random = await refusalOf(igor.run(updateItems, { app: closed.app, items: [own, unknown], values }))
    const elsewhere = await refusalOf(igor.run(updateItems, { app: closed.app, items: [own, mine], values }))
    expect({ ...tried }).toEqual({ ...random })
    expect({ ...elsewhere }).toEqual({ ...random })
    expect((await igor.run(getItem, { app: closed.app, item: own })).title).toBe('x')
  })
})

describe('deleting an item', () => {
  test('takes it out of sight, and back again with what it held', async () => {
    const file = await upload(kevin, 'kept.txt')
    const { id } = await kevin.run(createItem, { app, values: { subject: 'Gone', attachments: [file] } })
    const before = await kevin.run(getItem, { app, item: id })
    await kevin.run(deleteItem, { app, item: id })
    expect((await refusalOf(kevin.run(getItem, { app, item: id }))).kind).toBe('not_found')
    expect((await refusalOf(kevin.run(deleteItem, { app, item: id }))).kind).toBe('not_found')
    await kevin.run(restoreItem, { app, item: id })
    const { version, updatedAt, ...rest } = await kevin.run(getItem, { app, item: id })
    expect(before).toMatchObject(rest)
    expect(version).toBe(3)
    expect(updatedAt > before.updatedAt).toBe(true)
  })

  test('one that is there cannot be restored, nor by somebody without the right', async () => {
    const id = await filed(kevin)
    expect((await refusalOf(kevin.run(restoreItem, { app, item: id }))).kind).toBe('not_found')
  })
})

test('a process sets a status whatever the version, and both names are in history', async () => {
  const id = (await filed(dana)) as ItemId
  const { db } = world
  const { noCookies } = await import('../operations/operation.ts')
  const { run } = await import('../operations/run.ts')
  const actor = { kind: 'process', id: '018f0000-0000-7000-8000-00000000aaaa', for: dana.id } as const
  await run(
    db,
    setItemValues as never,
    { app, item: id, values: { status: 'resolved' } },
    {
      requestId: 'r',
      address: '',
      userAgent: '',
      baseUrl: '',
      send: world.send,
      blobs: world.blobs,
      secrets: world.secrets,
      cookies: noCookies,
      authenticate: async () => ({ actor: actor as never, now: new Date() }),
    },
  )
  const [last] = (await kevin.run(itemHistory, { app, item: id })).rows
  expect(last).toMatchObject({ kind: 'edited', byProcess: true, by: { name: 'Dana Whitfield' } })
  expect((await dana.run(getItemOnPortal, { app, item: id })).values.status).toBe('resolved')
})
