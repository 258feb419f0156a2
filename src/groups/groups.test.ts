import { describe, expect, test } from 'vitest'
import type { GroupId, PrincipalId, WorkspaceId } from '../base/ids.ts'
import { systemGroups } from '../access/system-groups.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { makeRequests } from '../../test/cast/requests.ts'
import { addGroupMember } from './commands/add-group-member.ts'
import { createGroup } from './commands/create-group.ts'
import { deleteGroup } from './commands/delete-group.ts'
import { removeGroupMember } from './commands/remove-group-member.ts'
import { restoreGroup } from './commands/restore-group.ts'
import { updateGroup } from './commands/update-group.ts'
import { getGroup } from './queries/get-group.ts'
import { listGroupPlaces } from './queries/list-group-places.ts'
import { listGroups } from './queries/list-groups.ts'

const world = await makeWorld()
const adam = await world.as('adam')
const vera = await world.as('vera')
const igor = await world.as('igor')

const newGroup = async (name: string) => (await adam.run(createGroup, { name })).id

describe('an administrator keeps groups', () => {
  test('makes one, and its code comes from its name in any language', async () => {
    const id = await newGroup('Служба заявок')
    const made = await adam.run(getGroup, { group: id })
    expect(made).toMatchObject({
      code: 'sluzhba_zayavok',
      scope: 'company',
      can: { edit: true, delete: true, editMembers: true },
    })
  })

  test('finds it by a part of its name and pages without gaps', async () => {
    for (const letter of ['a', 'b', 'c']) await newGroup(`Paged ${letter}`)
    const first = await adam.run(listGroups, { search: 'paged', limit: 2 })
    const second = await adam.run(listGroups, { search: 'paged', limit: 2, after: first.next ?? '' })
    expect([...first.rows, ...second.rows].map((group) => group.name)).toEqual(['Paged a', 'Paged b', 'Paged c'])
    expect(second.next).toBeNull()
  })

  test('cannot take a name that is taken, whatever its case or its form in Unicode (AT-077)', async () => {
    await newGroup('Couriers')
    for (const name of ['COURIERS', 'Ｃｏｕｒｉｅｒｓ', ' couriers ']) {
      expect(await refusalOf(newGroup(name))).toMatchObject({ kind: 'conflict', code: 'group.name_taken' })
    }
  })

  test('cannot take a name that reads like a system group’s, in Cyrillic letters or with unseen ones (AT-077)', async () => {
    for (const name of [
      'administrators',
      'Аdministrаtors',
      'Admin\u200Bistrators',
      'ALL  USERS',
      'Sуstem suреrvisоr',
    ]) {
      expect(await refusalOf(newGroup(name)), name).toMatchObject({ code: 'group.name_reserved' })
    }
    const support = await newGroup('Suррort') // two Cyrillic letters: another group, never taken for the first
    expect(support).not.toBe(await world.group('support'))
    expect((await adam.run(getGroup, { group: support })).code).not.toBe('support')
  })

  test('is refused with what changed when somebody else was faster (AT-016)', async () => {
    const id = await newGroup('Night shift')
    await vera.run(updateGroup, { group: id, version: 1, name: 'Late shift' })
    await vera.run(addGroupMember, { group: id, member: world.people.igor })
    const refusal = await refusalOf(adam.run(updateGroup, { group: id, version: 1, name: 'Early shift' }))
    expect(refusal.message).toContain('Vera Lind')
    expect(refusal).toMatchObject({
      code: 'group.changed_meanwhile',
      facts: {
        name: 'Late shift',
        version: 3,
        changes: [
          { by: 'Vera Lind', operation: 'addGroupMember', facts: { added: ['Igor Petrov'] } },
          { by: 'Vera Lind', operation: 'updateGroup', facts: { changes: { name: ['Night shift', 'Late shift'] } } },
        ],
      },
    })
    expect((await adam.run(getGroup, { group: id })).name).toBe('Late shift')
  })

  test('finds it where it stands: in the company, among the system groups, in a workspace or an app (I91)', async () => {
    const { workspace, app } = await makeRequests(adam)
    await newGroup('Placed in the company')
    const ofDesk = await adam.run(createGroup, { name: 'Desk staff', workspace })
    const role = await adam.run(createGroup, { name: 'Desk lead', app, type: 'role' })
    const names = async (place: 'company' | 'system' | WorkspaceId) =>
      (await adam.run(listGroups, { place, limit: 200 })).rows.map(({ name }) => name)
    expect(await names('company')).toContain('Placed in the company')
    expect(await names('system')).toHaveLength(7)
    expect(await names(workspace)).toEqual(['Desk lead', 'Desk staff'])
    expect(await names(app as never)).toEqual(['Desk lead'])
    expect(await adam.run(getGroup, { group: role.id })).toMatchObject({
      scope: 'app',
      type: 'role',
      workspace: { id: workspace, name: 'Service desk' },
      app: { id: app, name: 'Requests' },
    })
    expect(await adam.run(getGroup, { group: ofDesk.id })).toMatchObject({ scope: 'workspace', app: null })
    const places = await adam.run(listGroupPlaces, {})
    expect(places.system).toBe(7)
    expect(places.workspaces).toEqual([
      { id: workspace, name: 'Service desk', groups: 2, apps: [{ id: app, name: 'Requests', groups: 1 }] },
    ])
  })

  test('makes roles in a workspace or an app only, and default groups in the company only', async () => {
    const { workspace } = await makeRequests(adam)
    expect((await refusalOf(adam.run(createGroup, { name: 'Boss', type: 'role' }))).code).toBe('group.not_here')
    const asDefault = adam.run(createGroup, { name: 'All here', workspace, isDefault: true })
    expect((await refusalOf(asDefault)).code).toBe('group.not_here')
    const nowhere = '018f0000-0000-7000-8000-00000000dead'
    expect((await refusalOf(adam.run(createGroup, { name: 'X', workspace: nowhere }))).kind).toBe('not_found')
    const other = await makeRequests(adam)
    const mixed = adam.run(createGroup, { name: 'Mixed', workspace, app: other.app })
    expect((await refusalOf(mixed)).kind).toBe('not_found')
  })
})

