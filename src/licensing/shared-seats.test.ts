import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { castPassword } from '../../test/cast/password.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { systemGroups } from '../access/system-groups.ts'
import type { UserId } from '../base/ids.ts'
import { castEmail, type CastKey } from '../main/demo/cast.ts'
import { lockUser } from '../signin/commands/lock-user.ts'
import { signIn } from '../signin/commands/sign-in.ts'
import { signOut } from '../signin/commands/sign-out.ts'
import { unlockUser } from '../signin/commands/unlock-user.ts'
import { transaction } from '../sql/database.ts'
import { changeServicePlan } from './commands/change-service-plan.ts'
import { freeIdleSeats } from './commands/free-idle-seats.ts'
import { takeSeat } from './commands/take-seat.ts'
import { takeWorkingSeat } from './commands/take-working-seat.ts'
import type { LicenseSettings, SeatKind } from './contract.ts'
import { getGrace } from './queries/get-grace.ts'
import { getLicenses } from './queries/get-licenses.ts'
import { listSeats } from './queries/list-seats.ts'

/** Mixed licensing: Privileged users hold named seats, the rest share concurrent ones. */
const world = await makeWorld()
const { db, pool, people } = world
const [vera, adam] = [await world.as('vera'), await world.as('adam')]

const poolOf = async (kind: SeatKind) => {
  const { rows } = await pool.query('select total, occupied, seat_limit as limit from seat_totals where kind = $1', [
    kind,
  ])
  return rows[0] as { total: number; occupied: number; limit: number }
}
const heldBy = async (key: CastKey) => {
  const { rows } = await pool.query('select kind from seats where user_id = $1 and freed_at is null order by kind', [
    people[key],
  ])
  return rows.map((row) => row.kind)
}
const pack = (kind: SeatKind, seats: number) =>
  pool.query("insert into license_packs (id, kind, seats, source) values (uuid7(), $1, $2, 'key')", [kind, seats])
const change = async (more: Partial<LicenseSettings>) => {
  const { settings } = await vera.run(getLicenses, {})
  return vera.run(changeServicePlan, { ...settings, ...more })
}
const knock = (key: CastKey, more = {}) =>
  world.anyone.run(signIn, { email: castEmail(key), password: castPassword }, more)
const privileged = (key: CastKey, add: boolean) =>
  add
    ? pool.query("insert into group_members (group_id, member_id, audience) values ($1, $2, 'employees')", [
        systemGroups.privilegedUsers,
        people[key],
      ])
    : pool.query('delete from group_members where group_id = $1 and member_id = $2', [
        systemGroups.privilegedUsers,
        people[key],
      ])
const endAll = () =>
  pool.query(
    "update sessions set ended_at = now(), end_reason = 'signed_out' where side = 'employee' and ended_at is null and user_id <> all ($1)",
    [[people.vera, people.adam]],
  )

test('without concurrent seats there is nothing to share', async () => {
  expect((await refusalOf(change({ shares: true }))).code).toBe('license.nothing_to_share')
})

test('sharing begins only when it throws nobody out', async () => {
  await pack('concurrent', 2)
  const signedIn = [await world.as('kevin'), await world.as('lena'), await world.as('igor')]
  const refusal = await refusalOf(change({ shares: true }))
  expect([refusal.code, refusal.facts]).toEqual(['license.too_few_to_share', { needed: 4, limit: 2 }])
  expect(await heldBy('kevin')).toEqual(['named'])
  await privileged('adam', true)
  for (const each of signedIn.slice(1)) await each.run(signOut, {})
  expect((await adam.run(getLicenses, {})).sharers.atWork).toBe(1)
  await change({ shares: true })
  expect([await heldBy('kevin'), await heldBy('lena'), await heldBy('adam'), await heldBy('vera')]).toEqual([
    ['concurrent'],
    [],
    ['named'],
    ['named'],
  ])
  expect(await poolOf('named')).toMatchObject({ occupied: 2 })
})

