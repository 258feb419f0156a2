import { describe, expect, test } from 'vitest'
import { kevinThere, makeProvider, providerWorld } from '../../test/cast/providers.ts'
import { newPassword } from '../../test/cast/invitations.ts'
import { baseUrl, refusalOf } from '../../test/cast/world.ts'
import { goTo } from '../../test/cast/openid-provider.ts'
import { switchProvider } from '../providers/commands/switch-provider.ts'
import { signIn } from './commands/sign-in.ts'
import { lockUser } from './commands/lock-user.ts'
import { inviteEmployee } from './commands/invite-employee.ts'
import { deleteUser } from './commands/delete-user.ts'
import { getSignInRules } from './queries/get-sign-in-rules.ts'
import { castPassword } from '../../test/cast/password.ts'

const { world, server, adam, pool, made, begin, finish, signInAs, identities, whyRefused } = await providerWorld()
const codeOf = async (deed: Promise<unknown>) => (await refusalOf(deed)).code
const sessions = async () => Number((await pool.query('select count(*) from sessions')).rows[0].count)
const userCount = async () => Number((await pool.query('select count(*) from users')).rows[0].count)

describe('somebody signs in by a provider', () => {
  test('linked by her verified address at the first time, known by what never changes of her after that', async () => {
    expect((await signInAs()).next).toBe('in')
    expect(world.anyone.cookies.token).toMatch(/^[\w-]{43}$/)
    expect(await identities()).toEqual([{ subject: 'kim', user_id: world.people.kevin, linked_by: 'address' }])
    const { rows } = await pool.query(`select template from mails where to_address = 'kevin@larkfield.example'`)
    expect(rows).toContainEqual({ template: 'factor_changed' })
    // From then on the address is of no interest: a new one there, unverified, changes nothing.
    expect((await signInAs({ ...kevinThere, email: 'somebody@else.example', email_verified: false })).next).toBe('in')
    expect(await identities()).toHaveLength(1)
  })

  test('and the audit says by which provider', async () => {
    await signInAs()
    const { rows } = await pool.query<{ facts: object; for_user_id: string }>(
      `select facts, for_user_id from audit_events where operation = 'finishAtProvider' and outcome = 'done' order by id desc limit 1`,
    )
    expect(rows[0]).toMatchObject({
      for_user_id: world.people.kevin,
      facts: { by: 'provider', providerName: 'Acme Login', linked: 'address' },
    })
  })

  test('and her password goes on to work', async () => {
    await signInAs()
    const input = { email: 'kevin@larkfield.example', password: castPassword }
    expect((await world.anyone.run(signIn, input)).next).toBe('in')
  })

  test('whichever spelling of her address it tells (AT-104)', async () => {
    expect((await signInAs({ ...kevinThere, email: 'KEVIN@Larkfield.example.' })).next).toBe('in')
    expect((await identities())[0]!.user_id).toBe(world.people.kevin)
  })

  test('and a second factor that is demanded is demanded here too (AT-119)', async () => {
    await pool.query(`update security_settings set factor_employees = 'everybody'`)
    try {
      const before = await sessions()
      expect((await signInAs()).next).toBe('factor')
      expect(await sessions()).toBe(before)
    } finally {
      await pool.query(`update security_settings set factor_employees = 'chosen'`)
    }
  })

  test('and an overdue password, which is not asked for, keeps nobody out', async () => {
    await pool.query(`update security_settings set password_days = 1, password_overdue_locks = true`)
    await pool.query(`update users set password_set_at = now() - interval '9 days'`)
    try {
      expect((await signInAs()).next).toBe('in')
    } finally {
      await pool.query(`update security_settings set password_days = null, password_overdue_locks = false`)
    }
  })
})

