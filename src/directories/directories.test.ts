import { beforeEach, describe, expect, test } from 'vitest'
import { codesOf, connectionTo, directoryWorld, person, rules } from '../../test/cast/directories.ts'
import { base, reader } from '../../test/cast/ldap-server.ts'
import { refusalOf } from '../../test/cast/world.ts'
import { type UserId } from '../base/ids.ts'
import { changeEmailOfUser } from '../signin/commands/change-email-of-user.ts'
import { updateUser } from '../people/commands/update-user.ts'
import { createDirectory } from './commands/create-directory.ts'
import { cancelDirectoryRun } from './commands/end-run.ts'
import { startDirectoryRun } from './commands/start-run.ts'
import { testDirectory } from './commands/test-directory.ts'
import { getDirectory } from './queries/get-directory.ts'
import { presets } from './presets.ts'
import { createGroup } from '../groups/commands/create-group.ts'
import { signIn } from '../signin/commands/sign-in.ts'
import { setDirectoryGroups } from './commands/set-directory-groups.ts'
import { listDirectories } from './queries/list-directories.ts'

const { world, server, adam, pool, made, userOf, statusOf } = await directoryWorld()

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
      await adam.run(getDirectory, { directory: made.directory.id }),
      await adam.run(listDirectories, {}),
    ])
    const { rows } = await pool.query(
      `select facts::text from audit_events union all select d::text from directories d`,
    )
    expect(told + JSON.stringify(rows)).not.toContain(reader.password)
    const elsewhere = { ...connectionTo(server), url: 'ldaps://evil.example' }
    const asked = adam.run(testDirectory, { directory: made.directory.id, connection: elsewhere })
    expect((await refusalOf(asked)).code).toBe('directory.password_needed')
    const unbelieved = made.directory.change({
      connection: { ...connectionTo(server), certificate: null, startTls: true },
    })
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
      igor.run(startDirectoryRun, { directory: made.directory.id, preview: true }),
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
    const run = await made.directory.preview()
    expect(run).toMatchObject({ state: 'ready', entries: 6, counts: { create: 3, refuse: 3, link: 0 } })
    expect(codesOf(run)).toMatchObject({
      'Kevin Doe': 'directory.linking_off',
      'Dana Doe': 'directory.external_user',
      'Nomail Doe': 'directory.no_email',
    })
    expect(await statusOf('anna')).toBeUndefined()
  })

  test('is applied when somebody says yes, and is out of date when another run begins', async () => {
    const first = await made.directory.preview()
    const second = await made.directory.preview()
    expect((await refusalOf(made.directory.apply(first.id))).code).toBe('directory.not_waiting')
    expect(await made.directory.apply(second.id)).toMatchObject({ state: 'done', done: 3, refused: 0 })
    expect(await statusOf('anna')).toBe('active')
    const { rows } = await pool.query('select from directory_entries')
    expect(rows).toEqual([])
  })

  test('can be cancelled', async () => {
    const { id } = await made.directory.preview()
    await adam.run(cancelDirectoryRun, { run: id })
    expect((await refusalOf(adam.run(cancelDirectoryRun, { run: id }))).code).toBe('directory.run_ended')
  })
})

describe('a run', () => {
  test('brings people in with a seat and an audit row each, and a second one changes nothing', async () => {
    expect(await made.directory.run()).toMatchObject({ state: 'done', done: 3, unchanged: 0 })
    const anna = (await userOf('anna@larkfield.example'))!
    expect(anna).toMatchObject({ status: 'active', source: 'directory', full_name: 'Anna Doe' })
    const { rows } = await pool.query(
      `select (select count(*)::int from seats where user_id = $1 and freed_at is null) as seats,
        (select count(*)::int from audit_events where resource_id = $1::text and operation = 'createByDirectory' and for_user_id = $2) as audited`,
      [anna.id, adam.id],
    )
    expect(rows[0]).toEqual({ seats: 1, audited: 1 })
    expect(await made.directory.run()).toMatchObject({ state: 'done', total: 0, unchanged: 3 })
  })

  test('follows an entry by its id through new names, addresses and places', async () => {
    await made.directory.run()
    const before = await userOf('anna@larkfield.example')
    const { cn: _, ...moved } = {
      ...person('anna'),
      dn: `uid=anna,ou=elsewhere,${reader.dn.split(',').slice(1).join(',')}`,
    }
    server.entries[0] = { ...moved, cn: 'Anna Roe', mail: 'anna.roe@larkfield.example', telephoneNumber: '100' }
    const run = await made.directory.run()
    expect(run.rows[0]).toMatchObject({
      deed: 'change',
      changes: { fullName: ['Anna Doe', 'Anna Roe'], workPhone: [null, '100'] },
    })
    expect(await userOf('anna.roe@larkfield.example')).toMatchObject({ id: before!.id, full_name: 'Anna Roe' })
  })

  test('keeps what it brings from being changed by hand, and the rest free', async () => {
    await made.directory.run()
    const { id } = (await userOf('anna@larkfield.example'))!
    const { rows } = await pool.query<{ version: number }>('select version from users where id = $1', [id])
    const { version } = rows[0]!
    const renamed = adam.run(updateUser, { user: id, version, fullName: 'Somebody Else' })
    expect((await refusalOf(renamed)).code).toBe('user.kept_in_directory')
    const moved = adam.run(changeEmailOfUser, { user: id, version, email: 'elsewhere@larkfield.example' })
    expect((await refusalOf(moved)).code).toBe('email_change.in_directory')
    await adam.run(updateUser, { user: id, version, timeZone: 'Europe/Berlin' })
  })

  test('invites instead, where people keep a password here', async () => {
    await made.directory.change({ signIn: 'local' })
    await made.directory.run()
    expect(await statusOf('anna')).toBe('invited')
    const { rows } = await pool.query(
      `select count(*)::int as n from mails where to_address = 'anna@larkfield.example'`,
    )
    expect(rows[0].n).toBe(1)
    server.entries = server.entries.slice(1)
    await made.directory.run()
    expect(await statusOf('anna')).toBe('cancelled')
  })

  test('takes nobody in without a seat, says so, and goes on later (AT-120)', async () => {
    const { rows } = await pool.query<{ n: number }>(
      `select count(*)::int as n from seats where kind = 'named' and freed_at is null`,
    )
    await pool.query(`update license_packs set seats = $1 where kind = 'named'`, [rows[0]!.n + 2])
    const run = await made.directory.run()
    expect(run).toMatchObject({ state: 'done', done: 2, refused: 1 })
    expect(Object.values(codesOf(run))).toContain('license.no_free_seat')
    await pool.query(`update license_packs set seats = 100 where kind = 'named'`)
    expect(await made.directory.run()).toMatchObject({ done: 1, refused: 0 })
  })
})

