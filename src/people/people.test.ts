import { describe, expect, test } from 'vitest'
import type { UserId } from '../base/ids.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { createExternalUser } from './commands/create-external-user.ts'
import { createOrganization } from './commands/create-organization.ts'
import { updateExternalUser } from './commands/update-external-user.ts'
import { updateMe, updateMeOnPortal } from './commands/update-me.ts'
import { getExternalUser } from './queries/get-external-user.ts'
import { getMe, getMeOnPortal } from './queries/get-me.ts'
import { getUser } from './queries/get-user.ts'
import { listExternalUsers } from './queries/list-external-users.ts'
import { listOrganizations } from './queries/list-organizations.ts'
import { listUsers } from './queries/list-users.ts'
import { searchPeople, searchPeopleOnPortal } from './queries/search-people.ts'

const world = await makeWorld()
const { people } = world
const adam = await world.as('adam')
const vera = await world.as('vera')
const igor = await world.as('igor')
const dana = await world.as('dana')
const nobody = '018f0000-0000-7000-8000-00000000dead' as UserId

const rowOf = async (user: UserId) =>
  (await world.pool.query('select to_jsonb(u) as row from users u where id = $1', [user])).rows[0].row

describe('everybody knows herself', () => {
  test('the supervisor, an administrator and an employee see what they are', async () => {
    expect(await vera.run(getMe, {})).toMatchObject({ isSupervisor: true, isAdministrator: true })
    expect(await adam.run(getMe, {})).toMatchObject({ isSupervisor: false, isAdministrator: true })
    expect(await igor.run(getMe, {})).toMatchObject({
      fullName: 'Igor Petrov',
      companyName: 'Larkfield Instruments',
      isSupervisor: false,
      isAdministrator: false,
      kind: 'employee',
      organization: null,
    })
  })

  test('someone from outside sees herself and her organization, on the portal side only', async () => {
    expect(await dana.run(getMeOnPortal, {})).toMatchObject({
      kind: 'external',
      fullName: 'Dana Whitfield',
      organization: { name: 'Brightwater Clinics' },
      isAdministrator: false,
    })
    expect((await refusalOf(dana.run(getMe, {}))).kind).toBe('unauthenticated')
    expect((await refusalOf(igor.run(getMeOnPortal, {}))).kind).toBe('unauthenticated')
  })

  test('changes her name, language and time zone', async () => {
    const { version } = await dana.run(getMeOnPortal, {})
    await dana.run(updateMeOnPortal, { version, language: 'ru', timeZone: 'Europe/Berlin' })
    expect(await dana.run(getMeOnPortal, {})).toMatchObject({ language: 'ru', timeZone: 'Europe/Berlin' })
  })

  test.each([
    { supervisor: true },
    { groups: ['administrators'] },
    { kind: 'employee' },
    { seat: 'named' },
    { locked: false },
    { emailVerified: true },
    { email: 'else@larkfield.example' },
    { status: 'active' },
    { id: people.vera },
  ])('cannot give herself anything else: %o (AT-049, AT-114)', async (more) => {
    const before = await rowOf(people.igor)
    const { version } = await igor.run(getMe, {})
    const refusal = await refusalOf(igor.run(updateMe, { version, ...more } as never))
    expect(refusal.kind).toBe('invalid')
    expect(await rowOf(people.igor)).toEqual(before)
  })

  test.each(['Mars/Olympus', '', 'x'.repeat(80)])('a time zone nobody knows is refused: %s', async (timeZone) => {
    const { version } = await igor.run(getMe, {})
    expect((await refusalOf(igor.run(updateMe, { version, timeZone }))).kind).toBe('invalid')
  })

  test('a stale change is refused (AT-016)', async () => {
    const { version } = await igor.run(getMe, {})
    await igor.run(updateMe, { version, fullName: 'Igor P. Petrov' })
    const refusal = await refusalOf(igor.run(updateMe, { version, fullName: 'Somebody else' }))
    expect(refusal.code).toBe('user.changed_meanwhile')
    expect((await igor.run(getMe, {})).fullName).toBe('Igor P. Petrov')
  })
})

