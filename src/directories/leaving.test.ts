import { beforeEach, describe, expect, test } from 'vitest'
import { codesOf, directoryWorld, groupOf, person } from '../../test/cast/directories.ts'
import { refusalOf } from '../../test/cast/world.ts'
import { type GroupId } from '../base/ids.ts'
import { addGroupMember } from '../groups/commands/add-group-member.ts'
import { createGroup } from '../groups/commands/create-group.ts'
import { lockUser } from '../signin/commands/lock-user.ts'
import { unlockUser } from '../signin/commands/unlock-user.ts'
import { authenticate } from '../signin/session.sql.ts'
import { deleteDirectory } from './commands/delete-directory.ts'
import { setDirectoryGroups } from './commands/set-directory-groups.ts'
import { startDirectoryRun } from './commands/start-run.ts'
import { wakeDirectories } from './commands/wake-directories.ts'
import { findDirectoryGroups } from './queries/find-directory-groups.ts'
import { getDirectory } from './queries/get-directory.ts'

const { world, server, adam, pool, crowd, made, userOf, statusOf } = await directoryWorld()

describe('whoever leaves the directory', () => {
  test('is locked and signed out, and comes back when the directory has her again (AT-110, AT-111)', async () => {
    await made.directory.run()
    const { id } = (await userOf('anna@larkfield.example'))!
    const session = await world.asUser(id, 'employee')
    server.entries = server.entries.slice(1)
    expect(await made.directory.run()).toMatchObject({ counts: { lock: 1 }, done: 1 })
    expect(await statusOf('anna')).toBe('locked')
    await expect(authenticate(world.db, 'employee', session.token)).rejects.toThrow('Sign in')
    server.entries.push(person('anna'))
    expect(await made.directory.run()).toMatchObject({ counts: { unlock: 1 }, done: 1 })
    expect(await statusOf('anna')).toBe('active')
    // What ended stays ended.
    await expect(authenticate(world.db, 'employee', session.token)).rejects.toThrow('Sign in')
  })

  test('or is locked there, is locked here, unless the directory leaves people alone', async () => {
    await made.directory.run()
    server.entries[0] = person('anna', { pwdAccountLockedTime: '000001010000Z' })
    server.entries[1] = person('bert', { pwdAccountLockedTime: '20260101000000Z' })
    await made.directory.change({ onGone: 'leave' })
    await made.directory.run()
    expect(await statusOf('anna')).toBe('active')
    await made.directory.change({ onGone: 'lock' })
    await made.directory.run()
    expect([await statusOf('anna'), await statusOf('bert')]).toEqual(['locked', 'active'])
  })

  test('and was locked by hand stays locked by hand', async () => {
    await made.directory.run()
    const { id } = (await userOf('anna@larkfield.example'))!
    await adam.run(lockUser, { user: id, giveOutTasks: false })
    expect(await made.directory.run()).toMatchObject({ total: 0 })
    expect(await statusOf('anna')).toBe('locked')
    await adam.run(unlockUser, { user: id })
  })

  test('is the last administrator: she stays, and the run says so; so says the database', async () => {
    await made.directory.run()
    const { id } = (await userOf('anna@larkfield.example'))!
    const administrators = await world.group('administrators')
    await pool.query('delete from group_members where group_id = $1', [administrators])
    await pool.query(`insert into group_members (group_id, member_id, audience) values ($1, $2, 'employees')`, [
      administrators,
      id,
    ])
    server.entries = server.entries.slice(1)
    const anna = await world.asUser(id, 'employee')
    const again = await makeRun(anna)
    expect(again.code).toBe('directory.last_administrator')
    expect(await statusOf('anna')).toBe('active')
    const locked = pool.query(
      `with u as (update users set status = 'locked', locked_at = now() where id = $1)
      update directory_people set locked_at = now() where user_id = $1`,
      [id],
    )
    await expect(locked).rejects.toThrow('last administrator')
    await pool.query(`insert into group_members (group_id, member_id, audience) values ($1, $2, 'employees')`, [
      administrators,
      adam.id,
    ])
  })
})

/** A run of somebody else than Adam, who has just lost his rights. @returns the row of the one refused */
async function makeRun(by: typeof adam) {
  const { id } = await by.run(startDirectoryRun, { directory: made.directory.id, preview: false })
  const { workRun } = await import('./commands/work-run.ts')
  await workRun({ ...world, baseUrl: 'http://localhost:4100' }, { run: id })
  const { rows } = await pool.query<{ code: string }>(
    `select code from directory_rows where run_id = $1 and state = 'refused'`,
    [id],
  )
  return rows[0]!
}

