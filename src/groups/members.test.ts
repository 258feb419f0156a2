import { describe, expect, test } from 'vitest'
import { systemGroups } from '../access/system-groups.ts'
import type { GroupId, OrganizationId, OrgElementId, PrincipalId, UserId } from '../base/ids.ts'
import { exposeOwnItems, makeRequests } from '../../test/cast/requests.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { addGroupMember } from './commands/add-group-member.ts'
import { changeGroupMembers } from './commands/change-group-members.ts'
import { createGroup } from './commands/create-group.ts'
import { deleteGroup } from './commands/delete-group.ts'
import { updateGroup } from './commands/update-group.ts'
import { getGroup } from './queries/get-group.ts'
import { listGroupMembers } from './queries/list-group-members.ts'
import { listGroupPeople } from './queries/list-group-people.ts'
import { previewGroupMembers } from './queries/preview-group-members.ts'

const world = await makeWorld()
const { people, pool } = world
const adam = await world.as('adam')
const vera = await world.as('vera')
const igor = await world.as('igor')

const newGroup = async (name: string, more: object = {}): Promise<GroupId> =>
  (await adam.run(createGroup, { name, ...more })).id
const idOf = async <Id>(table: string, name: string): Promise<Id> =>
  (await pool.query(`select id from ${table} where name = $1`, [name])).rows[0].id
const add = (group: GroupId, ...members: PrincipalId[]) =>
  adam.run(changeGroupMembers, { group, version: 1, add: members })
const [support, managers, teams] = (await Promise.all(
  ['support', 'account_managers', 'customer_teams'].map((code) => world.group(code)),
)) as [GroupId, GroupId, GroupId]
const firstLine = await idOf<OrgElementId>('org_elements', 'First line')
const department = await idOf<OrgElementId>('org_elements', 'Support department')
const brightwater = await idOf<OrganizationId>('organizations', 'Brightwater Clinics')

describe('members (I92)', () => {
  test('are people, groups and org elements; several are added and taken out at once', async () => {
    const group = await newGroup('Mixed')
    await add(group, people.igor, support, department)
    expect((await adam.run(listGroupMembers, { group })).rows).toMatchObject([
      { kind: 'group', name: 'Support', detail: 'group' },
      { kind: 'org_element', name: 'Support department', detail: 'department' },
      { kind: 'user', name: 'Igor Petrov', detail: 'igor@larkfield.example', isGone: false },
    ])
    await adam.run(changeGroupMembers, { group, version: 2, add: [people.sofia], remove: [people.igor, support] })
    const found = await adam.run(listGroupMembers, { group, search: 'sofia' })
    expect(found.rows.map(({ name }) => name)).toEqual(['Sofia Marin'])
    expect((await adam.run(getGroup, { group })).members).toBe(2)
  })

  test('are paged without gaps, groups and places first', async () => {
    const group = await newGroup('Paged')
    await add(group, people.igor, people.kevin, people.lena, people.sofia, support, department)
    const first = await adam.run(listGroupMembers, { group, limit: 4 })
    const second = await adam.run(listGroupMembers, { group, limit: 4, after: first.next! })
    const names = [...first.rows, ...second.rows].map(({ name }) => name)
    expect(second.next).toBeNull()
    expect(names).toEqual(['Support', 'Support department', 'Igor Petrov', 'Kevin Hale', 'Lena Novak', 'Sofia Marin'])
    const wrong = adam.run(listGroupMembers, { group, after: 'nonsense' })
    expect((await refusalOf(wrong)).code).toBe('request.bad_cursor')
  })

  test('are changed all or nothing', async () => {
    const group = await newGroup('Whole')
    const refusal = await refusalOf(add(group, people.igor, people.dana))
    expect(refusal.code).toBe('group.other_audience')
    const twice = adam.run(changeGroupMembers, { group, version: 1, add: [people.igor], remove: [people.kevin] })
    expect((await refusalOf(twice)).code).toBe('group.not_a_member')
    expect((await adam.run(getGroup, { group })).members).toBe(0)
  })

  test('of which one is deleted cannot be added', async () => {
    const group = await newGroup('Of the living')
    const gone = await newGroup('Gone already')
    await adam.run(deleteGroup, { group: gone })
    expect((await refusalOf(add(group, people.igor, gone))).kind).toBe('not_found')
  })

  test('changed by two administrators: the second is told who did what (AT-016)', async () => {
    const group = await newGroup('Shared')
    await vera.run(changeGroupMembers, { group, version: 1, add: [people.kevin, support] })
    const refusal = await refusalOf(add(group, people.igor))
    expect(refusal).toMatchObject({
      code: 'group.changed_meanwhile',
      facts: { version: 2, changes: [{ by: 'Vera Lind', facts: { added: ['Kevin Hale', 'Support'] } }] },
    })
    expect((await adam.run(getGroup, { group })).members).toBe(2)
  })

  test('are 500 at most in one request', async () => {
    const group = await newGroup('Full of names')
    const many = Array.from({ length: 501 }, () => people.igor)
    expect((await refusalOf(add(group, ...many))).kind).toBe('invalid')
  })
})

