import { hash } from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import type { Refusal } from '../base/refusal.ts'
import { getMe, getMeOnPortal } from '../people/queries/get-me.ts'
import { getExternalUser } from '../people/queries/get-external-user.ts'
import { deactivatePortal } from '../portals/commands/deactivate-portal.ts'
import { castPassword } from '../../test/cast/password.ts'
import { portalWorld } from '../../test/cast/portals.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { clearSignInPause } from './commands/clear-sign-in-pause.ts'
import { endMyPortalSession, endMySession } from './commands/end-my-session.ts'
import { portalSignIn } from './commands/portal-sign-in.ts'
import { signIn } from './commands/sign-in.ts'
import { signOut, signOutOfPortal } from './commands/sign-out.ts'
import { listMySessions } from './queries/list-my-sessions.ts'
import { authenticate } from './session.sql.ts'

const world = await makeWorld()
const { people, pool, db } = world
const { adam, makePortal } = await portalWorld(world)
const [dana, omar] = [await world.as('dana'), await world.as('omar')]
const desk = await makePortal([dana])
const other = await makePortal([omar])

let source = 0
/** A source of its own, so that tests do not count each other's tries. */
const elsewhere = () => `10.1.0.${(source += 1)}`

const enter = (email: string, password = castPassword, more: { address?: string; cookie?: string } = {}) =>
  world.anyone.run(signIn, { email, password }, { address: elsewhere(), ...more })
const enterPortal = (email: string, password = castPassword, portal = desk.code, address = elsewhere()) =>
  world.anyone.run(portalSignIn, { portal, email, password }, { address })

const told = ({ kind, code, message, facts }: Refusal) => ({ kind, code, message, facts })
const isAlive = (token: string, side: 'employee' | 'portal') =>
  authenticate(db, side, token).then(
    () => true,
    () => false,
  )