describe('the list of employees', () => {
  test('hides the locked unless they are asked for', async () => {
    const all = (await adam.run(listUsers, {})).rows.map((row) => row.fullName)
    expect(all).toContain('Nina Falk')
    expect(all).not.toContain('Tomás Reyes')
    const locked = (await adam.run(listUsers, { status: 'locked' })).rows
    expect(locked.map((row) => row.fullName)).toEqual(['Tomás Reyes'])
  })

  test('never holds anybody from outside', async () => {
    const { rows } = await adam.run(listUsers, { search: 'Dana' })
    expect(rows).toEqual([])
  })

  test('pages without gaps or repeats (AT-037)', async () => {
    const whole = (await adam.run(listUsers, {})).rows.map((row) => row.id)
    const found: string[] = []
    let after: string | null | undefined
    do {
      const page = await adam.run(listUsers, { limit: 3, ...(after && { after }) })
      found.push(...page.rows.map((row) => row.id))
      after = page.next
    } while (after)
    expect(found).toEqual(whole)
  })

  test('a cursor that is not one is refused', async () => {
    expect((await refusalOf(adam.run(listUsers, { after: 'eyJ4IjoxfQ==' }))).code).toBe('request.bad_cursor')
  })

  test('signs with a meaning in SQL are themselves in a search (AT-162)', async () => {
    for (const search of ['%', '_', "' or 1=1 --", '\\'])
      expect((await adam.run(listUsers, { search })).rows).toEqual([])
  })

  test('offers deeds to administrators only, and never to lock oneself or the supervisor', async () => {
    const forAdam = Object.fromEntries((await adam.run(listUsers, {})).rows.map((row) => [row.id, row.can]))
    expect(forAdam[people.kevin]).toMatchObject({ lock: true, unlock: false, becomeSupervisor: false })
    expect(forAdam[people.adam]!.lock).toBe(false)
    expect(forAdam[people.vera]!.lock).toBe(false)
    expect(forAdam[people.nina]).toMatchObject({ lock: false, resendInvitation: true, cancelInvitation: true })
    const forIgor = (await igor.run(listUsers, {})).rows
    expect(forIgor.flatMap((row) => Object.values(row.can)).some(Boolean)).toBe(false)
    const forVera = Object.fromEntries((await vera.run(listUsers, {})).rows.map((row) => [row.id, row.can]))
    expect(forVera[people.kevin]!.becomeSupervisor).toBe(true)
    expect(forVera[people.nina]!.becomeSupervisor).toBe(false)
  })

  test('one employee’s groups are told to administrators only', async () => {
    expect((await adam.run(getUser, { user: people.kevin })).groups).toMatchObject([{ name: 'Support' }])
    const seen = await igor.run(getUser, { user: people.kevin })
    expect(seen).toMatchObject({ fullName: 'Kevin Hale', groups: [], positions: [{ name: 'First line' }] })
  })
})