describe('a deleted group (I95)', () => {
  test('leaves the list, is found among the deleted ones, cannot be chosen or changed, and comes back', async () => {
    const group = await newGroup('Short-lived')
    await adam.run(addGroupMember, { group, member: world.people.igor })
    await adam.run(deleteGroup, { group })
    const found = async (state: 'live' | 'deleted') =>
      (await adam.run(listGroups, { search: 'short-lived', state })).rows.map(({ id }) => id)
    expect([await found('live'), await found('deleted')]).toEqual([[], [group]])
    const { can, deletedAt, version } = await adam.run(getGroup, { group })
    expect(can).toEqual({ edit: false, delete: false, restore: true, editMembers: false, listUses: true })
    expect(deletedAt).toBeInstanceOf(Date)
    for (const deed of [
      () => adam.run(updateGroup, { group, version, name: 'Longer-lived' }),
      () => adam.run(addGroupMember, { group, member: world.people.kevin }),
      () => adam.run(removeGroupMember, { group, member: world.people.igor }),
      () => adam.run(deleteGroup, { group }),
    ]) {
      expect((await refusalOf(deed())).code).toBe('group.deleted')
    }
    const outer = await newGroup('Outer of the deleted')
    expect((await refusalOf(adam.run(addGroupMember, { group: outer, member: group }))).kind).toBe('not_found')
    await adam.run(restoreGroup, { group })
    expect((await adam.run(getGroup, { group })).can.editMembers).toBe(true)
    expect((await refusalOf(adam.run(restoreGroup, { group }))).code).toBe('group.not_deleted')
  })

  test('keeps what it gives: its members still count as it, and nobody else does (AT-059)', async () => {
    const group = await newGroup('Still working')
    await adam.run(addGroupMember, { group, member: world.people.igor })
    const countAs = async () =>
      (await world.pool.query('select user_id from actor_principals where principal_id = $1', [group])).rows
    await adam.run(deleteGroup, { group })
    expect(await countAs()).toEqual([{ user_id: world.people.igor }])
  })

  test('does not come back where its name was taken meanwhile', async () => {
    const group = await newGroup('Fleeting')
    await adam.run(deleteGroup, { group })
    await newGroup('Fleeting')
    expect((await refusalOf(adam.run(restoreGroup, { group }))).code).toBe('group.name_taken')
  })
})

