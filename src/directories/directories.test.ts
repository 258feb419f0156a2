import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { connectionTo, groupOf, makeDirectory, person, rules } from '../../test/cast/directories.ts'
import { openLdapServer, reader } from '../../test/cast/ldap-server.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import type { GroupId, UserId } from '../base/ids.ts'
import { addGroupMember } from '../groups/commands/add-group-member.ts'
import { createGroup } from '../groups/commands/create-group.ts'
import { updateUser } from '../people/commands/update-user.ts'
import { lockUser } from '../signin/commands/lock-user.ts'
import { unlockUser } from '../signin/commands/unlock-user.ts'
import { authenticate } from '../signin/session.sql.ts'
import { createDirectory } from './commands/create-directory.ts'
import { deleteDirectory } from './commands/delete-directory.ts'
import { cancelDirectoryRun } from './commands/end-run.ts'
import { setDirectoryGroups } from './commands/set-directory-groups.ts'
import { startDirectoryRun } from './commands/start-run.ts'
import { testDirectory } from './commands/test-directory.ts'
import { wakeDirectories } from './commands/wake-directories.ts'
import { findDirectoryGroups } from './queries/find-directory-groups.ts'
import { getDirectory } from './queries/get-directory.ts'
import { listDirectories } from './queries/list-directories.ts'

const server = await openLdapServer()
afterAll(() => server.close())
const world = await makeWorld()
const adam = await world.as('adam')
const { pool } = world

const crowd = ['anna', 'bert', 'cleo'].map((uid) => person(uid))
const userOf = async (email: string) =>
  (
    await pool.query<{ id: UserId; status: string; full_name: string; source: string }>(
      `select id, status, full_name, source from users where email = $1 and deleted_at is null`,
      [email],
    )
  ).rows[0]
const statusOf = async (uid: string) => (await userOf(`${uid}@larkfield.example`))?.status
const codesOf = (run: { rows: { label: string; code: string | null }[] }) =>
  Object.fromEntries(run.rows.map(({ label, code }) => [label, code]))

let directory: Awaited<ReturnType<typeof makeDirectory>>
beforeEach(async () => {
  Object.assign(server, { mood: {}, entries: [...crowd], searches: [], binds: [] })
  await pool.query('delete from directories')
  await pool.query(`update users set deleted_at = now() where source = 'directory' and deleted_at is null`)
  await pool.query(
    `update seats set freed_at = now(), free_reason = 'deleted' where freed_at is null and user_id in (select id from users where source = 'directory')`,
  )
  await pool.query(`update license_packs set seats = 50 where kind = 'named'`)
  directory = await makeDirectory(world, adam, server)
})

describe('a connection', () => {
  test('is tried before it is kept, with the first people as they would be read', async () => {
    const { people } = await adam.run(testDirectory, { connection: connectionTo(server), password: reader.password })
    expect(people.map(({ fullName, issue }) => [fullName, issue])).toEqual([
      ['Anna Doe', null],
      ['Bert Doe', null],
      ['Cleo Doe', null],
    ])
    const wrong = adam.run(testDirectory, { connection: connectionTo(server), password: 'no' })
    expect((await refusalOf(wrong)).code).toBe('ldap.credentials_refused')
  })

  test('keeps its password from every answer, and gives it to no other server', async () => {
    const told = JSON.stringify([
      await adam.run(getDirectory, { directory: directory.id }),
      await adam.run(listDirectories, {}),
    ])
    const { rows } = await pool.query(
      `select facts::text from audit_events union all select d::text from directories d`,
    )
    expect(told + JSON.stringify(rows)).not.toContain(reader.password)
    const elsewhere = { ...connectionTo(server), url: 'ldaps://evil.example' }
    const asked = adam.run(testDirectory, { directory: directory.id, connection: elsewhere })
    expect((await refusalOf(asked)).code).toBe('directory.password_needed')
    const unbelieved = directory.change({ connection: { ...connectionTo(server), certificate: null, startTls: true } })
    expect((await refusalOf(unbelieved)).code).toBe('directory.password_needed')
  })

  test('with a broken filter, or in the open to another machine, is refused', async () => {
    const make = (connection: object) =>
      adam.run(createDirectory, {
        ...rules,
        name: 'Another',
        connection: { ...connectionTo(server), ...connection },
        password: 'x',
      })
    expect((await refusalOf(make({ userFilter: '(cn=' }))).code).toBe('directory.filter_malformed')
    expect((await refusalOf(make({ url: 'ldap://dc.example' }))).code).toBe('ldap.in_the_open')
  })

  test('is nobody’s but the administrators’', async () => {
    const igor = await world.as('igor')
    for (const asked of [
      igor.run(listDirectories, {}),
      igor.run(startDirectoryRun, { directory: directory.id, preview: true }),
    ]) {
      expect((await refusalOf(asked)).kind).toBe('forbidden')
    }
  })
})

