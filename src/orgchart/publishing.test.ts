import { describe, expect, test } from 'vitest'
import { exposeOwnItems, makeRequests } from '../../test/cast/requests.ts'
import { openDrawing } from '../../test/cast/drawing.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { systemGroups } from '../access/system-groups.ts'
import { newId } from '../base/ids.ts'
import { editOrgDraft } from './commands/edit-org-draft.ts'
import { publishOrgChart } from './commands/publish-org-chart.ts'
import { restoreOrgVersion } from './commands/restore-org-version.ts'
import { checkOrgDraft } from './queries/check-org-draft.ts'
import { getOrgChart } from './queries/get-org-chart.ts'
import { getOrgAccessDifference } from './queries/get-org-difference.ts'
import { getOrgDraft } from './queries/get-org-draft.ts'
import { getOrgVersion, listOrgVersions } from './queries/list-org-versions.ts'
import { superiorOf } from './queries/superior-of.ts'

const world = await makeWorld()
const { db, people, pool } = world
const [adam, igor] = await Promise.all([world.as('adam'), world.as('igor')])
const { edit, publish, published, put, named, fresh } = openDrawing(world, adam)

const countsAs = async (user: string, element: string): Promise<boolean> =>
  (await pool.query('select from user_principals where user_id = $1 and principal_id = $2', [user, element])).rows
    .length > 0
const chart = async () => (await igor.run(getOrgChart, {})).elements
const without = (elements: Awaited<ReturnType<typeof chart>>) =>
  elements.map(({ id, name, parent, lead, people: count }) => ({ id, name, parent, lead: lead?.name ?? null, count }))

describe('publishing', () => {
  test('makes the draft the chart, at once and whole, and keeps the ids of what stays', async () => {
    await fresh()
    const [sales, development] = [await named('Sales'), await published('Development')]
    const id = newId<'org_element'>()
    await edit(
      put({ ...sales, name: 'Commerce', lead: people.igor }),
      put({ id, kind: 'department', name: 'Logistics', parent: sales.id }),
      { do: 'join', id, user: people.kevin },
      { do: 'leave', id: development, user: people.igor },
    )
    const { number, changes } = await publish('Logistics begins')
    expect([number, changes]).toEqual([1, 3])
    expect((await chart()).find((each) => each.id === sales.id)).toMatchObject({
      name: 'Commerce',
      lead: { name: 'Igor Petrov' },
    })
    expect(await countsAs(people.kevin, sales.id)).toBe(true)
    expect(await countsAs(people.igor, development)).toBe(false)
    expect(await superiorOf(db, people.sofia)).toBe(people.igor)
    expect((await adam.run(getOrgDraft, {})).draft).toBeNull()
    const { rows } = await pool.query(
      "select facts from audit_events where operation = 'publishOrgChart' and outcome = 'done'",
    )
    expect(rows).toEqual([{ facts: { number: 1, changes: 3, note: 'Logistics begins' } }])
  })

  test('is refused as long as checking finds an error, and nothing of it happens', async () => {
    await fresh()
    const before = await chart()
    const support = await named('Support department')
    await edit(
      put({ ...support, parent: await published('First line') }),
      put({ ...(await named('Commerce')), name: ' ' }),
    )
    const refusal = await refusalOf(publish())
    expect(refusal).toMatchObject({ kind: 'unprocessable', code: 'org_draft.not_publishable' })
    expect((refusal.facts.findings as { code: string }[]).map(({ code }) => code)).toEqual([
      'circle',
      'circle',
      'unnamed',
    ])
    expect(await chart()).toEqual(before)
  })

  test('is refused when there is nothing to publish', async () => {
    await fresh()
    expect((await refusalOf(adam.run(publishOrgChart, { version: 1 }))).code).toBe('org_draft.none')
    const development = await named('Development')
    await edit(put({ ...development, name: 'Making' }))
    await edit(put(development))
    expect((await refusalOf(publish())).code).toBe('org_draft.nothing_changed')
  })

  test('an element that goes leaves its grants without effect, and they are back when it is', async () => {
    await fresh()
    const { app } = await makeRequests(adam, { mode: 'app' })
    const development = await named('Development')
    await exposeOwnItems(world, app, { narrowedTo: 'all', to: development.id, rights: ['view'] })
    await edit({ do: 'join', id: development.id, user: people.igor })
    await publish()
    const { number } = (await adam.run(listOrgVersions, {})).rows[0]!
    await edit({ do: 'remove', id: development.id })
    const { findings } = await adam.run(checkOrgDraft, {})
    expect(findings).toContainEqual({
      code: 'still_named',
      kind: 'warning',
      element: development.id,
      name: 'Development',
      detail: '1',
    })
    const { loses } = await adam.run(getOrgAccessDifference, {})
    expect(loses.sample.map(({ name }) => name)).toEqual(['Igor Petrov'])
    await publish()
    expect(await countsAs(people.igor, development.id)).toBe(false)
    await adam.run(restoreOrgVersion, { number })
    expect((await adam.run(getOrgAccessDifference, {})).gains.people).toBe(1)
    await publish()
    expect(await countsAs(people.igor, development.id)).toBe(true)
  })

  test('asking for the difference of access changes nothing', async () => {
    await fresh()
    const before = await chart()
    await edit(put({ ...(await named('Development')), name: 'Engineering' }))
    expect(await adam.run(getOrgAccessDifference, {})).toMatchObject({ moved: 0 })
    expect(await chart()).toEqual(before)
  })
})