describe('where seats are shared', () => {
  beforeEach(endAll)
  afterEach(endAll)

  test('sign-in is refused at the count, with what to do, and any sign-out frees a seat (L129)', async () => {
    await knock('kevin')
    await knock('lena')
    const refusal = await refusalOf(knock('igor'))
    expect([refusal.kind, refusal.code]).toEqual(['no_seat', 'license.no_free_seat'])
    expect(refusal.message).toContain('Wait until somebody has signed out')
    expect(await heldBy('igor')).toEqual([])
    await pool.query(
      "update sessions set ended_at = now(), end_reason = 'signed_out' where user_id = $1 and ended_at is null",
      [people.lena],
    )
    await knock('igor')
    expect(await poolOf('concurrent')).toMatchObject({ total: 2, occupied: 2 })
  })

  test('a second device takes no second seat, and the seat stays until the last one is gone (AT-121)', async () => {
    const first = await world.as('kevin')
    await knock('kevin')
    await knock('kevin')
    expect((await poolOf('concurrent')).occupied).toBe(1)
    await first.run(signOut, {})
    expect(await heldBy('kevin')).toEqual(['concurrent'])
    await endAll()
    expect(await heldBy('kevin')).toEqual([])
    const { rows } = await adam.run(listSeats, { kind: 'concurrent', history: 'yes' })
    expect(rows[0]).toMatchObject({ name: 'Kevin Hale', freeReason: 'signed_out' })
  })

  test('privileged users and the supervisor come in however many work (L130, L134)', async () => {
    await knock('kevin')
    await knock('lena')
    await knock('adam')
    await knock('vera')
    await knock('vera')
    expect(await poolOf('concurrent')).toMatchObject({ occupied: 2 })
  })

  test('who has done nothing for the set minutes gives the seat to the next, and works on nothing (L129)', async () => {
    await change({ idleMinutes: 30 })
    const kevin = await world.as('kevin')
    await transaction(db, (tx) => takeWorkingSeat(tx, people.kevin))
    await knock('lena')
    const sawLast = (user: UserId, minutes: number) =>
      pool.query(
        'update sessions set last_seen_at = now() - make_interval(mins => $2) where user_id = $1 and ended_at is null',
        [user, minutes],
      )
    await sawLast(people.kevin, 29)
    expect((await refusalOf(knock('igor'))).code).toBe('license.no_free_seat')
    await sawLast(people.kevin, 31)
    await knock('igor')
    expect([await heldBy('kevin'), await heldBy('igor')]).toEqual([[], ['concurrent']])
    expect((await refusalOf(kevin.run(signOut, {}))).code).toBe('session.missing')
    await sawLast(people.lena, 31)
    expect(await freeIdleSeats(db)).toBe(1)
    expect(await heldBy('lena')).toEqual([])
  })

  test('one device that works keeps the seat of another that does not', async () => {
    await knock('kevin')
    await knock('kevin')
    await pool.query(
      "update sessions set last_seen_at = now() - interval '5 hours' where id = (select id from sessions where user_id = $1 and ended_at is null limit 1)",
      [people.kevin],
    )
    expect(await freeIdleSeats(db)).toBe(0)
    expect(await heldBy('kevin')).toEqual(['concurrent'])
  })

  test('after a restored backup seats without sessions are found and freed (AT-121)', async () => {
    await knock('kevin')
    await pool.query("delete from sessions where user_id = $1 and side = 'employee'", [people.kevin])
    await freeIdleSeats(db)
    expect(await heldBy('kevin')).toEqual([])
  })

  test('locking ends the seat with the sessions; unlocking takes none until she signs in', async () => {
    await knock('kevin')
    await adam.run(lockUser, { user: people.kevin })
    expect(await heldBy('kevin')).toEqual([])
    await adam.run(unlockUser, { user: people.kevin })
    expect(await heldBy('kevin')).toEqual([])
    await knock('kevin')
    expect(await heldBy('kevin')).toEqual(['concurrent'])
  })

  test('who becomes privileged changes to a named seat; who ceases shares again, or is out where none is free', async () => {
    await knock('kevin')
    await privileged('kevin', true)
    expect(await heldBy('kevin')).toEqual(['named'])
    await knock('lena')
    await privileged('kevin', false)
    expect(await heldBy('kevin')).toEqual(['concurrent'])
    await privileged('kevin', true)
    await knock('igor')
    await privileged('kevin', false)
    expect(await heldBy('kevin')).toEqual([])
    const { rows } = await pool.query(
      'select end_reason from sessions where user_id = $1 order by ended_at desc limit 1',
      [people.kevin],
    )
    expect(rows[0].end_reason).toBe('seat_withdrawn')
  })

  test('no more become privileged than there are named seats (L130)', async () => {
    await pool.query("update license_packs set seats = 2 where kind = 'named'")
    await expect(privileged('kevin', true)).rejects.toMatchObject({ constraint: 'group_members_licensed' })
    await pool.query("update license_packs set seats = 10 where kind = 'named'")
  })

  test('forty at once, some leaving meanwhile: never more at work than seats (AT-120, AT-121)', async () => {
    const { rows } = await sql<{ id: UserId }>`
      with made as (select uuid7() as id, n from generate_series(1, 40) n),
        principal as (insert into principals (id, kind, audience) select id, 'user', 'employees' from made)
      insert into users (id, kind, status, full_name, password_hash, registered_at)
        select id, 'employee', 'active', 'Shift ' || n, 'x', now() from made returning id`.execute(db)
    await pack('concurrent', 3)
    const most = (await poolOf('concurrent')).limit
    let seen = 0
    const attempt = async (user: UserId) => {
      const come = () =>
        transaction(db, async (tx) => {
          await takeWorkingSeat(tx, user)
          await sql`insert into sessions (id, token_hash, user_id, side, expires_at) values (uuid7(), uuid_send(uuid7()), ${user}, 'employee', now() + interval '1 hour')`.execute(
            tx,
          )
        }).then(
          () => true,
          () => false,
        )
      for (let round = 0; round < 3; round += 1) {
        const isIn = await come()
        const work = await pool.query(
          "select count(distinct user_id)::int as working, (select count(*)::int from seats where kind = 'concurrent' and freed_at is null) as held from sessions s where side = 'employee' and ended_at is null and user_id <> all ($1)",
          [[people.vera, people.adam]],
        )
        seen = Math.max(seen, work.rows[0].working, work.rows[0].held)
        if (isIn)
          await pool.query(
            "update sessions set ended_at = now(), end_reason = 'signed_out' where user_id = $1 and ended_at is null",
            [user],
          )
      }
    }
    await Promise.all(rows.map(({ id }) => attempt(id)))
    expect(seen).toBeLessThanOrEqual(most)
    expect(seen).toBeGreaterThan(1)
    expect((await poolOf('concurrent')).occupied).toBe(0)
  })

  test('sharing ends only when everybody can hold a named seat', async () => {
    expect((await refusalOf(change({ shares: false }))).code).toBe('license.too_few_named')
    await pack('named', 50)
    await change({ shares: false })
    expect([await heldBy('kevin'), await heldBy('lena')]).toEqual([['named'], ['named']])
  })
})

