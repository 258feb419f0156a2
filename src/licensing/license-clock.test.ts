import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { activateLicense } from './commands/activate-license.ts'
import { issueLicense } from './license-key.ts'
import { getLicenses } from './queries/get-licenses.ts'

const { pool, as } = await makeWorld()
const adam = await as('adam')
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const licenseIssuer = publicKey.export({ type: 'spki', format: 'pem' }).toString()
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000).toISOString()
const issue = (serial: string, validTo: string) =>
  issueLicense(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), {
    serial,
    kind: 'external',
    seats: 7,
    issuedTo: 'Larkfield Instruments',
    validFrom: '2020-01-01T00:00:00Z',
    validTo,
  })
const external = async () => (await adam.run(getLicenses, {})).pools.find(({ kind }) => kind === 'external')!

/** What a clock set back looks like from here: deeds that happened later than now. */
const deedInDays = (days: number) =>
  pool.query(
    "insert into audit_events (id, at, actor_kind, operation, outcome) values (uuid7(), now() + make_interval(days => $1), 'system', 'sweep', 'done')",
    [days],
  )

test('a clock set back makes no pack longer and brings no ended key to life (AT-122)', async () => {
  await adam.run(activateLicense, { key: issue('LARK-TEN-DAYS', inDays(10)) }, { licenseIssuer })
  expect((await external()).total).toBe(32)
  await deedInDays(11)
  expect((await external()).total).toBe(25)
  const { packs } = await adam.run(getLicenses, {})
  expect(packs.find(({ serial }) => serial === 'LARK-TEN-DAYS')?.state).toBe('ended')
  const refusal = await refusalOf(
    adam.run(activateLicense, { key: issue('LARK-NINE-DAYS', inDays(9)) }, { licenseIssuer }),
  )
  expect(refusal.code).toBe('license.key_expired')
})