describe('an address lets nobody in that it should not (AT-101)', () => {
  /** One answer for all of these; what differs is told to administrators. */
  const refusedBecause = async (person: Parameters<typeof signInAs>[0], why: string) => {
    const [before, users] = [await sessions(), await userCount()]
    const refusal = await refusalOf(signInAs(person))
    expect([refusal.kind, refusal.code]).toEqual(['unauthenticated', 'sign_in.identity_unknown'])
    expect(refusal.message).toBe(
      '“Acme Login” knows you, but no account here is linked to what you are there. Sign in another way and link it in your profile, or ask your administrator.',
    )
    expect(refusal.facts).toEqual({ provider: 'Acme Login' })
    expect(await whyRefused()).toContain(why)
    expect([await sessions(), await userCount(), await identities()]).toEqual([before, users, []])
  }

  test('not when the provider does not say that it is verified', async () => {
    await refusedBecause(
      { ...kevinThere, email_verified: false },
      'does not say that kevin@larkfield.example is verified',
    )
    await refusedBecause({ ...kevinThere, email_verified: 'true' }, 'is verified')
    const { email_verified: _, ...silent } = kevinThere
    await refusedBecause(silent, 'is verified')
    await refusedBecause({ sub: 'kim' }, 'told no e-mail address')
  })

  test('not when it is of a domain the provider is not believed about', async () => {
    for (const domain of ['brightwater.example', 'sub.larkfield.example', 'larkfield.example.evil.example']) {
      await refusedBecause({ ...kevinThere, email: `kevin@${domain}` }, 'not believed about addresses')
    }
    await refusedBecause({ ...kevinThere, email: 'kevin' }, 'not believed about addresses')
    await refusedBecause({ ...kevinThere, email: '"kevin@larkfield.example"@evil.example' }, 'of evil.example')
  })

  test('not when nobody here has it', async () => {
    await refusedBecause({ ...kevinThere, email: 'nobody@larkfield.example' }, 'Nobody here has the address')
  })

  test('not into an account that administers: its owner links it herself', async () => {
    for (const key of ['adam', 'vera']) {
      await refusedBecause({ ...kevinThere, email: `${key}@larkfield.example` }, 'administers')
    }
  })

  test('not somebody from outside at the door of employees', async () => {
    await pool.query(`update providers set domains = '{brightwater.example}'`)
    await refusedBecause({ ...kevinThere, email: 'dana@brightwater.example' }, 'does not sign in at this door')
  })

  test('not into an invitation, which stays as it is', async () => {
    const person = { fullName: 'Newly Invited', email: 'newly@larkfield.example', groups: [], positions: [] }
    const { id } = await adam.run(inviteEmployee, person)
    await refusedBecause({ ...kevinThere, email: 'newly@larkfield.example' }, 'is invited')
    const { rows } = await pool.query('select accepted_at, withdrawn_at from invitations where user_id = $1', [id])
    expect(rows).toEqual([{ accepted_at: null, withdrawn_at: null }])
  })

  test('not a second person of the provider into an account that is linked', async () => {
    await signInAs()
    const refusal = await refusalOf(signInAs({ ...kevinThere, sub: 'mallory' }))
    expect(refusal.code).toBe('sign_in.identity_unknown')
    expect(await whyRefused()).toContain('linked to somebody else')
    expect(await identities()).toHaveLength(1)
  })

  test('not when the provider is believed about no domain at all', async () => {
    await pool.query(`update providers set domains = '{}'`)
    await refusedBecause(kevinThere, 'not believed')
  })
})

describe('the name of somebody who comes in', () => {
  const nameOf = async () =>
    (await pool.query<{ full_name: string }>('select full_name from users where id = $1', [world.people.kevin]))
      .rows[0]!.full_name

  test('becomes the one the provider tells, only where it is wanted, and never one a directory keeps', async () => {
    const before = await nameOf()
    await signInAs()
    await signInAs()
    expect(await nameOf()).toBe(before)
    await pool.query(`update providers set renames_people = true`)
    await pool.query(`update users set directory_fields = '{fullName}' where id = $1`, [world.people.kevin])
    await signInAs()
    expect(await nameOf()).toBe(before)
    await pool.query(`update users set directory_fields = null where id = $1`, [world.people.kevin])
    await signInAs()
    expect(await nameOf()).toBe('Kevin at Acme')
    await signInAs({ sub: 'kim', name: ' ' })
    expect(await nameOf()).toBe('Kevin at Acme')
    await pool.query('update users set full_name = $1 where id = $2', [before, world.people.kevin])
  })
})

describe('who may not come in does not, whatever the provider says', () => {
  test('a locked account, with a sentence, because who asks has proved whose it is', async () => {
    await signInAs()
    const { kevin } = world.people
    await adam.run(lockUser, { user: kevin })
    const refusal = await refusalOf(signInAs())
    expect([refusal.kind, refusal.code]).toEqual(['forbidden', 'account.locked'])
    await pool.query(`update users set status = 'active', locked_at = null, locked_by = null where id = $1`, [kevin])
  })

  test('a deleted account, whose identity is forgotten with it', async () => {
    const { id } = await adam.run(inviteEmployee, {
      fullName: 'Nina Gone',
      email: 'gone@larkfield.example',
      groups: [],
      positions: [],
    })
    await pool.query(
      `update users set status = 'active', registered_at = now(), password_hash = (select password_hash from users where id = $2) where id = $1`,
      [id, world.people.kevin],
    )
    await signInAs({ ...kevinThere, email: 'gone@larkfield.example' })
    await adam.run(deleteUser, { user: id })
    expect(await identities()).toEqual([])
    expect(await codeOf(signInAs())).toBe('sign_in.identity_unknown')
  })

  test('an employee without a seat where seats are full', async () => {
    await pool.query(`update providers set creates_people = true`)
    await pool.query(`update license_packs set seats = 1 where kind = 'named'`)
    try {
      const before = await userCount()
      const refusal = await refusalOf(signInAs({ ...kevinThere, email: 'new@larkfield.example' }))
      expect([refusal.kind, refusal.code]).toEqual(['no_seat', 'license.no_free_seat'])
      expect([await userCount(), await identities()]).toEqual([before, []])
    } finally {
      await pool.query(`update license_packs set seats = 50 where kind = 'named'`)
    }
  })
})