describe('signing in', () => {
  test('an employee gets a session of the employee side, whatever case the address is written in', async () => {
    await enter('KEVIN@Larkfield.example')
    const token = world.anyone.cookies.token!
    expect(await isAlive(token, 'employee')).toBe(true)
    expect(await isAlive(token, 'portal')).toBe(false)
  })

  test('somebody from outside gets one of the portal side', async () => {
    await enterPortal('dana@brightwater.example')
    const token = world.anyone.cookies.token!
    expect(await isAlive(token, 'portal')).toBe(true)
    expect(await isAlive(token, 'employee')).toBe(false)
  })

  test('the database gives nobody a session of the other side (AT-080)', async () => {
    for (const [user, side] of [
      [people.dana, 'employee'],
      [people.kevin, 'portal'],
    ]) {
      await expect(
        pool.query(
          "insert into sessions (id, token_hash, user_id, side, expires_at) values (uuid7(), 'x', $1, $2, now() + interval '1 hour')",
          [user, side],
        ),
      ).rejects.toThrow(/foreign key/)
    }
  })

  test('always gets a new token, and the one the browser had before is dead (AT-113)', async () => {
    await enter('lena@larkfield.example')
    const before = world.anyone.cookies.token!
    await enter('lena@larkfield.example', castPassword, { cookie: before })
    const after = world.anyone.cookies.token!
    expect(after).not.toBe(before)
    expect(await isAlive(before, 'employee')).toBe(false)
    await enter('lena@larkfield.example', castPassword, { cookie: 'planted-by-somebody' })
    expect(world.anyone.cookies.token).not.toBe('planted-by-somebody')
    expect(await isAlive('planted-by-somebody', 'employee')).toBe(false)
  })

  test('no account, the wrong side, another portal, an unknown portal, not registered: told as a wrong password is', async () => {
    const wrong = told(await refusalOf(enter('kevin@larkfield.example', 'not the password')))
    expect(wrong).toMatchObject({ kind: 'unauthenticated', code: 'sign_in.refused', facts: {} })
    const others = [
      enter('nobody@larkfield.example'),
      enter('dana@brightwater.example'),
      enter('nina@larkfield.example'),
      enter('tomas@larkfield.example', 'not the password'),
      enterPortal('dana@brightwater.example', 'not the password'),
      enterPortal('omar@caldera.example'),
      enterPortal('kevin@larkfield.example'),
      enterPortal('priya@brightwater.example'),
      enterPortal('felix@caldera.example', 'not the password'),
      enterPortal('dana@brightwater.example', castPassword, 'no_such_portal'),
      enterPortal('dana@brightwater.example', castPassword, other.code),
    ]
    for (const refusal of await Promise.all(others.map(refusalOf))) expect(told(refusal)).toEqual(wrong)
  })

  test('an unknown account costs the same time as a wrong password (AT-105)', async () => {
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let round = 0; round < 9; round += 1) {
      for (const [kind, email] of [
        ['known', 'marta@larkfield.example'],
        ['unknown', `nobody${round}@larkfield.example`],
      ] as const) {
        const began = performance.now()
        await refusalOf(enter(email, 'not the password'))
        times[kind].push(performance.now() - began)
      }
    }
    const median = (all: number[]) => all.sort((a, b) => a - b)[4]!
    expect(median(times.unknown) / median(times.known)).toBeGreaterThan(0.5)
    expect(median(times.unknown) / median(times.known)).toBeLessThan(2)
  })

  test('a locked account is told so only to who knows the password', async () => {
    expect((await refusalOf(enter('tomas@larkfield.example'))).code).toBe('account.locked')
    expect((await refusalOf(enter('tomas@larkfield.example', 'guess'))).code).toBe('sign_in.refused')
  })

  test('an inactive portal shows its notice and counts nothing', async () => {
    const closed = await makePortal([dana])
    await adam.run(deactivatePortal, { portal: closed.portal })
    const before = await pool.query('select count(*) as tries from sign_in_attempts')
    const refusal = await refusalOf(enterPortal('dana@brightwater.example', 'whatever', closed.code))
    expect(refusal).toMatchObject({ kind: 'unavailable', code: 'portal.inactive' })
    expect((await pool.query('select count(*) as tries from sign_in_attempts')).rows).toEqual(before.rows)
  })

  test('a hash with other parameters is made anew with the right password', async () => {
    const old = await hash(castPassword, { memoryCost: 8192, timeCost: 2, parallelism: 1 })
    await pool.query('update users set password_hash = $1 where id = $2', [old, people.sofia])
    await enter('sofia@larkfield.example')
    const { rows } = await pool.query('select password_hash from users where id = $1', [people.sofia])
    expect(rows[0].password_hash).toMatch(/m=19456,t=2,p=1/)
    await enter('sofia@larkfield.example')
  })

  test('is audited, refused tries too', async () => {
    await refusalOf(enter('igor@larkfield.example', 'wrong', { address: '10.9.9.9' }))
    await enter('igor@larkfield.example', castPassword, { address: '10.9.9.9' })
    const { rows } = await pool.query(
      "select outcome, code, facts ->> 'user' as user from audit_events where operation = 'signIn' and address = '10.9.9.9' order by at",
    )
    expect(rows).toEqual([
      { outcome: 'refused', code: 'sign_in.refused', user: null },
      { outcome: 'done', code: null, user: people.igor },
    ])
  })

  test('says in the audit whose account was tried, once for each, and tells whoever tried nothing of it (AT-105)', async () => {
    const address = '10.9.9.10'
    const known = await refusalOf(enter('igor@larkfield.example', 'wrong', { address }))
    await refusalOf(enter('IGOR@larkfield.example', 'wrong again', { address }))
    await refusalOf(enter('kevin@larkfield.example', 'wrong', { address }))
    const unknown = await refusalOf(enter('nobody@larkfield.example', 'wrong', { address }))
    expect({ ...known, stack: '' }).toEqual({ ...unknown, stack: '' })
    const { rows } = await pool.query(
      "select actor_kind, actor_id, for_user_id, facts::text from audit_events where operation = 'signIn' and address = $1 order by at",
      [address],
    )
    const tried = (person: string | null) => ({
      actor_kind: 'anonymous',
      actor_id: null,
      for_user_id: person,
      facts: '{}',
    })
    expect(rows).toEqual([tried(people.igor), tried(people.kevin), tried(null)])
  })

  test.each([
    { email: '', password: 'x' },
    { email: 'a@b.example', password: '' },
    { email: ['a@b.example'], password: 'x' },
    { email: 'a@b.example', password: { $ne: null } },
    { email: 'a@b.example', password: 'x', kind: 'employee' },
  ])('what is no sign-in is refused: %j (AT-017)', async (input) => {
    expect((await refusalOf(world.anyone.run(signIn, input as never))).kind).toBe('invalid')
  })
})