describe('external users', () => {
  const create = async (fullName: string, email?: string) =>
    (await adam.run(createExternalUser, { fullName, ...(email && { email }) })).id

  test('need nothing but a name, and are not registered', async () => {
    const id = await create('Walter Known-By-Name')
    expect(await adam.run(getExternalUser, { user: id })).toMatchObject({
      status: 'not_registered',
      email: null,
      organization: null,
      portals: [],
      can: { edit: true, lock: false, unlock: false, invite: true },
    })
  })

  test('are found by name or e-mail, filtered by status and organization, counted', async () => {
    const found = await adam.run(listExternalUsers, { search: 'whitfield' })
    expect(found).toMatchObject({ total: 1, rows: [{ fullName: 'Dana Whitfield', status: 'active' }] })
    expect((await adam.run(listExternalUsers, { status: 'locked' })).rows.map((row) => row.fullName)).toEqual([
      'Felix Braun',
    ])
    const { rows: organizations } = await adam.run(listOrganizations, { search: 'brightwater' })
    const theirs = await adam.run(listExternalUsers, { organization: organizations[0]!.id })
    expect(theirs.rows.map((row) => row.fullName)).toEqual(['Dana Whitfield', 'Priya Nair', 'Ruth Adler'])
    expect(theirs.total).toBe(organizations[0]!.people)
  })

  test.each([
    'Bob.Marsh@Clinic.example',
    'bob.marsh@clinic.example.',
    '  bob.marsh@clinic.example ',
    'ｂｏｂ.marsh@clinic.example',
  ])('one canonical address is one account: %s (AT-104)', async (email) => {
    await create('Bob Marsh', 'bob.marsh@clinic.example').catch(() => undefined)
    const refusal = await refusalOf(create('Bob Again', email))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'user.email_taken' })
  })

  test('nor may an employee’s address be given to an outsider (AT-092)', async () => {
    expect((await refusalOf(create('Kevin Outside', 'KEVIN@larkfield.example'))).code).toBe('user.email_taken')
    const { version } = await adam.run(getExternalUser, { user: people.priya })
    const refusal = await refusalOf(
      adam.run(updateExternalUser, { user: people.priya, version, email: 'kevin@larkfield.example' }),
    )
    expect(refusal.code).toBe('user.email_taken')
  })

  test.each(['', 'dana', 'dana@', '@x.example', 'a b@x.example', 'dana@x', 'a@b.c\u0000'])(
    'an address that is none is refused: %j',
    async (email) => {
      expect((await refusalOf(create('No Address', email || ' '))).kind).toBe('invalid')
    },
  )

  test('a registered one keeps an address to sign in with', async () => {
    const { version } = await adam.run(getExternalUser, { user: people.ruth })
    const refusal = await refusalOf(adam.run(updateExternalUser, { user: people.ruth, version, email: null }))
    expect(refusal.code).toBe('user.email_needed')
  })

  test('another address wants a recent proof, because links to a new password go there (AT-055)', async () => {
    const changer = await world.as('adam')
    await world.pool.query(`update sessions set proved_at = now() - interval '6 minutes' where id = $1`, [
      changer.actor.session,
    ])
    const { version } = await changer.run(getExternalUser, { user: people.priya })
    const change = { user: people.priya, version, email: 'priya.new@caldera.example' }
    expect((await refusalOf(changer.run(updateExternalUser, change))).code).toBe('session.proof_needed')
    const saved = await changer.run(updateExternalUser, { user: people.priya, version, phone: '+44 20 7946 0000' })
    expect(saved.version).toBe(version + 1)
  })

  test('moving her to another organization moves what she counts as, at once (AT-084)', async () => {
    const { rows } = await adam.run(listOrganizations, { search: 'caldera' })
    const { version } = await adam.run(getExternalUser, { user: people.ruth })
    await adam.run(updateExternalUser, { user: people.ruth, version, organization: rows[0]!.id })
    const counted = await world.pool.query(
      'select o.name from user_principals p join organizations o on o.id = p.principal_id where p.user_id = $1',
      [people.ruth],
    )
    expect(counted.rows).toEqual([{ name: 'Caldera Foods' }])
  })

  test('cannot be moved to an organization that is none', async () => {
    const { version } = await adam.run(getExternalUser, { user: people.priya })
    const change = { user: people.priya, version, organization: nobody as never }
    expect((await refusalOf(adam.run(updateExternalUser, change))).code).toBe('organization.not_found')
  })

  test('an employee is not edited through this door', async () => {
    const change = { user: people.kevin, version: 1, fullName: 'Not Kevin' }
    expect((await refusalOf(adam.run(updateExternalUser, change))).kind).toBe('not_found')
  })

  test('an organization’s name is taken once, whatever its case', async () => {
    await adam.run(createOrganization, { name: 'Northgate' })
    expect((await refusalOf(adam.run(createOrganization, { name: 'NORTHGATE' }))).code).toBe('organization.name_taken')
  })
})