describe('the seats of a solution', () => {
  const member = (key: CastKey, add: boolean) =>
    add
      ? pool.query("insert into group_members (group_id, member_id, audience) values ($1, $2, 'employees')", [
          systemGroups.crmUsers,
          people[key],
        ])
      : pool.query('delete from group_members where group_id = $1 and member_id = $2', [
          systemGroups.crmUsers,
          people[key],
        ])

  test('go with membership in its group, never more than were bought (L133)', async () => {
    await expect(member('kevin', true)).rejects.toMatchObject({ constraint: 'group_members_licensed' })
    await pack('solution:crm', 1)
    await member('kevin', true)
    expect(await heldBy('kevin')).toContain('solution:crm')
    await expect(member('lena', true)).rejects.toMatchObject({ constraint: 'group_members_licensed' })
    await member('kevin', false)
    await member('lena', true)
    expect(await poolOf('solution:crm')).toMatchObject({ total: 1, occupied: 1 })
  })

  test('are free while the account is locked, and taken again, or unlocking is refused', async () => {
    await adam.run(lockUser, { user: people.lena })
    expect((await poolOf('solution:crm')).occupied).toBe(0)
    await pool.query("update license_packs set seats = 2 where kind = 'solution:crm'")
    await member('kevin', true)
    await pool.query("update license_packs set seats = 1 where kind = 'solution:crm'")
    expect((await refusalOf(adam.run(unlockUser, { user: people.lena }))).facts).toMatchObject({ kind: 'solution:crm' })
    await member('kevin', false)
    await adam.run(unlockUser, { user: people.lena })
    expect(await heldBy('lena')).toEqual(['named', 'solution:crm'])
  })
})

