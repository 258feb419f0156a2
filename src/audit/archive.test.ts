import { gunzipSync } from 'node:zlib'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { beforeEach, describe, expect, test } from 'vitest'
import { makeWorld } from '../../test/cast/world.ts'
import { newId } from '../base/ids.ts'
import { sweepFiles } from '../files/sweep.ts'
import { archiveNext, verifyArchives } from './archive.ts'
import { sealNext } from './seal.sql.ts'
import { verifyAudit } from './verify.ts'

const world = await makeWorld()
const { db, pool, blobs } = world

const write = (monthsAgo: number) =>
  pool.query(
    `insert into audit_events (id, at, actor_kind, operation, outcome) values ($1, now() - make_interval(months => $2), 'system', 'tried', 'done')`,
    [newId(), monthsAgo],
  )
const keep = (months: number | null) => pool.query('update company set audit_keep_months = $1', [months])
const rowsLeft = async () => (await pool.query('select from audit_events')).rowCount
const archives = async () =>
  (await pool.query<{ key: string; events: number }>('select storage_key as key, events from audit_archives')).rows

beforeEach(async () => {
  const client = await pool.connect()
  await client.query('set session_replication_role = replica')
  await client.query('truncate audit_events, audit_seals, audit_archives')
  await client.query('set session_replication_role = origin')
  client.release()
  for (const months of [30, 20, 14, 5, 1]) {
    await write(months)
    await sealNext(db, 10)
  }
})

describe('old rows of the audit', () => {
  test('stay for ever unless the company says how long', async () => {
    await keep(null)
    expect(await archiveNext(db, blobs)).toBe(0)
    expect(await rowsLeft()).toBe(5)
  })

  test('are moved with their seals into a file that can be read; the chain stays whole', async () => {
    await keep(12)
    expect(await archiveNext(db, blobs)).toBe(3)
    expect(await archiveNext(db, blobs)).toBe(0)
    expect(await rowsLeft()).toBe(2)
    expect((await verifyAudit(db, [])).finding).toBe(null)
    expect(await verifyArchives(db, blobs)).toBe(null)
    const content = await blobs.get((await archives())[0]!.key)
    const lines = gunzipSync(await buffer(content!.stream))
      .toString()
      .trim()
      .split('\n')
    expect(lines).toHaveLength(6)
    expect(lines.filter((line) => line.includes('tried'))).toHaveLength(3)
    await keep(3)
    expect(await archiveNext(db, blobs)).toBe(1)
    expect((await archives()).map(({ events }) => events)).toEqual([3, 1])
    expect((await verifyAudit(db, [])).finding).toBe(null)
  })

  test('that are not sealed yet, or stand behind a younger one, are not moved', async () => {
    await keep(12)
    await write(40)
    expect(await archiveNext(db, blobs)).toBe(3)
    await sealNext(db, 10)
    expect(await archiveNext(db, blobs)).toBe(0)
    expect(await rowsLeft()).toBe(3)
  })

  test('are left alone, and nothing is lost, when one was altered or the disk is full', async () => {
    await keep(12)
    const full = { ...blobs, put: () => Promise.reject(new Error('disk full')) }
    await expect(archiveNext(db, full)).rejects.toThrow('disk full')
    expect(await rowsLeft()).toBe(5)
    const client = await pool.connect()
    await client.query('set session_replication_role = replica')
    await client.query(`update audit_events set operation = 'other' where at < now() - interval '25 months'`)
    await client.query('set session_replication_role = origin')
    client.release()
    await expect(archiveNext(db, blobs)).rejects.toThrow(/not as they were sealed/)
    expect(await rowsLeft()).toBe(5)
    expect(await archives()).toEqual([])
  })

  test('cannot be taken out by hand, neither before nor beside an archive', async () => {
    await keep(12)
    await archiveNext(db, blobs)
    await expect(pool.query('delete from audit_events')).rejects.toThrow(/append-only/)
    await expect(pool.query('update audit_seals set leaves = null')).rejects.toThrow(/append-only/)
    await expect(pool.query('delete from audit_archives')).rejects.toThrow(/append-only/)
    expect(await rowsLeft()).toBe(2)
  })
})

describe('an archive', () => {
  beforeEach(async () => {
    await keep(12)
    await archiveNext(db, blobs)
  })

  test('is not swept away as bytes without a row', async () => {
    const aged = {
      ...blobs,
      all: async function* () {
        for await (const { key } of blobs.all()) yield { key, age: 30 * 24 * 3_600_000 }
      },
    }
    await sweepFiles(db, aged)
    expect(await verifyArchives(db, blobs)).toBe(null)
  })

  test('that is gone, altered or cut short is found', async () => {
    const { key } = (await archives())[0]!
    const whole = await buffer((await blobs.get(key))!.stream)
    const instead = (content: Buffer | undefined) => ({
      ...blobs,
      get: async () => content && { stream: Readable.from([content]), size: content.length },
    })
    const altered = Buffer.from(whole)
    altered[Math.floor(whole.length / 2)]! ^= 1
    for (const content of [undefined, altered, whole.subarray(0, whole.length - 20), Buffer.from('nothing')]) {
      expect(await verifyArchives(db, instead(content))).toMatchObject({ what: 'archive_missing', seal: 1 })
    }
  })
})
