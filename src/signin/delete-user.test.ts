import { describe, expect, test } from 'vitest'
import { makeServiceDeskWorld } from '../../test/cast/service-desk.ts'
import { castPassword } from '../../test/cast/password.ts'
import { refusalOf } from '../../test/cast/world.ts'
import { systemGroups } from '../access/system-groups.ts'
import type { UserId } from '../base/ids.ts'
import { getMe, getMeOnPortal } from '../people/queries/get-me.ts'
import { getUser } from '../people/queries/get-user.ts'
import { listExternalUsers } from '../people/queries/list-external-users.ts'
import { listUsers } from '../people/queries/list-users.ts'
import { getItem } from '../apps/queries/get-item.ts'
import { claimTask } from '../tasks/commands/claim-task.ts'
import { listTasksWithoutPerson } from '../tasks/queries/list-tasks-without-person.ts'
import { deleteUser } from './commands/delete-user.ts'
import { giveOutTasks } from './commands/give-out-tasks.ts'
import { inviteEmployee } from './commands/invite-employee.ts'
import { lockUser } from './commands/lock-user.ts'
import { restoreUser } from './commands/restore-user.ts'
import { signIn } from './commands/sign-in.ts'

const world = await makeServiceDeskWorld()
const { people, pool, adam, vera, kevin, igor, dana, requests } = world

const value = async <T>(statement: string, ...given: unknown[]) => (await pool.query(statement, given)).rows as T[]
const groupsOf = async (user: UserId) =>
  (
    await value<{ name: string }>(
      'select g.name from group_members m join groups g on g.id = m.group_id where m.member_id = $1 order by 1',
      user,
    )
  ).map(({ name }) => name)
const seats = (user: UserId) => value('select from seats where user_id = $1 and freed_at is null', user)
const task = async (id: string) =>
  (
    await value<{ state: string; assignee_id: UserId | null }>('select state, assignee_id from tasks where id = $1', id)
  )[0]

describe('deleting an employee', () => {
  test('ends sessions, frees seat and address, vacates places, ends memberships, gives tasks out anew (G72)', async () => {
    expect(await task(requests.omar.task)).toMatchObject({ state: 'claimed', assignee_id: people.kevin })
    await pool.query("update org_elements set lead_id = $1 where name = 'Sales'", [people.kevin])
    const done = await adam.run(deleteUser, { user: people.kevin })
    expect(done).toMatchObject({ placesVacated: ['First line', 'Sales'], membershipsEnded: 1, tasksGivenOut: 1 })
    expect(done.sessionsEnded).toBeGreaterThan(0)
    expect((await refusalOf(kevin.run(getMe, {}))).code).toBe('session.missing')
    const enter = { email: 'kevin@larkfield.example', password: castPassword }
    expect((await refusalOf(world.anyone.run(signIn, enter))).code).toBe('sign_in.refused')
    expect(await seats(people.kevin)).toEqual([])
    expect(await groupsOf(people.kevin)).toEqual([])
    expect(await value('select from org_elements where lead_id = $1', people.kevin)).toEqual([])
    expect(await task(requests.omar.task)).toMatchObject({ state: 'ready', assignee_id: null })
    expect((await adam.run(listTasksWithoutPerson, {})).rows).toEqual([])
  })

  test('finds the person nowhere but under Deleted, and there for administrators only', async () => {
    const all = { search: 'kevin', limit: 50 }
    expect((await adam.run(listUsers, all)).rows).toEqual([])
    const { rows } = await adam.run(listUsers, { ...all, deleted: 'yes' })
    expect(rows).toMatchObject([{ fullName: 'Kevin Hale', status: 'active', can: { restore: true, lock: false } }])
    expect(await adam.run(getUser, { user: people.kevin })).toMatchObject({ deletedBy: 'Adam Brandt' })
    expect((await refusalOf(igor.run(getUser, { user: people.kevin }))).kind).toBe('not_found')
  })

  test('what is deleted is not locked, given tasks or deleted again', async () => {
    for (const operation of [lockUser, deleteUser, giveOutTasks])
      expect((await refusalOf(adam.run(operation as typeof deleteUser, { user: people.kevin }))).kind).toBe('not_found')
  })

  test('a session row that was missed is dead all the same: the account is read with it', async () => {
    await pool.query('update sessions set ended_at = null, end_reason = null where user_id = $1', [people.kevin])
    expect((await refusalOf(kevin.run(getMe, {}))).code).toBe('session.missing')
    await pool.query("update sessions set ended_at = now(), end_reason = 'locked' where user_id = $1", [people.kevin])
  })
})