describe('what a group may hold', () => {
  test('nesting goes in, a cycle does not (AT-058)', async () => {
    const outer = await newGroup('Outer')
    const inner = await newGroup('Inner')
    await adam.run(addGroupMember, { group: outer, member: inner })
    const refusal = await refusalOf(adam.run(addGroupMember, { group: inner, member: outer }))
    expect(refusal.code).toBe('group.would_contain_itself')
    expect((await refusalOf(adam.run(addGroupMember, { group: inner, member: inner }))).code).toBe(
      'group.would_contain_itself',
    )
  })

  test('an outsider cannot enter a group of employees, nor a group of outsiders', async () => {
    const group = await newGroup('Inside')
    const refusal = await refusalOf(adam.run(addGroupMember, { group, member: world.people.dana }))
    expect(refusal.code).toBe('group.other_audience')
    const clients = (await adam.run(createGroup, { name: 'Clients', audience: 'external' })).id
    expect((await refusalOf(adam.run(addGroupMember, { group, member: clients }))).code).toBe('group.other_audience')
    expect((await refusalOf(adam.run(addGroupMember, { group: clients, member: world.people.kevin }))).code).toBe(
      'group.other_audience',
    )
  })

  test.each(['allUsers', 'externalUsers', 'systemSupervisor'] as const)('members of %s are computed', async (name) => {
    const refusal = await refusalOf(adam.run(addGroupMember, { group: systemGroups[name], member: world.people.igor }))
    expect(refusal.kind).toBe('conflict')
    expect(['group.members_computed', 'group.other_audience']).toContain(refusal.code)
  })

  test.each(['allUsers', 'systemSupervisor'] as const)('%s is no member of another group', async (name) => {
    const group = await newGroup(`Around ${name}`)
    const refusal = await refusalOf(adam.run(addGroupMember, { group, member: systemGroups[name] }))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'group.member_is_computed' })
  })

  test('a member that does not exist is not found', async () => {
    const group = await newGroup('Empty')
    const nobody = '018f0000-0000-7000-8000-00000000dead' as PrincipalId
    expect((await refusalOf(adam.run(addGroupMember, { group, member: nobody }))).kind).toBe('not_found')
  })

  test('taking out who is not in is refused', async () => {
    const group = await newGroup('Nobody here')
    expect((await refusalOf(adam.run(removeGroupMember, { group, member: world.people.igor }))).code).toBe(
      'group.not_a_member',
    )
  })
})

describe('system groups', () => {
  test.each(Object.values(systemGroups))('%s is neither renamed nor deleted', async (group) => {
    const { version } = await adam.run(getGroup, { group })
    expect((await refusalOf(adam.run(updateGroup, { group, version, name: 'Mine' }))).code).toBe('group.system_fixed')
    expect((await refusalOf(adam.run(deleteGroup, { group }))).code).toBe('group.system_fixed')
  })

  test('the database refuses it too, whichever way in', async () => {
    const { pool } = world
    await expect(pool.query("update groups set name = 'Mine' where code = 'administrators'")).rejects.toThrow(
      /cannot be deleted, renamed/,
    )
    await expect(pool.query("delete from groups where code = 'administrators'")).rejects.toThrow(
      /cannot be deleted, renamed/,
    )
  })
})

describe('people without the right', () => {
  const unknown = '018f0000-0000-7000-8000-00000000dead' as GroupId

  test('an employee cannot see groups, and an unknown one looks the same (AT-046)', async () => {
    const support = (await world.group('support')) as GroupId
    const seen = await refusalOf(igor.run(getGroup, { group: support }))
    const missing = await refusalOf(igor.run(getGroup, { group: unknown }))
    expect({ ...seen, stack: '' }).toEqual({ ...missing, stack: '' })
    expect((await refusalOf(igor.run(addGroupMember, { group: support, member: igor.id }))).kind).toBe('not_found')
    expect((await igor.run(listGroups, {})).rows).toEqual([])
  })

  test('an employee cannot make one', async () => {
    expect((await refusalOf(igor.run(createGroup, { name: 'Mine' }))).kind).toBe('forbidden')
  })

  test('someone from outside has no session on this side (AT-079, AT-080)', async () => {
    const dana = await world.as('dana')
    expect((await refusalOf(dana.run(listGroups, {}))).kind).toBe('unauthenticated')
  })
})

test('a repeat with the same key has one effect and the same answer (F-05, AT-141)', async () => {
  const idempotencyKey = 'make-couriers-once'
  const first = await adam.run(createGroup, { name: 'Repeated' }, { idempotencyKey })
  const second = await adam.run(createGroup, { name: 'Repeated' }, { idempotencyKey })
  expect(second).toEqual(first)
  const other = await refusalOf(adam.run(createGroup, { name: 'Something else' }, { idempotencyKey }))
  expect(other.code).toBe('request.key_reused')
})

test('every deed leaves an audit row in its transaction, every telling refusal one of its own', async () => {
  const id = await newGroup('Watched')
  await refusalOf(igor.run(getGroup, { group: id }))
  const { rows } = await world.pool.query(
    "select operation, outcome, actor_id from audit_events where resource_id = $1 or (actor_id = $2 and operation = 'getGroup') or facts ->> 'group' = $1",
    [id, igor.id],
  )
  expect(rows).toContainEqual({ operation: 'createGroup', outcome: 'done', actor_id: adam.id })
  expect(rows).toContainEqual({ operation: 'getGroup', outcome: 'refused', actor_id: igor.id })
})