describe('a garbled answer locks nobody', () => {
  beforeEach(async () => void (await made.directory.run()))

  test('when nobody is named at all, not even after somebody said yes', async () => {
    server.mood = { empty: true }
    expect(await made.directory.run()).toMatchObject({ state: 'failed', code: 'directory.nobody_found' })
    expect(await statusOf('anna')).toBe('active')
  })

  test('when many would leave: the run stops and asks', async () => {
    await made.directory.change({ mostLeaving: 20 })
    server.entries = server.entries.slice(1)
    const run = await made.directory.run()
    expect(run).toMatchObject({ state: 'asks', code: 'directory.too_many_leave', done: 0 })
    expect(await statusOf('anna')).toBe('active')
    expect(await made.directory.apply(run.id)).toMatchObject({ state: 'done', done: 1 })
    expect(await statusOf('anna')).toBe('locked')
  })

  test('when a page gets lost: whoever is missing is asked for by her id', async () => {
    server.mood = { forgets: person('anna').dn }
    expect(await made.directory.run()).toMatchObject({ state: 'done', total: 0 })
  })

  test('when entries come without the id: nobody counts as gone', async () => {
    server.entries = [person('bert'), person('cleo'), person('anna', { entryUUID: undefined })]
    const run = await made.directory.run()
    expect(codesOf(run)).toEqual({ 'Anna Doe': 'directory.no_id' })
    expect(await statusOf('anna')).toBe('active')
  })

  test('when the connection breaks or the account is refused: the run fails with the reason', async () => {
    server.mood = { refusesPages: true }
    expect(await made.directory.run()).toMatchObject({ state: 'failed', code: 'ldap.size_limit' })
    server.mood = {}
    await made.directory.change({ password: 'wrong now' })
    expect(await made.directory.run()).toMatchObject({ state: 'failed', code: 'ldap.credentials_refused' })
  })
})

describe('groups', () => {
  const makeGroup = async (name: string): Promise<GroupId> => (await adam.run(createGroup, { name })).id as GroupId
  const membersOf = async (group: GroupId) =>
    (
      await pool.query<{ name: string }>(
        `select u.full_name as name from group_members m join users u on u.id = m.member_id where group_id = $1 order by 1`,
        [group],
      )
    ).rows.map(({ name }) => name)
  const map = async (group: GroupId, dn = `CN=Sales, ou=groups,dc=larkfield,dc=example`) => {
    const { version } = await adam.run(getDirectory, { directory: made.directory.id })
    await adam.run(setDirectoryGroups, { directory: made.directory.id, version, groups: [{ dn, group }] })
  }

  test('are kept in step through groups in groups and circles; members by hand stay', async () => {
    const group = await makeGroup('Sales')
    await map(group)
    await adam.run(addGroupMember, { group, member: world.people.igor })
    server.entries.push(
      groupOf('sales', [crowd[0]!.dn, `cn=inner,ou=groups,dc=larkfield,dc=example`]),
      groupOf('inner', [crowd[1]!.dn, `cn=sales,ou=groups,dc=larkfield,dc=example`]),
    )
    expect(await made.directory.run()).toMatchObject({ state: 'done', done: 5, total: 5 })
    expect(await membersOf(group)).toEqual(['Anna Doe', 'Bert Doe', 'Igor Petrov'])
    server.entries[4] = groupOf('inner', [crowd[2]!.dn])
    expect(await made.directory.run()).toMatchObject({ counts: { join: 1, leave: 1 } })
    expect(await membersOf(group)).toEqual(['Anna Doe', 'Cleo Doe', 'Igor Petrov'])
  })

  test('of the system are never filled, nor roles; the database says so too (AT-051)', async () => {
    const administrators = (await world.group('administrators')) as GroupId
    expect((await refusalOf(map(administrators))).code).toBe('directory.group_unfit')
    const written = pool.query(
      `insert into directory_groups (directory_id, dn_key, dn, group_id) values ($1, 'x', 'x', $2)`,
      [made.directory.id, administrators],
    )
    await expect(written).rejects.toThrow('company groups only')
  })

  test('are found by a part of their name, and nothing typed becomes a filter (LDAP injection)', async () => {
    server.entries.push(groupOf('sales', [crowd[0]!.dn]), groupOf('support', [crowd[1]!.dn]))
    const find = async (search: string) =>
      (await adam.run(findDirectoryGroups, { directory: made.directory.id, search })).rows.map(({ name }) => name)
    expect(await find('sal')).toEqual(['sales'])
    expect(await find('*)(cn=*')).toEqual([])
    expect(await find('')).toEqual(['sales', 'support'])
  })
})

describe('by schedule', () => {
  test('a run begins once when its hour has come, and a directory that is off has none', async () => {
    const begun = async () => {
      await wakeDirectories({ db: world.db, send: world.send })
      await wakeDirectories({ db: world.db, send: world.send })
      const { rows } = await pool.query<{ n: number }>(
        `select count(*)::int as n from directory_runs where directory_id = $1 and origin = 'schedule'`,
        [made.directory.id],
      )
      return rows[0]!.n
    }
    await pool.query(`update directories set schedule = 'hourly', enabled_at = null where id = $1`, [made.directory.id])
    expect(await begun()).toBe(0)
    await pool.query(`update directories set enabled_at = now() where id = $1`, [made.directory.id])
    expect(await begun()).toBe(0)
    await pool.query(`update directories set enabled_at = now() - interval '1 hour' where id = $1`, [made.directory.id])
    expect(await begun()).toBe(1)
  })
})

test('a deleted directory leaves its people, who are free to change again', async () => {
  await made.directory.run()
  expect(await adam.run(deleteDirectory, { directory: made.directory.id })).toEqual({ people: 3 })
  const { rows } = await pool.query(
    `select status, directory_fields from users where email = 'anna@larkfield.example' and deleted_at is null`,
  )
  expect(rows).toEqual([{ status: 'active', directory_fields: null }])
})
