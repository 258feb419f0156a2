import { generateKeyPairSync } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { transaction } from '../sql/database.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { activateLicense } from './commands/activate-license.ts'
import { freeSeat } from './commands/free-seat.ts'
import { takeSeat } from './commands/take-seat.ts'
import type { SeatKind } from './contract.ts'
import { issueLicense, type LicenseContent } from './license-key.ts'
import { getLicenses } from './queries/get-licenses.ts'
import { listSeats } from './queries/list-seats.ts'

const world = await makeWorld()
const { db, people, pool } = world
const adam = await world.as('adam')
const igor = await world.as('igor')

const poolOf = async (kind: SeatKind) => (await adam.run(getLicenses, {})).pools.find((each) => each.kind === kind)!

/** Registered people from outside, without a seat yet. */
async function makeOutsiders(count: number): Promise<UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    with made as (select uuid7() as id, n from generate_series(1, ${count}) n),
      principal as (insert into principals (id, kind, audience) select id, 'user', 'external' from made)
    insert into users (id, kind, status, full_name) select id, 'external', 'not_registered', 'Outsider ' || n from made
    returning id`.execute(db)
  return rows.map((row) => row.id)
}

describe('the ledger of seats', () => {
  test('shows what there is, who holds it and since when', async () => {
    expect(await poolOf('external')).toMatchObject({ kind: 'external', total: 25, occupied: 3, free: 22 })
    expect(await poolOf('named')).toMatchObject({ total: 10, occupied: 8, free: 2 })
    const { rows } = await adam.run(listSeats, { kind: 'external' })
    expect(rows.map((row) => row.name).sort()).toEqual(['Dana Whitfield', 'Omar Haddad', 'Ruth Adler'])
    expect(rows[0]!.takenAt).toBeInstanceOf(Date)
  })

  test('twenty more than there are seats ask at once: exactly the free ones are given (AT-120)', async () => {
    const { free } = await poolOf('external')
    const asking = await makeOutsiders(free + 20)
    const outcomes = await Promise.all(
      asking.map((user) =>
        transaction(db, (tx) => takeSeat(tx, 'external', user)).then(
          () => 'given',
          (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
        ),
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'given')).toHaveLength(free)
    expect(outcomes.filter((outcome) => outcome === 'license.no_free_seat')).toHaveLength(20)
    expect(await poolOf('external')).toMatchObject({ kind: 'external', total: 25, occupied: 25, free: 0 })
  })

  test('the refused one is told what to do', async () => {
    const [user] = await makeOutsiders(1)
    const refusal = await refusalOf(transaction(db, (tx) => takeSeat(tx, 'external', user!)))
    expect(refusal).toMatchObject({ kind: 'no_seat', facts: { total: 25, occupied: 25 } })
    expect(refusal.message).toContain('add a license key')
  })

  test('who holds a seat takes no second one, and freeing gives it to the next (AT-121)', async () => {
    await transaction(db, (tx) => takeSeat(tx, 'external', people.dana))
    expect((await poolOf('external')).occupied).toBe(25)
    await transaction(db, (tx) => freeSeat(tx, people.dana, 'locked'))
    await transaction(db, (tx) => freeSeat(tx, people.dana, 'locked'))
    expect((await poolOf('external')).free).toBe(1)
    await transaction(db, (tx) => takeSeat(tx, 'external', people.dana))
    expect((await poolOf('external')).free).toBe(0)
  })

  test('history keeps who held one, and pages without gaps', async () => {
    const all = (await adam.run(listSeats, { kind: 'external', history: 'yes', limit: 200 })).rows
    expect(all.filter((row) => row.user === people.dana)).toMatchObject([
      { freedAt: null },
      { freeReason: 'locked', name: 'Dana Whitfield' },
    ])
    const first = await adam.run(listSeats, { kind: 'external', history: 'yes', limit: 20 })
    const second = await adam.run(listSeats, { kind: 'external', history: 'yes', limit: 20, after: first.next! })
    expect([...first.rows, ...second.rows]).toEqual(all.slice(0, 40))
    const forged = { kind: 'external', after: btoa('["x"]') } as const
    expect((await refusalOf(adam.run(listSeats, forged))).code).toBe('request.bad_cursor')
  })

  test('an employee’s seat is never given to an outsider, nor the other way round', async () => {
    await expect(transaction(db, (tx) => takeSeat(tx, 'named', people.omar))).rejects.toThrow(/foreign key/)
  })
})

describe('license keys', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const licenseIssuer = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const issue = (more: Partial<LicenseContent>) =>
    issueLicense(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), {
      serial: 'LARK-0001',
      kind: 'external',
      seats: 7,
      issuedTo: 'Larkfield Instruments',
      validFrom: '2020-01-01T00:00:00Z',
      validTo: null,
      ...more,
    })

  test('adds seats, once', async () => {
    const before = await poolOf('external')
    const key = issue({})
    expect(await adam.run(activateLicense, { key }, { licenseIssuer })).toMatchObject({ kind: 'external', seats: 7 })
    expect((await poolOf('external')).total).toBe(before.total + 7)
    expect((await refusalOf(adam.run(activateLicense, { key }, { licenseIssuer }))).code).toBe('license.key_used')
    expect((await poolOf('external')).total).toBe(before.total + 7)
    const { packs } = await adam.run(getLicenses, {})
    expect(packs).toContainEqual(expect.objectContaining({ serial: 'LARK-0001', activatedBy: 'Adam Brandt' }))
  })

  test('an ended, an altered and a foreign one are refused (AT-122)', async () => {
    const before = await poolOf('external')
    const refused = async (key: string) => (await refusalOf(adam.run(activateLicense, { key }, { licenseIssuer }))).code
    expect(await refused(issue({ serial: 'LARK-ENDED', validTo: '2024-01-01T00:00:00Z' }))).toBe('license.key_expired')
    const [content, signature] = issue({ serial: 'LARK-ALTERED' }).split('.')
    const bigger = Buffer.from(content!, 'base64url').toString().replace('"seats":7', '"seats":700')
    expect(await refused(`${Buffer.from(bigger).toString('base64url')}.${signature}`)).toBe('license.key_invalid')
    expect(await refused('anything else')).toBe('license.key_invalid')
    expect(await poolOf('external')).toEqual(before)
  })

  test('one bound to this installation is taken, one bound to another is not (AT-122)', async () => {
    const { installation } = await adam.run(getLicenses, {})
    const bound = issue({ serial: 'LARK-BOUND', seats: 1, installation })
    expect(await adam.run(activateLicense, { key: bound }, { licenseIssuer })).toMatchObject({ seats: 1 })
    const elsewhere = issue({ serial: 'LARK-ELSEWHERE', installation: '018f0000-0000-7000-8000-00000000dead' })
    const refusal = await refusalOf(adam.run(activateLicense, { key: elsewhere }, { licenseIssuer }))
    expect(refusal).toMatchObject({ kind: 'unprocessable', code: 'license.key_of_other_installation' })
    expect(refusal.message).toContain(installation)
  })

  test.each(['concurrent', 'solution:crm', 'solution:projects'] as const)(
    'brings seats of the kind %s',
    async (kind) => {
      const key = issue({
        serial: `LARK-${kind.replace(':', '-')}`,
        kind,
        seats: 3,
        plan: 'Business',
        storageGigabytes: 50,
      })
      await adam.run(activateLicense, { key }, { licenseIssuer })
      expect(await poolOf(kind)).toMatchObject({ total: 3, occupied: 0, free: 3 })
      const { packs } = await adam.run(getLicenses, {})
      expect(packs).toContainEqual(expect.objectContaining({ kind, plan: 'Business', storageGigabytes: 50 }))
    },
  )

  test('one for later counts later', async () => {
    const before = await poolOf('named')
    await adam.run(
      activateLicense,
      { key: issue({ serial: 'LARK-LATER', kind: 'named', validFrom: '2099-01-01T00:00:00Z' }) },
      { licenseIssuer },
    )
    expect(await poolOf('named')).toEqual(before)
  })

  test('without an issuer in the configuration none is taken', async () => {
    expect((await refusalOf(adam.run(activateLicense, { key: issue({ serial: 'LARK-2222' }) }))).code).toBe(
      'license.no_issuer',
    )
  })

  test('when a pack ends nobody is thrown out, and nobody more comes in', async () => {
    await pool.query(
      "update license_packs set valid_from = '2020-01-01', valid_to = '2021-01-01' where kind = 'external'",
    )
    expect(await poolOf('external')).toMatchObject({ kind: 'external', total: 0, occupied: 25, free: 0 })
  })
})

test.each([getLicenses, listSeats])('$name is for administrators (AT-082)', async (operation) => {
  const input = operation === listSeats ? { kind: 'named' } : {}
  expect((await refusalOf(igor.run(operation as typeof listSeats, input as never))).kind).toBe('forbidden')
  const dana = await world.as('dana')
  expect((await refusalOf(dana.run(operation as typeof listSeats, input as never))).kind).toBe('unauthenticated')
})

test('an employee activates no license', async () => {
  expect((await refusalOf(igor.run(activateLicense, { key: 'x' }))).kind).toBe('forbidden')
})