describe('somebody who is here already', () => {
  test('is linked by e-mail only where that is allowed; whoever was invited is active then', async () => {
    server.entries = [person('nina'), person('lena', { mail: 'LENA@larkfield.example' })]
    await made.directory.change({ linksByEmail: true })
    expect(await made.directory.run()).toMatchObject({ done: 2, refused: 0 })
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
    await made.directory.change({ linksByEmail: true })
    const run = await made.directory.run()
    expect(codesOf(run)).toEqual({
      'Adam Doe': 'directory.administrator',
      'Vera Doe': 'directory.administrator',
      'Dana Doe': 'directory.external_user',
    })
    const tie = (user: UserId) =>
      pool.query(`insert into directory_people (user_id, directory_id, external_id, dn) values ($1, $2, 'x', 'x')`, [
        user,
        made.directory.id,
      ])
    await expect(tie(world.people.vera)).rejects.toThrow('System supervisor')
    await expect(tie(world.people.dana)).rejects.toThrow('foreign key')
  })

  test('shares an address with two entries: neither is taken, whatever case or script it is in (AT-104)', async () => {
    server.entries.push(
      person('dora'),
      person('eric', { mail: 'ＤＯＲＡ@larkfield.example' }),
      person('fred', { entryUUID: 'id-of-anna' }),
    )
    expect(codesOf(await made.directory.run())).toMatchObject({
      'Dora Doe': 'directory.email_twice',
      'Eric Doe': 'directory.email_twice',
      'Fred Doe': 'directory.id_twice',
      'Anna Doe': 'directory.id_twice',
    })
  })

  test('was deleted here: nobody is brought back', async () => {
    await made.directory.run()
    await pool.query(`update users set deleted_at = now() where email = 'bert@larkfield.example'`)
    expect(codesOf(await made.directory.run())['Bert Doe']).toBe('directory.deleted_here')
  })
})

describe('Active Directory', () => {
  const inActiveDirectory = (uid: string, control = '512') => ({
    dn: `CN=${uid},OU=Staff,${base}`,
    objectCategory: 'person',
    objectClass: 'user',
    objectGUID: `guid-of-${uid}-00`.slice(0, 16),
    displayName: `${uid} of AD`,
    mail: `${uid}@larkfield.example`,
    userAccountControl: control,
    password: `${uid} has a secret`,
  })
  const crowdOfSeven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((uid) => inActiveDirectory(`ad${uid}`))

  beforeEach(async () => {
    const connection = { ...connectionTo(server), preset: 'active_directory' as const, ...presets.active_directory }
    await made.directory.change({ connection })
    server.entries = [...crowdOfSeven]
  })

  test('is known by the bytes of objectGUID, and a bit of userAccountControl tells who is locked', async () => {
    server.entries[6] = inActiveDirectory('adg', '514')
    expect(await made.directory.run()).toMatchObject({ state: 'done', done: 6, unchanged: 1 })
    const { rows } = await pool.query<{ external_id: string }>('select external_id from directory_people order by 1')
    expect(Buffer.from(rows[0]!.external_id, 'hex').toString()).toBe('guid-of-ada-00')
    const entered = world.anyone.run(signIn, { email: 'ada@larkfield.example', password: 'ada has a secret' })
    expect((await entered).next).toBe('in')
    server.mood = { forgets: crowdOfSeven[0]!.dn }
    expect(await made.directory.run()).toMatchObject({ total: 0 })
  })

  test('tells members of a large group in parts, and all of them count', async () => {
    const { id: group } = await adam.run(createGroup, { name: 'Large' })
    const members = crowdOfSeven.map(({ dn }) => dn)
    server.entries.push({ dn: `CN=Large,${base}`, objectClass: 'group', cn: 'Large', member: members })
    const { version } = await adam.run(getDirectory, { directory: made.directory.id })
    const groups = [{ dn: `cn=large,${base}`, group }]
    await adam.run(setDirectoryGroups, { directory: made.directory.id, version, groups })
    server.mood = { range: 3 }
    expect(await made.directory.run()).toMatchObject({ state: 'done', done: 14 })
  })
})