describe('a preview (checklist 79)', () => {
  test('shows what would be done and does nothing', async () => {
    server.entries.push(
      person('kevin'),
      person('dana', { mail: 'dana@brightwater.example' }),
      person('nomail', { mail: undefined }),
    )
    const run = await directory.preview()
    expect(run).toMatchObject({ state: 'ready', entries: 6, counts: { create: 3, refuse: 3, link: 0 } })
    expect(codesOf(run)).toMatchObject({
      'Kevin Doe': 'directory.linking_off',
      'Dana Doe': 'directory.external_user',
      'Nomail Doe': 'directory.no_email',
    })
    expect(await statusOf('anna')).toBeUndefined()
  })

  test('is applied when somebody says yes, and is out of date when another run begins', async () => {
    const first = await directory.preview()
    const second = await directory.preview()
    expect((await refusalOf(directory.apply(first.id))).code).toBe('directory.not_waiting')
    expect(await directory.apply(second.id)).toMatchObject({ state: 'done', done: 3, refused: 0 })
    expect(await statusOf('anna')).toBe('active')
    const { rows } = await pool.query('select from directory_entries')
    expect(rows).toEqual([])
  })

  test('can be cancelled', async () => {
    const { id } = await directory.preview()
    await adam.run(cancelDirectoryRun, { run: id })
    expect((await refusalOf(adam.run(cancelDirectoryRun, { run: id }))).code).toBe('directory.run_ended')
  })
})

describe('a run', () => {
  test('brings people in with a seat and an audit row each, and a second one changes nothing', async () => {
    expect(await directory.run()).toMatchObject({ state: 'done', done: 3, unchanged: 0 })
    const anna = (await userOf('anna@larkfield.example'))!
    expect(anna).toMatchObject({ status: 'active', source: 'directory', full_name: 'Anna Doe' })
    const { rows } = await pool.query(
      `select (select count(*)::int from seats where user_id = $1 and freed_at is null) as seats,
        (select count(*)::int from audit_events where resource_id = $1::text and operation = 'createByDirectory' and for_user_id = $2) as audited`,
      [anna.id, adam.id],
    )
    expect(rows[0]).toEqual({ seats: 1, audited: 1 })
    expect(await directory.run()).toMatchObject({ state: 'done', total: 0, unchanged: 3 })
  })

  test('follows an entry by its id through new names, addresses and places', async () => {
    await directory.run()
    const before = await userOf('anna@larkfield.example')
    const { cn: _, ...moved } = {
      ...person('anna'),
      dn: `uid=anna,ou=elsewhere,${reader.dn.split(',').slice(1).join(',')}`,
    }
    server.entries[0] = { ...moved, cn: 'Anna Roe', mail: 'anna.roe@larkfield.example', telephoneNumber: '100' }
    const run = await directory.run()
    expect(run.rows[0]).toMatchObject({
      deed: 'change',
      changes: { fullName: ['Anna Doe', 'Anna Roe'], workPhone: [null, '100'] },
    })
    expect(await userOf('anna.roe@larkfield.example')).toMatchObject({ id: before!.id, full_name: 'Anna Roe' })
  })

  test('keeps what it brings from being changed by hand, and the rest free', async () => {
    await directory.run()
    const { id } = (await userOf('anna@larkfield.example'))!
    const { rows } = await pool.query<{ version: number }>('select version from users where id = $1', [id])
    const { version } = rows[0]!
    const renamed = adam.run(updateUser, { user: id, version, fullName: 'Somebody Else' })
    expect((await refusalOf(renamed)).code).toBe('user.kept_in_directory')
    await adam.run(updateUser, { user: id, version, timeZone: 'Europe/Berlin' })
  })

  test('invites instead, where people keep a password here', async () => {
    await directory.change({ signIn: 'local' })
    await directory.run()
    expect(await statusOf('anna')).toBe('invited')
    const { rows } = await pool.query(
      `select count(*)::int as n from mails where to_address = 'anna@larkfield.example'`,
    )
    expect(rows[0].n).toBe(1)
    server.entries = server.entries.slice(1)
    await directory.run()
    expect(await statusOf('anna')).toBe('cancelled')
  })

  test('takes nobody in without a seat, says so, and goes on later', async () => {
    const { rows } = await pool.query<{ n: number }>(
      `select count(*)::int as n from seats where kind = 'named' and freed_at is null`,
    )
    await pool.query(`update license_packs set seats = $1 where kind = 'named'`, [rows[0]!.n + 2])
    const run = await directory.run()
    expect(run).toMatchObject({ state: 'done', done: 2, refused: 1 })
    expect(Object.values(codesOf(run))).toContain('license.no_free_seat')
    await pool.query(`update license_packs set seats = 100 where kind = 'named'`)
    expect(await directory.run()).toMatchObject({ done: 1, refused: 0 })
  })
})