describe('a role (I93)', () => {
  test('holds one person or org element, never two and never a group', async () => {
    const { workspace } = await makeRequests(adam)
    const role = await newGroup('Desk lead', { workspace, type: 'role' })
    expect((await refusalOf(add(role, support))).code).toBe('group.role_holds_person')
    expect((await refusalOf(add(role, people.igor, people.kevin))).code).toBe('group.role_is_filled')
    await add(role, people.igor)
    expect((await refusalOf(adam.run(addGroupMember, { group: role, member: people.kevin }))).code).toBe(
      'group.role_is_filled',
    )
    // Handed on in one step.
    await adam.run(changeGroupMembers, { group: role, version: 2, add: [department], remove: [people.igor] })
    expect((await adam.run(listGroupMembers, { group: role })).rows.map(({ name }) => name)).toEqual([
      'Support department',
    ])
  })

  test('filled by two at once gets one of them', async () => {
    const { workspace } = await makeRequests(adam)
    const role = await newGroup('Contested', { workspace, type: 'role' })
    const candidates = [people.igor, people.kevin, people.lena, people.sofia, people.marta]
    const outcomes = await Promise.allSettled(
      candidates.map((member) => adam.run(addGroupMember, { group: role, member })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const straight = await Promise.allSettled(
      candidates.map((member) =>
        pool.query(`insert into group_members (group_id, member_id, audience) values ($1, $2, 'employees')`, [
          role,
          member,
        ]),
      ),
    )
    // Past the commands too: whoever holds it already may be put in "again", the others are refused.
    expect(straight.filter(({ status }) => status === 'fulfilled')).toEqual([])
    expect((await adam.run(getGroup, { group: role })).members).toBe(1)
  })

  test('stays a role, and a group a group, whichever way in', async () => {
    await expect(pool.query(`update groups set type = 'role' where id = $1`, [support])).rejects.toThrow(
      /keeps its type/,
    )
    await expect(pool.query(`update groups set audience = 'external' where id = $1`, [support])).rejects.toThrow(
      /audience/,
    )
  })
})

describe('a default group (I94)', () => {
  test('takes in every new user of its audience, whichever way in, and nobody who was there', async () => {
    const group = await newGroup('Newcomers', { isDefault: true })
    const outside = await newGroup('New customers', { isDefault: true, audience: 'external' })
    const { rows } = await pool.query<{ id: UserId; kind: string }>(
      `with made as (insert into principals (id, kind, audience) select uuid7(), 'user', a from unnest(array['employees', 'employees', 'external']) a returning id, audience)
       insert into users (id, kind, status, full_name) select id, case audience when 'employees' then 'employee' else 'external' end,
         case audience when 'employees' then 'invited' else 'not_registered' end, 'Newcomer' from made returning id, kind`,
    )
    const members = async (id: GroupId) => (await adam.run(listGroupMembers, { group: id })).rows.map((one) => one.id)
    expect((await members(group)).toSorted()).toEqual(
      rows
        .filter(({ kind }) => kind === 'employee')
        .map(({ id }) => id)
        .toSorted(),
    )
    expect(await members(outside)).toEqual([rows.find(({ kind }) => kind === 'external')!.id])
    await adam.run(updateGroup, { group, version: 1, isDefault: false })
    expect((await adam.run(getGroup, { group })).isDefault).toBe(false)
  })
})

describe('whoever counts as a member', () => {
  test('is listed with the shortest way by which', async () => {
    const group = await newGroup('Everybody at the desk')
    await add(group, people.igor, teams, department)
    const { rows, total } = await adam.run(listGroupPeople, { group })
    expect(total).toBe(5)
    expect(rows.map(({ name, path }) => [name, path.map((step) => step.name)])).toEqual([
      ['Igor Petrov', []],
      ['Kevin Hale', ['First line', 'Support department']],
      ['Lena Novak', ['First line', 'Support department']],
      ['Marta Okafor', ['Support department']],
      ['Sofia Marin', ['Account managers', 'Customer teams']],
    ])
    const found = await adam.run(listGroupPeople, { group, search: 'kev' })
    expect(found.rows.map(({ name }) => name)).toEqual(['Kevin Hale'])
  })

  test('of a group for outsiders comes by organization', async () => {
    const group = await newGroup('Clients', { audience: 'external' })
    await add(group, brightwater)
    const { rows } = await adam.run(listGroupPeople, { group })
    expect(rows.map(({ name, path }) => [name, path[0]?.name])).toEqual([
      ['Dana Whitfield', 'Brightwater Clinics'],
      ['Priya Nair', 'Brightwater Clinics'],
      ['Ruth Adler', 'Brightwater Clinics'],
    ])
  })

  test('of the computed groups is whom Portico works out', async () => {
    const all = await adam.run(listGroupPeople, { group: systemGroups.allUsers })
    expect(all.rows.map(({ name }) => name)).toContain('Igor Petrov')
    expect(all.rows.map(({ name }) => name)).not.toContain('Tomás Reyes')
    const supervisor = await adam.run(listGroupPeople, { group: systemGroups.systemSupervisor })
    expect(supervisor.rows).toMatchObject([{ name: 'Vera Lind', path: [] }])
  })
})

describe('before it is saved', () => {
  test('an administrator is told who gains and who loses, and nothing changes', async () => {
    const { app } = await makeRequests(adam, { mode: 'app' })
    await exposeOwnItems(world, app, { to: managers, narrowedTo: 'all', rights: ['view', 'export'] })
    const told = await adam.run(previewGroupMembers, { group: managers, add: [people.igor], remove: [people.sofia] })
    expect(told.gains.sample.map(({ name }) => name)).toEqual(['Igor Petrov'])
    expect(told.loses.sample.map(({ name }) => name)).toEqual(['Sofia Marin'])
    expect(told.loses.things).toMatchObject([{ kind: 'app', rights: ['view', 'export'], people: 1 }])
    expect((await adam.run(listGroupMembers, { group: managers })).rows.map(({ name }) => name)).toEqual([
      'Sofia Marin',
    ])
  })

  test('what will be refused is refused already', async () => {
    const asking = adam.run(previewGroupMembers, { group: managers, add: [teams] })
    expect((await refusalOf(asking)).code).toBe('group.would_contain_itself')
  })

  test('nobody else may ask', async () => {
    const asking = igor.run(previewGroupMembers, { group: managers, add: [people.igor] })
    expect((await refusalOf(asking)).kind).toBe('not_found')
    const forAdministrators = adam.run(previewGroupMembers, { group: systemGroups.administrators, add: [people.igor] })
    expect((await refusalOf(forAdministrators)).kind).toBe('forbidden')
  })
})

test('a position brings whoever stands below it, an employee group its people', async () => {
  const group = await newGroup('By the chart')
  await add(group, firstLine)
  expect((await adam.run(listGroupPeople, { group })).rows.map(({ name }) => name)).toEqual([
    'Kevin Hale',
    'Lena Novak',
  ])
})