describe('versions', () => {
  test('each tells who published what, and any of them can be gone back to', async () => {
    await fresh()
    const first = without(await chart())
    const latest = (await adam.run(listOrgVersions, {})).rows[0]!.number
    const development = await named('Development')
    const id = newId<'org_element'>()
    await edit(
      put({ ...development, name: 'Engineering' }),
      put({ id, kind: 'position', name: 'Architect', parent: development.parent, lead: people.lena }),
    )
    await publish()
    await edit({ do: 'remove', id }, { do: 'leave', id: development.id, user: people.igor })
    const { number } = await publish('Smaller again')
    const { rows } = await adam.run(listOrgVersions, { limit: 1 })
    expect(rows[0]).toMatchObject({ number, publishedBy: 'Adam Brandt', note: 'Smaller again', changes: 2 })
    expect((await adam.run(getOrgVersion, { number })).changes).toMatchObject([
      { name: 'Architect', before: { lead: 'Lena Novak' }, after: null },
      { name: 'Engineering', left: ['Igor Petrov'] },
    ])
    await adam.run(restoreOrgVersion, { number: latest })
    expect((await refusalOf(adam.run(restoreOrgVersion, { number: latest }))).code).toBe('org_draft.there_is_one')
    await publish()
    expect(without(await chart())).toEqual(first)
    expect((await adam.run(listOrgVersions, {})).rows[0]).toMatchObject({ restores: latest })
  })

  test('one that never was is not found', async () => {
    await fresh()
    expect((await refusalOf(adam.run(restoreOrgVersion, { number: 4711 }))).kind).toBe('not_found')
    expect((await refusalOf(adam.run(getOrgVersion, { number: 4711 }))).kind).toBe('not_found')
    expect((await refusalOf(igor.run(restoreOrgVersion, { number: 1 }))).kind).toBe('forbidden')
  })
})

test('no place of the chart makes anybody an administrator: the database takes none into Administrators', async () => {
  const it = await published('IT administrator')
  const naming = pool.query(`insert into group_members (group_id, member_id, audience) values ($1, $2, 'employees')`, [
    systemGroups.administrators,
    it,
  ])
  await expect(naming).rejects.toThrow(/holds people, one by one/)
})

describe('whoever goes', () => {
  test('a locked holder keeps the position, and checking says that she is away', async () => {
    await fresh()
    await pool.query("update users set status = 'locked', locked_at = now() where id = $1", [people.sofia])
    await edit(put({ ...(await named('Development')), name: 'Engineering' }))
    const { findings } = await adam.run(checkOrgDraft, {})
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'lead_away', name: 'Key account manager', detail: 'Sofia Marin' }),
    )
  })

  test('a deleted one leaves it vacant, in the draft too, and is out of every element (G72)', async () => {
    await fresh()
    const id = newId<'org_element'>()
    await edit(
      put({ id, kind: 'position', name: 'Clerk', parent: (await named('Development')).parent, lead: people.lena }),
      { do: 'join', id: await published('Development'), user: people.lena },
    )
    await pool.query('update users set deleted_at = now() where id = $1', [people.lena])
    expect((await named('Clerk')).lead).toBeNull()
    await publish()
    expect((await chart()).find((each) => each.id === id)?.lead).toBeNull()
    expect((await pool.query('select from org_members where user_id = $1', [people.lena])).rows).toEqual([])
    const { rows } = await pool.query(
      'select principal_id from user_principals where user_id = $1 and principal_id in (select id from org_elements)',
      [people.lena],
    )
    expect(rows).toEqual([])
  })
})

test('a repeat with the same key publishes once (F-05)', async () => {
  await fresh()
  await edit(put({ ...(await named('Development')), name: 'Once' }))
  const version = (await adam.run(getOrgDraft, {})).draft!.version
  const first = await adam.run(publishOrgChart, { version }, { idempotencyKey: 'publish-once' })
  expect(await adam.run(publishOrgChart, { version }, { idempotencyKey: 'publish-once' })).toEqual(first)
  expect((await refusalOf(adam.run(editOrgDraft, { version, edits: [put(await named('Once'))] }))).code).toBe(
    'org_draft.changed_meanwhile',
  )
})