describe('somebody who is here already', () => {
  test('is linked by e-mail only where that is allowed; whoever was invited is active then', async () => {
    server.entries = [person('nina'), person('lena', { mail: 'LENA@larkfield.example' })]
    await directory.change({ linksByEmail: true })
    expect(await directory.run()).toMatchObject({ done: 2, refused: 0 })
    expect(await statusOf('nina')).toBe('active')
    await pool.query(
      `update users set source = 'invited', status = 'invited', registered_at = null, email = 'nina@larkfield.example', full_name = 'Nina Falk' where id = $1`,
      [world.people.nina],
    )
    await pool.query(
      `update users set source = 'invited', email = 'lena@larkfield.example', full_name = 'Lena Novak' where id = $1`,
      [world.people.lena],
    )
  })

  test('is never linked as an administrator, the supervisor or somebody from outside', async () => {
    server.entries = [person('adam'), person('vera'), person('dana', { mail: 'dana@brightwater.example' })]
    await directory.change({ linksByEmail: true })
    const run = await directory.run()
    expect(codesOf(run)).toEqual({
      'Adam Doe': 'directory.administrator',
      'Vera Doe': 'directory.administrator',
      'Dana Doe': 'directory.external_user',
    })
    const tie = (user: UserId) =>
      pool.query(`insert into directory_people (user_id, directory_id, external_id, dn) values ($1, $2, 'x', 'x')`, [
        user,
        directory.id,
      ])
    await expect(tie(world.people.vera)).rejects.toThrow('System supervisor')
    await expect(tie(world.people.dana)).rejects.toThrow('foreign key')
  })

  test('shares an address with two entries: neither is taken, whatever case or script it is in', async () => {
    server.entries.push(
      person('dora'),
      person('eric', { mail: 'ＤＯＲＡ@larkfield.example' }),
      person('fred', { entryUUID: 'id-of-anna' }),
    )
    expect(codesOf(await directory.run())).toMatchObject({
      'Dora Doe': 'directory.email_twice',
      'Eric Doe': 'directory.email_twice',
      'Fred Doe': 'directory.id_twice',
      'Anna Doe': 'directory.id_twice',
    })
  })

  test('was deleted here: nobody is brought back', async () => {
    await directory.run()
    await pool.query(`update users set deleted_at = now() where email = 'bert@larkfield.example'`)
    expect(codesOf(await directory.run())['Bert Doe']).toBe('directory.deleted_here')
  })
})

