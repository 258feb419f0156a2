import { describe, expect, test } from 'vitest'
import type { SentOf } from '../base/endpoint.ts'
import { cursorOf } from '../base/wire.ts'
import { exposeOwnItems, makeRequests } from '../../test/cast/requests.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { createItem, createItemOnPortal } from './commands/create-item.ts'
import { deleteItem } from './commands/delete-item.ts'
import type { ItemFilter, listItemsApi } from './contract-items.ts'
import { countItems, countItemsOnPortal, listItems, listItemsOnPortal } from './queries/list-items.ts'

type Asked = Omit<SentOf<typeof listItemsApi>, 'app'>

const world = await makeWorld()
const adam = await world.as('adam')
const kevin = await world.as('kevin')
const igor = await world.as('igor')
const [dana, omar, ruth] = [await world.as('dana'), await world.as('omar'), await world.as('ruth')]
const { app } = await makeRequests(adam)
const closed = await makeRequests(adam, { mode: 'app' })
await exposeOwnItems(world, app)
const unknown = '018f0000-0000-7000-8000-00000000dead'

const rows = [
  { subject: 'Alpha scale', kind: 'fault', hours: 3, due: '2026-11-01', urgent: true, details: 'broken display' },
  { subject: 'beta pump', kind: 'question', hours: 1.5, due: '2026-12-01', status: 'in_progress' },
  { subject: 'Gamma 100%', hours: 3, responsible: world.people.lena, status: 'resolved' },
  { subject: 'delta_one', kind: 'fault', status: 'resolved', details: 'a question of time' },
]
for (const values of rows) await kevin.run(createItem, { app, values: values as never })
for (const subject of ['Dana 1', 'Dana 2', 'Dana 3']) await dana.run(createItemOnPortal, { app, values: { subject } })
await omar.run(createItemOnPortal, { app, values: { subject: 'Omar 1' } })

const subjects = async (asked: Asked = {}, who: Someone = kevin) =>
  (
    await who.run(who.actor.userKind === 'external' ? listItemsOnPortal : listItems, { app, sort: 'subject', ...asked })
  ).rows.map(({ title }) => title)
const filtered = (...filter: ItemFilter[]) => subjects({ filter })