describe('somebody nobody knows yet', () => {
  const newcomer = { sub: 'nora', name: 'Nora Newcomer', email: 'nora@larkfield.example', email_verified: true }

  test('becomes an employee with a seat, where the provider brings people in', async () => {
    await pool.query(`update providers set creates_people = true`)
    expect((await signInAs(newcomer)).next).toBe('in')
    const { rows } = await pool.query(
      `select u.id, u.full_name, u.status, u.source, u.kind, (select count(*)::int from seats s where s.user_id = u.id and s.freed_at is null) as seats
       from users u where email = $1 and deleted_at is null`,
      [newcomer.email],
    )
    expect(rows[0]).toMatchObject({
      full_name: 'Nora Newcomer',
      status: 'active',
      source: 'provider',
      kind: 'employee',
      seats: 1,
    })
    expect(await identities()).toEqual([{ subject: 'nora', user_id: rows[0].id, linked_by: 'creation' }])
    // She has no password, and none opens her account.
    const input = { email: newcomer.email, password: newPassword }
    expect(await codeOf(world.anyone.run(signIn, input))).toBe('sign_in.refused')
  })

  test('takes her invitation up by it: she holds the seat already, and the link opens nothing any more', async () => {
    await pool.query(`update providers set creates_people = true`)
    const email = 'awaited@larkfield.example'
    const { id } = await adam.run(inviteEmployee, { fullName: 'Awaited', email, groups: [], positions: [] })
    for (const change of [{ email_verified: false }, { email: 'awaited@evil.example' }]) {
      const person = { ...newcomer, email, ...change }
      expect(await codeOf(signInAs(person))).toBe('sign_in.identity_unknown')
    }
    expect((await signInAs({ ...newcomer, email })).next).toBe('in')
    const { rows } = await pool.query(
      `select status, source, (select count(*)::int from seats s where s.user_id = u.id and s.freed_at is null) as seats,
         (select count(*)::int from invitations i where i.user_id = u.id and withdrawn_at is null and accepted_at is null) as open
       from users u where id = $1`,
      [id],
    )
    expect(rows).toEqual([{ status: 'active', source: 'provider', seats: 1, open: 0 }])
  })

  test('is made once, however many of her browsers come back at once', async () => {
    await pool.query(`update providers set creates_people = true`)
    server.people.set('nora', newcomer)
    server.whoSignsIn = 'nora'
    const trips = []
    for (let n = 0; n < 4; n += 1) {
      const { address, proof } = await begin()
      trips.push({ answer: await goTo(address, baseUrl), proof })
    }
    const before = await userCount()
    const outcomes = await Promise.all(trips.map(({ answer, proof }) => finish(answer, proof)))
    expect(outcomes.map(({ next }) => next)).toEqual(['in', 'in', 'in', 'in'])
    expect([await userCount(), (await identities()).length]).toEqual([before + 1, 1])
  })

  test('is not made for an address of another domain, nor for one that is not verified', async () => {
    await pool.query(`update providers set creates_people = true`)
    const before = await userCount()
    for (const change of [{ email: 'nora@evil.example' }, { email_verified: false }]) {
      expect(await codeOf(signInAs({ ...newcomer, ...change }))).toBe('sign_in.identity_unknown')
    }
    expect(await userCount()).toBe(before)
  })
})

describe('a provider that is off, or offered elsewhere', () => {
  test('is not shown and sends nobody away', async () => {
    expect((await world.anyone.run(getSignInRules, {})).providers).toEqual([{ id: made.provider, name: 'Acme Login' }])
    await adam.run(switchProvider, { provider: made.provider, isEnabled: false })
    expect((await world.anyone.run(getSignInRules, {})).providers).toEqual([])
    expect(await codeOf(begin())).toBe('resource.not_found')
  })

  test('lets nobody in who was on the way meanwhile', async () => {
    const { address, proof } = await begin()
    const answer = await goTo(address, baseUrl)
    await adam.run(switchProvider, { provider: made.provider, isEnabled: false })
    expect(await codeOf(finish(answer, proof))).toBe('sign_in.start_again')
  })

  test('is another one: what one answered counts for no other (mix-up, RFC 9700 §4.4)', async () => {
    const other = await makeProvider(adam, server, { name: 'Other Login' })
    server.backAddresses.push(`${baseUrl}/sign-in/${made.provider}`)
    const { address, proof } = await begin()
    const answer = await goTo(address, baseUrl)
    expect(await codeOf(finish(answer, proof, other))).toBe('sign_in.start_again')
    expect((await finish(answer, proof)).next).toBe('in')
  })
})
