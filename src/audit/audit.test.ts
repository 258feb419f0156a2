import { describe, expect, test } from 'vitest'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { createGroup } from '../groups/commands/create-group.ts'
import { deleteGroup } from '../groups/commands/delete-group.ts'
import { updateGroup } from '../groups/commands/update-group.ts'
import { updateAuditSettings } from './commands/update-audit-settings.ts'
import { findAuditPeople } from './queries/find-audit-people.ts'
import { getAuditSettings } from './queries/get-audit-settings.ts'
import { listAuditEvents } from './queries/list-audit-events.ts'
import { listAuditOperations } from './queries/list-audit-operations.ts'

const world = await makeWorld()
const adam = await world.as('adam')
const vera = await world.as('vera')
const igor = await world.as('igor')

const night = (await adam.run(createGroup, { name: 'Night shift' })).id
await vera.run(createGroup, { name: 'Day shift' })
await adam.run(deleteGroup, { group: night })
await refusalOf(igor.run(createGroup, { name: 'Sneaky' }))

describe('an administrator reads who did what', () => {
  test('newest first, with the name of the person, the deed, the thing and its facts', async () => {
    const { rows } = await adam.run(listAuditEvents, {})
    expect(rows.map((row) => [row.actor.name, row.operation, row.outcome])).toEqual([
      ['Igor Petrov', 'createGroup', 'refused'],
      ['Adam Brandt', 'deleteGroup', 'done'],
      ['Vera Lind', 'createGroup', 'done'],
      ['Adam Brandt', 'createGroup', 'done'],
    ])
    expect(rows[1]).toMatchObject({
      resource: { kind: 'group', id: night, name: 'Night shift' },
      facts: [
        { name: 'name', value: 'Night shift' },
        { name: 'version', value: '2' },
      ],
      address: '127.0.0.1',
    })
    expect(rows[0]).toMatchObject({ code: 'access.forbidden' })
    // Facts name things by id; whoever reads them wants the name.
    expect(rows[2]?.facts).toContainEqual({ name: 'group', value: 'Day shift' })
  })

  test('by person, by deed, by outcome, by time', async () => {
    const find = async (asked: object) => (await adam.run(listAuditEvents, asked)).rows.map((row) => row.operation)
    expect(await find({ actor: world.people.vera })).toEqual(['createGroup'])
    expect(await find({ search: 'brandt' })).toEqual(['deleteGroup', 'createGroup'])
    expect(await find({ search: '_' })).toEqual([])
    expect(await find({ operation: 'deleteGroup' })).toEqual(['deleteGroup'])
    expect(await find({ outcome: 'refused' })).toEqual(['createGroup'])
    expect(await find({ days: 1 })).toHaveLength(4)
    expect(await find({ to: new Date(Date.now() - 3_600_000).toISOString() })).toEqual([])
    expect(await find({ from: new Date(Date.now() - 3_600_000).toISOString() })).toHaveLength(4)
  })

  test('page by page without gaps', async () => {
    const all = (await adam.run(listAuditEvents, {})).rows.map(({ id }) => id)
    const walked: string[] = []
    let after: string | undefined
    do {
      const page = await adam.run(listAuditEvents, { limit: 3, ...(after && { after }) })
      walked.push(...page.rows.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after)
    expect(walked).toEqual(all)
  })

  test('and is offered the deeds that occur', async () => {
    expect((await adam.run(listAuditOperations, {})).rows).toEqual(['createGroup', 'deleteGroup'])
  })

  test('and what was and what is of each thing that was changed, with names instead of ids', async () => {
    const group = (await adam.run(createGroup, { name: 'Early shift' })).id
    await adam.run(updateGroup, { group, version: 1, name: 'Late shift', description: 'From two' })
    const { version } = await adam.run(getAuditSettings, {})
    await adam.run(updateAuditSettings, { version, auditors: group })
    const { rows } = await adam.run(listAuditEvents, { limit: 2 })
    expect(rows[0]!.changes).toEqual([{ name: 'auditors', before: null, after: 'Late shift' }])
    expect(rows[1]).toMatchObject({
      facts: [{ name: 'version', value: '2' }],
      changes: [
        { name: 'name', before: 'Early shift', after: 'Late shift' },
        { name: 'description', before: '', after: 'From two' },
      ],
    })
    await world.pool.query('update company set auditors_id = null')
  })

  test('and finds the people to filter by, from outside and deleted ones too, by name or by a link’s id', async () => {
    const names = async (asked: object) => (await adam.run(findAuditPeople, asked)).rows.map(({ name }) => name)
    await world.pool.query('update users set deleted_at = now() where id = $1', [world.people.omar])
    expect(await names({ search: 'lind' })).toEqual(['Vera Lind'])
    expect(await names({ search: 'dana@' })).toEqual(['Dana Whitfield'])
    expect((await adam.run(findAuditPeople, { person: world.people.omar })).rows).toMatchObject([{ deleted: true }])
    expect(await names({ search: '%' })).toEqual([])
    expect((await adam.run(findAuditPeople, {})).rows.length).toBeLessThanOrEqual(20)
  })
})

describe('nobody else reads the audit', () => {
  test('an employee without administration is refused', async () => {
    expect(await refusalOf(igor.run(listAuditEvents, {}))).toMatchObject({ kind: 'forbidden' })
    expect(await refusalOf(igor.run(listAuditOperations, {}))).toMatchObject({ kind: 'forbidden' })
    expect(await refusalOf(igor.run(findAuditPeople, {}))).toMatchObject({ kind: 'forbidden' })
  })

  test('a cursor of another list is refused', async () => {
    expect(await refusalOf(adam.run(listAuditEvents, { after: 'bm9uc2Vuc2U=' }))).toMatchObject({
      code: 'request.bad_cursor',
    })
  })
})