describe('restoring', () => {
  test('is refused while somebody else has the address, and changes nothing (G73)', async () => {
    const { id } = await adam.run(inviteEmployee, { fullName: 'Kevin Two', email: 'KEVIN@larkfield.example' })
    const refusal = await refusalOf(adam.run(restoreUser, { user: people.kevin }))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'user.login_taken' })
    expect(await seats(people.kevin)).toEqual([])
    expect(await groupsOf(people.kevin)).toEqual([])
    await adam.run(deleteUser, { user: id })
  })

  test('is refused without a free seat, and changes nothing', async () => {
    await pool.query(
      "update license_packs set seats = (select count(*) from seats where kind = 'named' and freed_at is null) where kind = 'named'",
    )
    expect((await refusalOf(adam.run(restoreUser, { user: people.kevin }))).code).toBe('license.no_free_seat')
    await pool.query("update license_packs set seats = 10 where kind = 'named'")
    expect((await adam.run(getUser, { user: people.kevin })).deletedAt).not.toBeNull()
  })

  test('brings back status, seat and groups, but no place in the org chart (G72); old sessions stay dead (AT-111)', async () => {
    expect(await adam.run(restoreUser, { user: people.kevin })).toEqual({ groupsLeftOut: [] })
    const card = await adam.run(getUser, { user: people.kevin })
    expect(card).toMatchObject({ status: 'active', seat: 'named', deletedAt: null, positions: [] })
    expect(await groupsOf(people.kevin)).toEqual(['Support'])
    expect((await refusalOf(kevin.run(getMe, {}))).code).toBe('session.missing')
    await world.anyone.run(signIn, { email: 'kevin@larkfield.example', password: castPassword })
    expect((await (await world.as('kevin')).run(claimTask, { task: requests.omar.task })).state).toBe('claimed')
  })

  test('leaves out a role that was filled meanwhile, and names it', async () => {
    const role = await value<{
      id: string
    }>(`with p as (insert into principals values (uuid7(), 'group', 'employees') returning id)
      insert into groups (id, audience, scope, type, code, name) select id, 'employees', 'company', 'role', 'dispatcher', 'Dispatcher' from p returning id`)
    const fill = (user: UserId) =>
      pool.query("insert into group_members (group_id, member_id, audience) values ($1, $2, 'employees')", [
        role[0]!.id,
        user,
      ])
    await fill(people.lena)
    await adam.run(deleteUser, { user: people.lena })
    await fill(people.marta)
    expect(await adam.run(restoreUser, { user: people.lena })).toEqual({ groupsLeftOut: ['Dispatcher'] })
    expect(await groupsOf(people.lena)).toEqual(['Support'])
  })

  test('of somebody locked or invited brings back that, and who is not deleted is not restored', async () => {
    for (const key of ['tomas', 'nina'] as const) {
      const before = (await adam.run(getUser, { user: people[key] })).status
      await adam.run(deleteUser, { user: people[key] })
      await adam.run(restoreUser, { user: people[key] })
      expect((await adam.run(getUser, { user: people[key] })).status).toBe(before)
    }
    expect(await seats(people.tomas)).toEqual([])
    expect(await seats(people.nina)).toHaveLength(1)
    expect((await refusalOf(adam.run(restoreUser, { user: people.igor }))).kind).toBe('not_found')
  })
})

describe('who deletes and who is never deleted', () => {
  test('employees and people from outside delete and restore nobody', async () => {
    expect((await refusalOf(igor.run(deleteUser, { user: people.marta }))).kind).toBe('forbidden')
    expect((await refusalOf(igor.run(deleteUser, { user: people.dana }))).kind).toBe('not_found')
    expect((await refusalOf(igor.run(restoreUser, { user: people.marta }))).kind).toBe('forbidden')
    expect((await refusalOf(dana.run(deleteUser, { user: people.ruth }))).kind).toBe('unauthenticated')
  })

  test('nobody deletes the supervisor, not even she herself, nor an administrator himself (AT-054)', async () => {
    expect((await refusalOf(vera.run(deleteUser, { user: people.vera }))).code).toBe('supervisor.kept')
    for (const key of ['vera', 'adam'] as const)
      expect((await refusalOf(adam.run(deleteUser, { user: people[key] }))).code).toBe('access.forbidden')
    await expect(pool.query('update users set deleted_at = now() where id = $1', [people.vera])).rejects.toThrow(
      /cannot be deleted/,
    )
  })

  test('a restored administrator is one again only if the restoring person may give that (AT-051)', async () => {
    await vera.run(deleteUser, { user: people.adam })
    const { groupsLeftOut } = await vera.run(restoreUser, { user: people.adam })
    expect(groupsLeftOut).toEqual([])
    expect(await groupsOf(people.adam)).toEqual(['Administrators'])
    expect(
      await value(
        'select from user_principals where user_id = $1 and principal_id = $2',
        people.adam,
        systemGroups.administrators,
      ),
    ).toHaveLength(1)
  })
})

test('a deleted person from outside loses the portal, and has it again when restored', async () => {
  await vera.run(deleteUser, { user: people.dana })
  expect((await refusalOf(dana.run(getMeOnPortal, {}))).code).toBe('session.missing')
  expect(await groupsOf(people.dana)).toEqual([])
  const audited = await value<{ facts: object }>(
    "select facts from audit_events where operation = 'deleteUser' and resource_id = $1",
    people.dana,
  )
  expect(audited).toMatchObject([{ facts: { fullName: 'Dana Whitfield' } }])
  // Found under Deleted alone.
  expect((await vera.run(listExternalUsers, { search: 'Dana' })).rows).toEqual([])
  expect((await vera.run(listExternalUsers, { search: 'Dana', deleted: 'yes' })).rows).toMatchObject([
    { fullName: 'Dana Whitfield', can: { restore: true, lock: false, edit: false } },
  ])
  // What was done keeps the name (decision 0010).
  const item = await vera.run(getItem, { app: world.desk.app, item: requests.dana.item })
  expect(item.createdBy).toMatchObject({ name: 'Dana Whitfield' })
  await vera.run(restoreUser, { user: people.dana })
  expect(await groupsOf(people.dana)).toHaveLength(1)
  expect((await (await world.as('dana')).run(getMeOnPortal, {})).fullName).toBe('Dana Whitfield')
})

test('locking with “give out” moves the open tasks in the same transaction; without it they stay (G70)', async () => {
  const { tasksGivenOut } = await vera.run(lockUser, { user: people.kevin })
  expect(tasksGivenOut).toBe(0)
  expect(await task(requests.omar.task)).toMatchObject({ state: 'claimed', assignee_id: people.kevin })
  expect(await vera.run(giveOutTasks, { user: people.kevin })).toEqual({ tasksGivenOut: 1 })
  expect(await task(requests.omar.task)).toMatchObject({ state: 'ready', assignee_id: null })
})