describe('too many tries', () => {
  test('the eleventh waits, from wherever it comes, and fifty at once are ten (AT-116)', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => refusalOf(enter('marta.x@larkfield.example', 'guess'))),
    )
    expect(outcomes.filter((refusal) => refusal.code === 'sign_in.refused')).toHaveLength(10)
    const waiting = outcomes.filter((refusal) => refusal.code === 'sign_in.too_many_tries')
    expect(waiting).toHaveLength(40)
    expect(waiting[0]!.retryAfter).toBeGreaterThan(800)
    expect(waiting[0]!.retryAfter).toBeLessThanOrEqual(900)
    expect((await refusalOf(enter('MARTA.X@larkfield.example.', 'guess'))).code).toBe('sign_in.too_many_tries')
  })

  test('pauses sign-in with the right password too, says until when, and never locks', async () => {
    for (let tries = 0; tries < 10; tries += 1) await refusalOf(enterPortal('ruth@brightwater.example', 'guess'))
    expect((await refusalOf(enterPortal('ruth@brightwater.example'))).code).toBe('sign_in.too_many_tries')
    const seen = await adam.run(getExternalUser, { user: people.ruth })
    expect(seen).toMatchObject({ status: 'active', can: { clearSignInPause: true } })
    expect(seen.signInPausedUntil!.getTime()).toBeGreaterThan(Date.now())
  })

  test('an administrator clears the pause at once; an employee cannot', async () => {
    const igor = await world.as('igor')
    expect((await refusalOf(igor.run(clearSignInPause, { user: people.ruth }))).kind).toBe('not_found')
    await adam.run(clearSignInPause, { user: people.ruth })
    expect((await adam.run(getExternalUser, { user: people.ruth })).signInPausedUntil).toBeNull()
    expect((await refusalOf(enterPortal('ruth@brightwater.example'))).code).toBe('sign_in.refused')
  })

  test('ends by itself after fifteen minutes', async () => {
    for (let tries = 0; tries < 10; tries += 1) await refusalOf(enter('igor@larkfield.example', 'guess'))
    expect((await refusalOf(enter('igor@larkfield.example'))).code).toBe('sign_in.too_many_tries')
    await pool.query(
      "update sign_in_attempts set at = at - interval '15 minutes', pauses_until = pauses_until - interval '15 minutes' where account_key = 'igor@larkfield.example'",
    )
    await enter('igor@larkfield.example')
  })

  test('an attacker elsewhere cannot keep the owner out of a place where she has signed in (AT-116)', async () => {
    await enter('vera@larkfield.example', castPassword, { address: '192.0.2.7' })
    for (let tries = 0; tries < 10; tries += 1) await refusalOf(enter('vera@larkfield.example', 'guess'))
    expect((await refusalOf(enter('vera@larkfield.example'))).code).toBe('sign_in.too_many_tries')
    await enter('vera@larkfield.example', castPassword, { address: '192.0.2.7' })
  })

  test('a hundred from one source in an hour and the source waits, whatever account it tries next', async () => {
    await pool.query(
      "insert into sign_in_attempts (account_key, address) select 'sprayed' || n || '@x.example', '203.0.113.5' from generate_series(1, 100) n",
    )
    const refusal = await refusalOf(enter('kevin@larkfield.example', castPassword, { address: '203.0.113.5' }))
    expect(refusal.code).toBe('sign_in.too_many_tries')
    await enter('kevin@larkfield.example')
  })

  test('the right password forgets the wrong ones before it', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let tries = 0; tries < 6; tries += 1) await refusalOf(enter('lena@larkfield.example', 'guess'))
      await enter('lena@larkfield.example')
    }
  })
})

describe('sessions', () => {
  test('signing out ends it; the cookie is worth nothing any more (AT-112)', async () => {
    for (const [someone, leave, ask] of [
      [await world.as('kevin'), signOut, getMe],
      [await world.as('dana'), signOutOfPortal, getMeOnPortal],
    ] as [Someone, typeof signOut, typeof getMe][]) {
      await someone.run(ask, {})
      await someone.run(leave, {})
      expect((await refusalOf(someone.run(ask, {}))).code).toBe('session.missing')
      expect((await refusalOf(someone.run(leave, {}))).code).toBe('session.missing')
    }
  })

  test('end when idle, and absolutely, by the database’s clock', async () => {
    const idle = await world.as('sofia')
    await pool.query("update sessions set last_seen_at = now() - interval '8 hours 1 second' where id = $1", [
      idle.actor.session,
    ])
    expect((await refusalOf(idle.run(getMe, {}))).code).toBe('session.missing')
    const old = await world.as('sofia')
    await pool.query('update sessions set expires_at = now() where id = $1', [old.actor.session])
    expect((await refusalOf(old.run(getMe, {}))).code).toBe('session.missing')
  })

  test('one sees one’s own and ends another of them; nobody else’s', async () => {
    const [here, there, stranger] = [await world.as('sofia'), await world.as('sofia'), await world.as('igor')]
    const { rows } = await here.run(listMySessions, {})
    expect(rows.find((row) => row.isThis)!.id).toBe(here.actor.session)
    expect(rows.map((row) => row.id)).toContain(there.actor.session)
    expect(rows.map((row) => row.id)).not.toContain(stranger.actor.session)
    expect((await refusalOf(here.run(endMySession, { session: stranger.actor.session }))).code).toBe(
      'resource.not_found',
    )
    const outside = await world.as('omar')
    expect((await refusalOf(outside.run(endMyPortalSession, { session: here.actor.session }))).code).toBe(
      'resource.not_found',
    )
    await here.run(endMySession, { session: there.actor.session })
    expect((await refusalOf(there.run(getMe, {}))).code).toBe('session.missing')
    await stranger.run(getMe, {})
  })

  test('only the hash of a token is stored', async () => {
    const { token } = await world.as('igor')
    const { rows } = await pool.query('select count(*)::int as found from sessions s where to_jsonb(s)::text like $1', [
      `%${token}%`,
    ])
    expect(rows[0].found).toBe(0)
  })
})