describe('who sees whom', () => {
  test('an employee neither sees nor adds people from outside, and an unknown one looks the same', async () => {
    expect((await igor.run(listExternalUsers, {})).total).toBe(0)
    const seen = await refusalOf(igor.run(getExternalUser, { user: people.dana }))
    const missing = await refusalOf(igor.run(getExternalUser, { user: nobody }))
    expect({ ...seen, stack: '' }).toEqual({ ...missing, stack: '' })
    expect((await refusalOf(igor.run(createExternalUser, { fullName: 'Mine' }))).kind).toBe('forbidden')
    expect((await refusalOf(igor.run(createOrganization, { name: 'Mine' }))).kind).toBe('forbidden')
    const change = { user: people.dana, version: 1, fullName: 'Mine' }
    expect((await refusalOf(igor.run(updateExternalUser, change))).kind).toBe('not_found')
    expect((await igor.run(listOrganizations, {})).rows).toEqual([])
  })

  test('an employee’s picker offers colleagues who can sign in, nobody else', async () => {
    const names = (await igor.run(searchPeople, {})).rows.map((row) => row.name)
    expect(names).toContain('Kevin Hale')
    for (const hidden of ['Dana Whitfield', 'Tomás Reyes', 'Nina Falk']) expect(names).not.toContain(hidden)
    expect((await igor.run(searchPeople, { kind: 'external' })).rows).toEqual([])
    expect((await adam.run(searchPeople, { search: 'dana', kind: 'external' })).rows).toMatchObject([
      { name: 'Dana Whitfield', detail: 'Brightwater Clinics' },
    ])
  })

  test('from outside the picker finds nobody but oneself (AT-033, AT-082)', async () => {
    expect((await dana.run(searchPeopleOnPortal, {})).rows.map((row) => row.name)).toEqual(['Dana Whitfield'])
    expect((await dana.run(searchPeopleOnPortal, { search: 'ruth' })).rows).toEqual([])
  })

  test.each([listUsers, listExternalUsers, listOrganizations, searchPeople])(
    'nobody from outside, and nobody without a session, calls $name (AT-078, AT-079)',
    async (operation) => {
      expect((await refusalOf(dana.run(operation as typeof listUsers, {}))).kind).toBe('unauthenticated')
      expect((await refusalOf(world.anyone.run(operation as typeof listUsers, {}))).kind).toBe('unauthenticated')
    },
  )
})

test('the kind of a user is fixed, whichever way in', async () => {
  await expect(
    world.pool.query("update users set kind = 'employee', status = 'active' where id = $1", [people.dana]),
  ).rejects.toThrow(/fixed at creation/)
  await expect(
    world.pool.query('update users set organization_id = (select id from organizations limit 1) where id = $1', [
      people.kevin,
    ]),
  ).rejects.toThrow(/users_check/)
})

describe('one’s own formats (G78)', () => {
  test('are the company’s until they are chosen, and again when they are given up', async () => {
    const kevin = await world.as('kevin')
    const first = await kevin.run(getMe, {})
    expect([first.dateFormat, first.timeFormat, first.numberFormat]).toEqual([null, null, null])
    await kevin.run(updateMe, { version: first.version, dateFormat: 'iso', timeFormat: 'h23' })
    const second = await kevin.run(getMe, {})
    expect(second).toMatchObject({ dateFormat: 'iso', timeFormat: 'h23', numberFormat: null, fullName: first.fullName })
    await kevin.run(updateMe, { version: second.version, dateFormat: null })
    expect(await kevin.run(getMe, {})).toMatchObject({ dateFormat: null, timeFormat: 'h23' })
  })

  test.each([{ dateFormat: 'dd.mm' }, { timeFormat: '24' }, { numberFormat: '' }])('%o is none', async (change) => {
    const kevin = await world.as('kevin')
    const { version } = await kevin.run(getMe, {})
    expect((await refusalOf(kevin.run(updateMe, { version, ...change } as never))).kind).toBe('invalid')
  })
})