describe('a filter', () => {
  test.each<[ItemFilter, string[]]>([
    [{ field: 'subject', op: 'eq', value: 'BETA PUMP' }, ['beta pump']],
    [{ field: 'subject', op: 'in', value: ['beta pump', 'Omar 1'] }, ['beta pump', 'Omar 1']],
    [{ field: 'subject', op: 'contains', value: 'a_' }, ['delta_one']],
    [{ field: 'subject', op: 'contains', value: '0%' }, ['Gamma 100%']],
    [{ field: 'details', op: 'contains', value: 'BROKEN' }, ['Alpha scale']],
    [{ field: 'kind', op: 'eq', value: 'fault' }, ['Alpha scale', 'delta_one']],
    [{ field: 'kind', op: 'in', value: [] }, []],
    [{ field: 'status', op: 'in', value: ['in_progress', 'resolved'] }, ['beta pump', 'delta_one', 'Gamma 100%']],
    [{ field: 'hours', op: 'eq', value: 1.5 }, ['beta pump']],
    [{ field: 'hours', op: 'from', value: 2 }, ['Alpha scale', 'Gamma 100%']],
    [{ field: 'hours', op: 'in', value: [1.5, 7] }, ['beta pump']],
    [{ field: 'due', op: 'to', value: '2026-11-30' }, ['Alpha scale']],
    [{ field: 'due', op: 'is_empty', value: false }, ['Alpha scale', 'beta pump']],
    [{ field: 'urgent', op: 'eq', value: true }, ['Alpha scale']],
    [{ field: 'responsible', op: 'eq', value: world.people.lena }, ['Gamma 100%']],
    [{ field: 'responsible', op: 'in', value: ['me'] }, []],
    [{ field: 'attachments', op: 'is_empty', value: false }, []],
    [{ field: 'created_by', op: 'eq', value: world.people.omar }, ['Omar 1']],
    [{ field: 'created_at', op: 'to', value: '2000-01-01' }, []],
  ])('%j', async (filter, expected) => {
    expect(await filtered(filter)).toEqual(expected)
    const { count } = await kevin.run(countItems, { app, filter })
    expect(count).toBe(expected.length)
  })

  test('several narrow together, as JSON text in the address too', async () => {
    expect(await filtered({ field: 'hours', op: 'from', value: 2 }, { field: 'urgent', op: 'is_empty' })).toEqual([
      'Gamma 100%',
    ])
    const filter = ['{"field":"kind","op":"eq","value":"fault"}', '{"field":"urgent","op":"eq","value":true}']
    expect(await subjects({ filter })).toEqual(['Alpha scale'])
    expect(await subjects({ filter: filter[0]! })).toEqual(['Alpha scale', 'delta_one'])
  })

  test.each<[string, ItemFilter]>([
    ['a field that is not there', { field: 'secret', op: 'eq', value: 1 }],
    ['a column that is no field (AT-025)', { field: 'deleted_at', op: 'is_empty' }],
    ['a path through another table (AT-024)', { field: 'responsible.email', op: 'eq', value: 'x' }],
    ['a quoted name (AT-025)', { field: 't1."subject"', op: 'eq', value: 'x' }],
    ['another case (AT-025)', { field: 'SUBJECT', op: 'eq', value: 'x' }],
    ['a column name', { field: 'f_subject', op: 'eq', value: 'x' }],
    ['a prototype', { field: 'constructor', op: 'eq', value: 'x' }],
  ])('on %s is refused in the same words (AT-020)', async (_, filter) => {
    const refusal = await refusalOf(kevin.run(listItems, { app, filter }))
    expect(refusal).toMatchObject({ code: 'item.unknown_field', message: `There is no field “${filter.field}” here.` })
    expect((await refusalOf(kevin.run(countItems, { app, filter }))).message).toBe(refusal.message)
  })

  test.each<ItemFilter>([
    { field: 'subject', op: 'from', value: 'a' },
    { field: 'subject', op: 'contains', value: '' },
    { field: 'hours', op: 'eq', value: '3' },
    { field: 'hours', op: 'contains', value: '3' },
    { field: 'due', op: 'from', value: '2026-02-31' },
    { field: 'due', op: 'eq', value: 'today' },
    { field: 'kind', op: 'in', value: 'fault' },
    { field: 'kind', op: 'in', value: [1] },
    { field: 'urgent', op: 'eq', value: 'true' },
    { field: 'responsible', op: 'eq', value: 'Lena' },
    { field: 'attachments', op: 'eq', value: 'x' },
    { field: 'created_at', op: 'from', value: 'yesterday' },
    { field: 'subject', op: 'is_empty', value: 'yes' },
  ])('that its type does not know is refused with what was expected: %j', async (filter) => {
    expect((await refusalOf(filtered(filter))).code).toBe('item.bad_filter')
  })

  test.each([`' or 1=1 --`, `'; drop table users; --`, `\\'; select pg_sleep(9)`, `%' or '%'='`, '\0', '\u{202e}'])(
    'takes SQL as an ordinary value (AT-162): %j',
    async (value) => {
      for (const [field, op] of [
        ['subject', 'eq'],
        ['subject', 'contains'],
        ['kind', 'eq'],
        ['details', 'contains'],
      ] as const) {
        expect(await filtered({ field, op, value })).toEqual([])
      }
      expect(await subjects({ search: value })).toEqual([])
      for (const sort of [value, `subject${value}`, `-${value}`]) {
        expect((await refusalOf(subjects({ sort }))).code).toBe('item.unknown_field')
      }
      expect((await refusalOf(subjects({ fields: `subject,${value}` }))).code).toBe('item.unknown_field')
    },
  )
})

describe('search', () => {
  test('finds words in any text field, all of them needed', async () => {
    expect(await subjects({ search: 'question' })).toEqual(['delta_one'])
    expect(await subjects({ search: 'time delta' })).toEqual(['delta_one'])
    expect(await subjects({ search: 'time alpha' })).toEqual([])
    expect(await subjects({ search: '100%' })).toEqual(['Gamma 100%'])
  })
})

