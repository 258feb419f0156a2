import { describe, expect, test } from 'vitest'
import { openDrawing } from '../../test/cast/drawing.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { newId, type OrgElementId, type UserId } from '../base/ids.ts'
import { discardOrgDraft } from './commands/discard-org-draft.ts'
import { editOrgDraft } from './commands/edit-org-draft.ts'
import { publishOrgChart } from './commands/publish-org-chart.ts'
import { checkOrgDraft } from './queries/check-org-draft.ts'
import { getOrgChart } from './queries/get-org-chart.ts'
import { getOrgDifference } from './queries/get-org-difference.ts'
import { getOrgDraft } from './queries/get-org-draft.ts'
import { searchPlaceable } from './queries/search-placeable.ts'

const world = await makeWorld()
const { people } = world
const [adam, vera, igor, dana] = await Promise.all([
  world.as('adam'),
  world.as('vera'),
  world.as('igor'),
  world.as('dana'),
])
const { edit, published, put, named, fresh } = openDrawing(world, adam)

describe('an administrator draws the next chart', () => {
  test('what is drawn stands in the draft and nowhere else until it is published', async () => {
    await fresh()
    const id = newId<'org_element'>()
    await edit(
      put({ id, kind: 'position', name: 'Warehouse clerk', parent: await published('Sales'), lead: people.igor }),
    )
    const { draft, elements } = await adam.run(getOrgDraft, {})
    expect(draft).toMatchObject({ version: 1, changes: 1, changedBy: 'Adam Brandt' })
    expect(elements.find((each) => each.id === id)).toMatchObject({ state: 'new', lead: { name: 'Igor Petrov' } })
    expect((await igor.run(getOrgChart, {})).elements.map(({ name }) => name)).not.toContain('Warehouse clerk')
  })

  test('what is drawn back is no change', async () => {
    await fresh()
    const sales = await named('Sales')
    await edit(put({ ...sales, name: 'Selling' }))
    expect((await adam.run(getOrgDifference, {})).changes).toMatchObject([
      { name: 'Selling', before: { name: 'Sales' }, by: 'Adam Brandt' },
    ])
    await edit(put(sales))
    expect((await adam.run(getOrgDifference, {})).total).toBe(0)
  })

  test('an element taken out takes nothing with it that was not said, and checking says what hangs', async () => {
    await fresh()
    await edit({ do: 'remove', id: await published('Sales') })
    const { findings, errors } = await adam.run(checkOrgDraft, {})
    expect(errors).toBe(1)
    expect(findings[0]).toMatchObject({ code: 'parent_gone', name: 'Key account manager' })
  })

  test('the picker tells which places a person has already (G76)', async () => {
    await fresh()
    await edit(
      put({ id: newId(), kind: 'position', name: 'Deputy', parent: await published('Sales'), lead: people.sofia }),
    )
    const { rows } = await adam.run(searchPlaceable, { search: 'sofia' })
    expect(rows[0]?.places).toMatchObject([
      { name: 'Deputy', isLead: true },
      { name: 'Key account manager', isLead: true },
    ])
    expect((await adam.run(searchPlaceable, { search: 'dana' })).rows).toEqual([])
    expect((await adam.run(searchPlaceable, { search: 'tomás' })).rows).toEqual([])
  })
})

describe('two administrators share one draft', () => {
  test('whoever has not seen the other’s edit is refused, and told whose it is (AT-016)', async () => {
    await fresh()
    const sales = await named('Sales')
    await edit(put({ ...sales, name: 'Selling' }))
    await vera.run(editOrgDraft, { version: 1, edits: [put({ ...sales, name: 'Commerce' })] })
    const refusal = await refusalOf(adam.run(editOrgDraft, { version: 1, edits: [put({ ...sales, name: 'Trade' })] }))
    expect(refusal).toMatchObject({
      code: 'org_draft.changed_meanwhile',
      facts: { version: 2, changedBy: 'Vera Lind' },
    })
    expect((await adam.run(getOrgDraft, {})).elements.map(({ name }) => name)).toContain('Commerce')
  })

  test('of two who begin it at once one does', async () => {
    await fresh()
    const sales = await named('Sales')
    const outcomes = await Promise.allSettled(
      [adam, vera, adam, vera].map((who, at) =>
        who.run(editOrgDraft, { version: null, edits: [put({ ...sales, name: `Sales ${at}` })] }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('neither publishes nor throws away what the other has changed since', async () => {
    await fresh()
    const sales = await named('Sales')
    await edit(put({ ...sales, name: 'Selling' }))
    await vera.run(editOrgDraft, { version: 1, edits: [put({ ...sales, name: 'Commerce' })] })
    expect((await refusalOf(adam.run(publishOrgChart, { version: 1 }))).code).toBe('org_draft.changed_meanwhile')
    expect((await refusalOf(adam.run(discardOrgDraft, { version: 1 }))).code).toBe('org_draft.changed_meanwhile')
  })
})

describe('what the draft does not take', () => {
  test('people from outside, the deleted, and who never was', async () => {
    await fresh()
    const sales = await named('Sales')
    for (const lead of [people.dana, '018f0000-0000-7000-8000-00000000dead' as UserId]) {
      const refusal = await refusalOf(edit(put({ ...sales, lead })))
      expect(refusal).toMatchObject({ kind: 'unprocessable', code: 'org_draft.unknown_person' })
    }
    const development = await published('Development')
    const refusal = await refusalOf(edit({ do: 'join', id: development, user: people.dana }))
    expect(refusal.code).toBe('org_draft.unknown_person')
    expect((await adam.run(getOrgDraft, {})).draft).toBeNull()
  })

  test('an id that means a group or a person already', async () => {
    await fresh()
    const parent = await published('Sales')
    for (const id of [await world.group('support'), people.igor, people.dana]) {
      const refusal = await refusalOf(edit(put({ id: id as OrgElementId, kind: 'position', name: 'Mine', parent })))
      expect(refusal.code).toBe('org_draft.unknown_element')
    }
  })

  test('people beside the holder of a position', async () => {
    await fresh()
    const refusal = await refusalOf(edit({ do: 'join', id: await published('IT administrator'), user: people.igor }))
    expect(refusal.code).toBe('org_draft.unknown_element')
  })

  test('another kind for an element that has one', async () => {
    await fresh()
    const sales = await named('Sales')
    await edit(put({ ...sales, kind: 'position', name: 'Selling' }))
    expect(await named('Selling')).toMatchObject({ kind: 'department' })
  })
})

describe('people without the right', () => {
  test('an employee reads the published chart and neither reads nor changes the draft', async () => {
    await fresh()
    const sales = await named('Sales')
    await edit(put({ ...sales, name: 'Selling' }))
    const refusals = await Promise.all(
      [
        igor.run(getOrgDraft, {}),
        igor.run(getOrgDifference, {}),
        igor.run(checkOrgDraft, {}),
        igor.run(editOrgDraft, { version: 1, edits: [put(sales)] }),
        igor.run(publishOrgChart, { version: 1 }),
        igor.run(discardOrgDraft, { version: 1 }),
      ].map(refusalOf),
    )
    for (const refusal of refusals) expect(refusal).toMatchObject({ kind: 'forbidden', code: 'access.forbidden' })
  })

  test('for somebody from outside there is no such thing (AT-079)', async () => {
    expect((await refusalOf(dana.run(getOrgDraft, {}))).kind).toBe('unauthenticated')
  })
})