describe('the rule at the limit', () => {
  const outsider = async () => {
    const { rows } = await sql<{ id: UserId }>`
      with made as (select uuid7() as id), principal as (insert into principals (id, kind, audience) select id, 'user', 'external' from made)
      insert into users (id, kind, status, full_name) select id, 'external', 'not_registered', 'Outsider' from made returning id`.execute(
      db,
    )
    return rows[0]!.id
  }
  const take = async () => transaction(db, async (tx) => takeSeat(tx, 'external', await outsider()))
  const fill = async () => {
    const { total, occupied } = await poolOf('external')
    for (let free = total - occupied; free > 0; free -= 1) await take()
  }

  test('refuse: not one more', async () => {
    await fill()
    expect((await refusalOf(take())).code).toBe('license.no_free_seat')
  })

  test('grace: a tenth more for the set days, once in 90 days', async () => {
    await change({ atLimit: 'grace', graceDays: 7 })
    expect(await poolOf('external')).toMatchObject({ total: 25, limit: 28 })
    for (const _ of [1, 2, 3]) await take()
    expect((await refusalOf(take())).code).toBe('license.no_free_seat')
    const { pools } = await adam.run(getLicenses, {})
    expect(pools.find(({ kind }) => kind === 'external')).toMatchObject({ free: 0, graceEndsAt: expect.any(Date) })
    const { rows } = await adam.run(getGrace, {})
    expect(rows).toEqual([{ kind: 'external', occupied: 28, total: 25, endsAt: expect.any(Date) }])
    const igor = await world.as('igor')
    expect((await refusalOf(igor.run(getGrace, {}))).kind).toBe('forbidden')
    const began = (days: number) =>
      pool.query("update seat_pools set grace_began_at = now() - make_interval(days => $1) where kind = 'external'", [
        days,
      ])
    await began(8)
    expect(await poolOf('external')).toMatchObject({ occupied: 28, limit: 25 })
    await began(91)
    expect(await poolOf('external')).toMatchObject({ limit: 28 })
  })

  test('grace: a pack that has ended counts on for the set days, and nobody is thrown out after them', async () => {
    const end = (days: number) =>
      pool.query(
        "update license_packs set valid_from = now() - interval '1 year', valid_to = now() - make_interval(days => $1) where kind = 'external'",
        [days],
      )
    await end(6)
    expect(await poolOf('external')).toMatchObject({ total: 0, occupied: 28, limit: 28 })
    expect((await adam.run(getGrace, {})).rows).toMatchObject([{ kind: 'external', total: 0 }])
    await end(8)
    expect((await adam.run(getGrace, {})).rows).toEqual([])
    expect(await poolOf('external')).toMatchObject({ total: 0, occupied: 28, limit: 0 })
  })
})

test('whoever holds a seat is found by a part of the name or the address, and signs mean themselves', async () => {
  const found = async (search: string) =>
    (await adam.run(listSeats, { search, history: 'yes', limit: 200 })).rows.map(({ name }) => name)
  expect(new Set(await found('LIND'))).toEqual(new Set(['Vera Lind']))
  expect(await found('vera@larkfield')).toContain('Vera Lind')
  for (const nothing of ['%', '_', 'nobody at all']) expect(await found(nothing)).toEqual([])
})

test('the rules are the supervisor’s: an administrator sees them and changes nothing; a stale form is refused', async () => {
  const { settings, can } = await adam.run(getLicenses, {})
  expect([can.supervise, (await vera.run(getLicenses, {})).can.supervise]).toEqual([false, true])
  expect((await refusalOf(adam.run(changeServicePlan, settings))).kind).toBe('forbidden')
  expect((await refusalOf(vera.run(changeServicePlan, { ...settings, version: settings.version - 1 }))).code).toBe(
    'license.settings_changed',
  )
  await pool.query("update sessions set proved_at = now() - interval '1 hour' where id = $1", [vera.actor.session])
  expect((await refusalOf(change({ graceDays: 3 }))).code).toBe('session.proof_needed')
})

test.each([
  { idleMinutes: 4 },
  { graceDays: 31 },
  { salesLink: 'javascript:alert(1)' },
  { atLimit: 'ignore' },
  { storageGigabytes: 0 },
])('the rule %j is none', async (wrong) => {
  const { settings } = await vera.run(getLicenses, {})
  expect((await refusalOf(vera.run(changeServicePlan, { ...settings, ...wrong } as never))).kind).toBe('invalid')
})