describe('order and pages', () => {
  const all = async (who: Someone, sort: string, limit: number) => {
    const found: string[] = []
    let after: string | undefined
    do {
      const asked = { app, sort, limit, ...(after && { after }) }
      const page = await who.run(who.actor.userKind === 'external' ? listItemsOnPortal : listItems, asked)
      found.push(...page.rows.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after)
    return found
  }

  test.each([
    'created_at',
    '-created_at',
    'updated_at',
    'subject',
    '-subject',
    'hours',
    '-hours',
    'due',
    '-due',
    'kind',
    '-status',
    'urgent',
    '-urgent',
    'responsible',
    '-responsible',
  ])('sorted by %s, pages have no gaps and no doubles, whatever their size (AT-037)', async (sort) => {
    const whole = await all(kevin, sort, 200)
    expect(whole).toHaveLength(8)
    for (const limit of [1, 3, 7, 8]) expect(await all(kevin, sort, limit)).toEqual(whole)
  })

  test('options stand in the order they were drawn in', async () => {
    expect((await subjects({ sort: '-status' })).slice(0, 3)).toEqual(
      expect.arrayContaining(['Gamma 100%', 'delta_one', 'beta pump']),
    )
    expect((await subjects({ sort: 'status' })).at(-3)).toBe('beta pump')
  })

  test.each(['details', 'attachments', 'secret', 'id', '', '-'])('cannot be by %j', async (sort) => {
    expect(['item.bad_sort', 'item.unknown_field']).toContain((await refusalOf(subjects({ sort }))).code)
  })

  test.each([
    ['made up', 'abc'],
    ['of another order', cursorOf(['hours', '3', unknown])],
    ['of another type', cursorOf(['due', 'x', unknown])],
    ['with SQL in it', cursorOf(['due', `2026-01-01' or true --`, unknown])],
    ['without an id', cursorOf(['due', '2026-01-01', 'x'])],
    ['too long', cursorOf(['due', '2026-01-01', unknown, 1])],
  ])('a cursor %s is refused (AT-162)', async (_, after) => {
    expect((await refusalOf(subjects({ sort: 'due', after }))).code).toBe('request.bad_cursor')
  })

  test('only the fields asked for are given', async () => {
    const { rows } = await kevin.run(listItems, { app, fields: 'subject,hours', limit: 1 })
    expect(Object.keys(rows[0]!.values)).toEqual(['subject', 'hours'])
  })
})

describe('who sees what', () => {
  test('an employee sees all of an open app, a person from outside only their own', async () => {
    expect(await subjects()).toHaveLength(8)
    expect(await subjects({}, dana)).toEqual(['Dana 1', 'Dana 2', 'Dana 3'])
    expect(await subjects({}, omar)).toEqual(['Omar 1'])
    expect(await dana.run(countItemsOnPortal, { app })).toEqual({ count: 3 })
    expect(await ruth.run(countItemsOnPortal, { app })).toEqual({ count: 0 })
  })

  test('names are all that people from outside learn of others, and they may edit their own only', async () => {
    const { rows } = await dana.run(listItemsOnPortal, { app })
    expect(rows[0]).toMatchObject({ createdBy: { id: dana.id }, can: { edit: true, delete: false } })
  })

  test.each<[string, ItemFilter]>([
    ['by its words', { field: 'subject', op: 'contains', value: 'Dana' }],
    ['by its author', { field: 'created_by', op: 'eq', value: world.people.dana }],
  ])('what belongs to somebody else is not found %s, nor counted (AT-002, AT-027)', async (_, filter) => {
    expect(await subjects({ filter }, omar)).toEqual([])
    expect(await omar.run(countItemsOnPortal, { app, filter })).toEqual({ count: 0 })
    expect(await subjects({ search: 'Dana' }, omar)).toEqual([])
  })

  test('a cursor carries no right (AT-036)', async () => {
    const page = await kevin.run(listItems, { app, limit: 1, sort: '-subject' })
    const rest = await dana.run(listItemsOnPortal, { app, sort: '-subject', after: page.next! })
    expect(rest.rows.every(({ createdBy }) => createdBy?.name === 'Dana Whitfield')).toBe(true)
  })

  test('an app one may not see is not there, and tells nothing about its fields', async () => {
    await adam.run(createItem, { app: closed.app, values: { subject: 'Hidden' } })
    const random = await refusalOf(omar.run(listItemsOnPortal, { app: unknown }))
    const tries: Asked[] = [
      {},
      { sort: 'subject' },
      { sort: 'secret' },
      { filter: { field: 'hours', op: 'eq', value: 1 } },
      { filter: { field: 'secret', op: 'eq', value: 1 } },
    ]
    for (const asked of tries) {
      for (const tried of [closed.app, unknown]) {
        expect({ ...(await refusalOf(omar.run(listItemsOnPortal, { app: tried, ...asked }))) }).toEqual({ ...random })
      }
    }
    expect((await refusalOf(omar.run(countItemsOnPortal, { app: closed.app }))).kind).toBe('not_found')
  })

  test('an app in the menu whose items one may not see is empty, not forbidden', async () => {
    expect(await igor.run(listItems, { app: closed.app })).toEqual({ rows: [], next: null })
    expect(await igor.run(countItems, { app: closed.app })).toEqual({ count: 0 })
  })

  test('a grant to an organization shows what colleagues wrote, to nobody else', async () => {
    const shared = await makeRequests(adam, { mode: 'app' })
    await exposeOwnItems(world, shared.app, { narrowedTo: 'organization' })
    for (const who of [dana, omar]) await who.run(createItemOnPortal, { app: shared.app, values: { subject: who.id } })
    const seen = async (who: Someone) =>
      (await who.run(listItemsOnPortal, { app: shared.app })).rows.map(({ title }) => title)
    expect(await seen(ruth)).toEqual([dana.id])
    expect(await seen(dana)).toEqual([dana.id])
    expect(await seen(omar)).toEqual([omar.id])
  })

  test('deleted items are in no list and no count', async () => {
    const { id } = await kevin.run(createItem, { app, values: { subject: 'Zeta' } })
    await kevin.run(deleteItem, { app, item: id })
    expect(await subjects({ search: 'Zeta' })).toEqual([])
    expect(await kevin.run(countItems, { app })).toEqual({ count: 8 })
  })
})
