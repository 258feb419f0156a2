import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { uploadFile } from '../files/commands/upload-file.ts'
import { forecastOf } from './forecast.ts'
import { getLicenses } from './queries/get-licenses.ts'

const now = new Date('2026-11-24T12:00:00Z')
const pool = {
  kind: 'named',
  total: 100,
  occupied: 70,
  free: 30,
  limit: 100,
  graceEndsAt: null,
  nextEnd: null,
} as const

test('thirty free seats and thirty more taken in ninety days last ninety days', () => {
  expect(forecastOf({ ...pool, net: 30, days: 90 }, now)).toEqual({
    day: new Date('2027-02-22T12:00:00Z'),
    net: 30,
    days: 90,
  })
})

test('where the number does not grow there is no day', () => {
  expect(forecastOf({ ...pool, net: 0, days: 90 }, now)).toEqual({ day: null, net: 0, days: 90 })
  expect(forecastOf({ ...pool, net: -4, days: 90 }, now)?.day).toBeNull()
})

test('nothing is said in the first week, nor of seats that come and go within a day', () => {
  expect(forecastOf({ ...pool, net: 30, days: 6 }, now)).toBeNull()
  expect(forecastOf({ ...pool, kind: 'concurrent', net: 30, days: 90 }, now)).toBeNull()
})

const world = await makeWorld()
const adam = await world.as('adam')

test('the ledger tells how many seats more were taken than freed', async () => {
  await world.pool.query("update seats set taken_at = now() - interval '30 days' where kind = 'named'")
  const { pools } = await adam.run(getLicenses, {})
  const named = pools.find(({ kind }) => kind === 'named')!
  expect(named.forecast).toMatchObject({ net: named.occupied, days: 30 })
})

test('files are counted against the storage of the plan, and one too many is refused whole (L132)', async () => {
  const plan = async () => (await adam.run(getLicenses, {})).plan
  const upload = (bytes: number) =>
    adam.run(uploadFile, { name: 'scan.txt' }, { upload: Readable.from([Buffer.alloc(bytes, 'x')]) })
  expect(await plan()).toMatchObject({ name: 'Starter', usedBytes: 0, bytes: null, bought: false })
  await upload(1000)
  expect((await plan()).usedBytes).toBe(1000)
  await world.pool.query('update license_settings set storage_gigabytes = 1')
  await world.pool.query('update storage_use set bytes = 1073741824 - 2000 where shard = 15')
  await upload(500)
  const refusal = await refusalOf(upload(600))
  expect([refusal.kind, refusal.code]).toEqual(['storage_full', 'storage.plan_used_up'])
  expect((await plan()).usedBytes).toBe(1_073_741_824 - 500)
  await world.pool.query('delete from files')
  expect((await plan()).usedBytes).toBe(1_073_741_824 - 2000)
})