describe('whoever leaves the directory', () => {
  test('is locked and signed out, and comes back when the directory has her again', async () => {
    await directory.run()
    const { id } = (await userOf('anna@larkfield.example'))!
    const session = await world.asUser(id, 'employee')
    server.entries = server.entries.slice(1)
    expect(await directory.run()).toMatchObject({ counts: { lock: 1 }, done: 1 })
    expect(await statusOf('anna')).toBe('locked')
    await expect(authenticate(world.db, 'employee', session.token)).rejects.toThrow('Sign in')
    server.entries.push(person('anna'))
    expect(await directory.run()).toMatchObject({ counts: { unlock: 1 }, done: 1 })
    expect(await statusOf('anna')).toBe('active')
  })

  test('or is locked there, is locked here, unless the directory leaves people alone', async () => {
    await directory.run()
    server.entries[0] = person('anna', { pwdAccountLockedTime: '000001010000Z' })
    server.entries[1] = person('bert', { pwdAccountLockedTime: '20260101000000Z' })
    await directory.change({ onGone: 'leave' })
    await directory.run()
    expect(await statusOf('anna')).toBe('active')
    await directory.change({ onGone: 'lock' })
    await directory.run()
    expect([await statusOf('anna'), await statusOf('bert')]).toEqual(['locked', 'active'])
  })

  test('and was locked by hand stays locked by hand', async () => {
    await directory.run()
    const { id } = (await userOf('anna@larkfield.example'))!
    await adam.run(lockUser, { user: id, giveOutTasks: false })
    expect(await directory.run()).toMatchObject({ total: 0 })
    expect(await statusOf('anna')).toBe('locked')
    await adam.run(unlockUser, { user: id })
  })

  test('is the last administrator: she stays, and the run says so; so says the database', async () => {
    await directory.run()
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
  const { id } = await by.run(startDirectoryRun, { directory: directory.id, preview: false })
  const { workRun } = await import('./commands/work-run.ts')
  await workRun({ ...world, baseUrl: 'http://localhost:4100' }, { run: id })
  const { rows } = await pool.query<{ code: string }>(
    `select code from directory_rows where run_id = $1 and state = 'refused'`,
    [id],
  )
  return rows[0]!
}

describe('a garbled answer locks nobody', () => {
  beforeEach(async () => void (await directory.run()))

  test('when nobody is named at all, not even after somebody said yes', async () => {
    server.mood = { empty: true }
    expect(await directory.run()).toMatchObject({ state: 'failed', code: 'directory.nobody_found' })
    expect(await statusOf('anna')).toBe('active')
  })

  test('when many would leave: the run stops and asks', async () => {
    await directory.change({ mostLeaving: 20 })
    server.entries = server.entries.slice(1)
    const run = await directory.run()
    expect(run).toMatchObject({ state: 'asks', code: 'directory.too_many_leave', done: 0 })
    expect(await statusOf('anna')).toBe('active')
    expect(await directory.apply(run.id)).toMatchObject({ state: 'done', done: 1 })
    expect(await statusOf('anna')).toBe('locked')
  })

  test('when a page gets lost: whoever is missing is asked for by her id', async () => {
    server.mood = { forgets: person('anna').dn }
    expect(await directory.run()).toMatchObject({ state: 'done', total: 0 })
  })

  test('when entries come without the id: nobody counts as gone', async () => {
    server.entries = [person('bert'), person('cleo'), person('anna', { entryUUID: undefined })]
    const run = await directory.run()
    expect(codesOf(run)).toEqual({ 'Anna Doe': 'directory.no_id' })
    expect(await statusOf('anna')).toBe('active')
  })

  test('when the connection breaks or the account is refused: the run fails with the reason', async () => {
    server.mood = { refusesPages: true }
    expect(await directory.run()).toMatchObject({ state: 'failed', code: 'ldap.size_limit' })
    server.mood = {}
    await directory.change({ password: 'wrong now' })
    expect(await directory.run()).toMatchObject({ state: 'failed', code: 'ldap.credentials_refused' })
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
    const { version } = await adam.run(getDirectory, { directory: directory.id })
    await adam.run(setDirectoryGroups, { directory: directory.id, version, groups: [{ dn, group }] })
  }

  test('are kept in step through groups in groups and circles; members by hand stay', async () => {
    const group = await makeGroup('Sales')
    await map(group)
    await adam.run(addGroupMember, { group, member: world.people.igor })
    server.entries.push(
      groupOf('sales', [crowd[0]!.dn, `cn=inner,ou=groups,dc=larkfield,dc=example`]),
      groupOf('inner', [crowd[1]!.dn, `cn=sales,ou=groups,dc=larkfield,dc=example`]),
    )
    expect(await directory.run()).toMatchObject({ state: 'done', done: 5, total: 5 })
    expect(await membersOf(group)).toEqual(['Anna Doe', 'Bert Doe', 'Igor Petrov'])
    server.entries[4] = groupOf('inner', [crowd[2]!.dn])
    expect(await directory.run()).toMatchObject({ counts: { join: 1, leave: 1 } })
    expect(await membersOf(group)).toEqual(['Anna Doe', 'Cleo Doe', 'Igor Petrov'])
  })

  test('of the system are never filled, nor roles; the database says so too (AT-051)', async () => {
    const administrators = (await world.group('administrators')) as GroupId
    expect((await refusalOf(map(administrators))).code).toBe('directory.group_unfit')
    const written = pool.query(
      `insert into directory_groups (directory_id, dn_key, dn, group_id) values ($1, 'x', 'x', $2)`,
      [directory.id, administrators],
    )
    await expect(written).rejects.toThrow('company groups only')
  })

  test('are found by a part of their name, and nothing typed becomes a filter (LDAP injection)', async () => {
    server.entries.push(groupOf('sales', [crowd[0]!.dn]), groupOf('support', [crowd[1]!.dn]))
    const find = async (search: string) =>
      (await adam.run(findDirectoryGroups, { directory: directory.id, search })).rows.map(({ name }) => name)
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
        [directory.id],
      )
      return rows[0]!.n
    }
    await pool.query(`update directories set schedule = 'hourly', enabled_at = null where id = $1`, [directory.id])
    expect(await begun()).toBe(0)
    await pool.query(`update directories set enabled_at = now() where id = $1`, [directory.id])
    expect(await begun()).toBe(0)
    await pool.query(`update directories set enabled_at = now() - interval '1 hour' where id = $1`, [directory.id])
    expect(await begun()).toBe(1)
  })
})

test('a deleted directory leaves its people, who are free to change again', async () => {
  await directory.run()
  expect(await adam.run(deleteDirectory, { directory: directory.id })).toEqual({ people: 3 })
  const { rows } = await pool.query(
    `select status, directory_fields from users where email = 'anna@larkfield.example' and deleted_at is null`,
  )
  expect(rows).toEqual([{ status: 'active', directory_fields: null }])
})
