import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { makeWorld } from '../../test/cast/world.ts'
import { newId } from '../base/ids.ts'
import { transaction } from '../sql/database.ts'
import { readHeads } from './heads.ts'
import { keepTurnsRising, sealNext } from './seal.sql.ts'
import { sealAudit } from './seal-audit.ts'
import { verifyAudit } from './verify.ts'

const world = await makeWorld()
const { db, pool } = world
const folder = await mkdtemp(join(tmpdir(), 'portico-audit-'))
afterAll(() => rm(folder, { recursive: true }))

const silent = { info: () => undefined, error: () => undefined }
let file = ''
const seal = () => sealAudit(db, file, silent)
const verify = async () => verifyAudit(db, await readHeads(file))

const write = (on: { query(text: string, values: unknown[]): Promise<unknown> }, id: string = newId()) =>
  on
    .query(
      `insert into audit_events (id, actor_kind, operation, outcome, facts) values ($1, 'system', 'tried', 'done', '{"a":[1,null]}')`,
      [id],
    )
    .then(() => id)

const sealedIds = async () =>
  (
    await pool.query<{ id: string }>(
      `select encode(substring(leaves from 48 * n + 1 for 16), 'hex')::uuid as id
       from audit_seals, generate_series(0, events - 1) n order by number, n`,
    )
  ).rows.map(({ id }) => id)

/** As whoever owns the database could: without its triggers. */
async function forge(statement: string, values: unknown[] = []) {
  const client = await pool.connect()
  try {
    await client.query('set session_replication_role = replica')
    await client.query(statement, values)
  } finally {
    await client.query('set session_replication_role = origin')
    client.release()
  }
}

beforeEach(async () => {
  file = join(folder, `${newId()}.jsonl`)
  await forge('truncate audit_events, audit_seals, audit_archives')
})

describe('the audit is sealed', () => {
  test('in the order in which transactions began to write, each row once, with the heads outside', async () => {
    const ids = [await write(pool), await write(pool), await write(pool)]
    expect(await sealNext(db, 2)).toMatchObject({ number: 1, events: 2 })
    expect((await seal()).added.map(({ number }) => number)).toEqual([1, 2])
    expect(await sealedIds()).toEqual(ids)
    expect(await seal()).toEqual({ seals: 0, added: [] })
    expect(await verify()).toEqual({ seals: 2, events: 3, unsealed: 0, heads: 2, finding: null })
    expect((await readHeads(file)).map(({ number }) => number)).toEqual([1, 2])
  })

  test('never past a transaction that is still open, so that a row which commits late is not skipped', async () => {
    const slow = await pool.connect()
    await slow.query('begin')
    const late = await write(slow)
    const early = await write(pool)
    expect((await seal()).seals).toBe(0)
    expect(await verify()).toMatchObject({ seals: 0, unsealed: 1, finding: null })
    await slow.query('commit')
    slow.release()
    expect((await seal()).seals).toBe(1)
    expect(await sealedIds()).toEqual([late, early])
    expect((await verify()).finding).toBe(null)
  })

  test('without a row lost or twice while many write, commit late and roll back, whoever seals (F-29)', async () => {
    const written: string[] = []
    const writer = async (turn: number) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const ids = [await write(client), await write(client)]
        await new Promise((resolve) => setTimeout(resolve, (turn * 7) % 23))
        const isKept = turn % 5 !== 0
        await client.query(isKept ? 'commit' : 'rollback')
        if (isKept) written.push(...ids)
      } finally {
        client.release()
      }
    }
    const sealers = Array.from({ length: 30 }, async () => void (await sealNext(db, 7)))
    await Promise.all([...Array.from({ length: 80 }, (_, turn) => writer(turn)), ...sealers])
    await seal()
    const sealed = await sealedIds()
    expect(sealed.toSorted()).toEqual(written.toSorted())
    expect((await verify()).finding).toBe(null)
  })

  test('while a deed goes on: sealing takes no lock that a deed waits for', async () => {
    await write(pool)
    await transaction(db, async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('audit seals', 0))`.execute(tx)
      expect(await sealNext(db, 10)).toBeUndefined()
      await write(pool)
    })
    expect((await seal()).seals).toBe(1)
  })

  test('on, when the database was moved to a cluster whose transactions count from a lower number', async () => {
    await write(pool)
    await seal()
    await forge(`update audit_events set turn = turn + 1000000`)
    await forge('truncate audit_seals, audit_archives')
    const moved = join(folder, 'moved.jsonl')
    const { rows } = await pool.query<{ id: string }>('select id from audit_events')
    await keepTurnsRising(db)
    await keepTurnsRising(db)
    const after = await write(pool)
    await sealAudit(db, moved, silent)
    expect(await sealedIds()).toEqual([rows[0]!.id, after])
    expect((await verifyAudit(db, await readHeads(moved))).finding).toBe(null)
  })
})

describe('whoever tampers with it is found, with the first row or seal that is wrong (AT-169)', () => {
  let ids: string[] = []
  beforeEach(async () => {
    ids = []
    for (let n = 0; n < 6; n += 1) ids.push(await write(pool))
    await sealNext(db, 3)
    await seal()
  })

  test.each([
    ['the time', `update audit_events set at = at + interval '1 microsecond' where id = $1`],
    ['who did it', `update audit_events set actor_id = id where id = $1`],
    ['what was done', `update audit_events set operation = 'other' where id = $1`],
    ['a refusal', `update audit_events set outcome = 'refused' where id = $1`],
    ['a fact', `update audit_events set facts = '{"a":[2,null]}' where id = $1`],
    ['a fact that said nothing', `update audit_events set facts = '{"a":[1]}' where id = $1`],
    ['the address', `update audit_events set address = '10.0.0.1' where id = $1`],
  ])('an altered row: %s', async (_, statement) => {
    await forge(statement, [ids[4]])
    expect((await verify()).finding).toMatchObject({ what: 'row_altered', seal: 2, row: ids[4] })
  })

  test('a removed row, also the first and the last', async () => {
    for (const at of [0, 2, 5]) {
      const { rows } = await pool.query<{ row: string }>(
        'select to_jsonb(e)::text as row from audit_events e where id = $1',
        [ids[at]],
      )
      await forge('delete from audit_events where id = $1', [ids[at]])
      expect((await verify()).finding).toMatchObject({ what: 'row_removed', seal: at < 3 ? 1 : 2, row: ids[at] })
      await forge('insert into audit_events select * from jsonb_populate_record(null::audit_events, $1)', [
        rows[0]!.row,
      ])
    }
  })

  test('an inserted row, before, between and at the end of a seal', async () => {
    for (const beside of [0, 1, 2, 5]) {
      const made = newId()
      await forge(
        `insert into audit_events (id, actor_kind, operation, outcome, turn)
         select $1, 'system', 'made up', 'done', turn from audit_events where id = $2`,
        [made, ids[beside]],
      )
      const { finding } = await verify()
      // One that stands behind the very last row is not sealed yet, and will be as what it is.
      if (beside === 5) expect(finding).toBe(null)
      else expect(finding).toMatchObject({ what: 'row_inserted', row: made })
      await forge('delete from audit_events where id = $1', [made])
    }
  })

  test('two rows in the other order', async () => {
    await forge(
      `update audit_events e set turn = o.turn from audit_events o
       where (e.id, o.id) in (($1::uuid, $2::uuid), ($2::uuid, $1::uuid))`,
      [ids[1], ids[4]],
    )
    expect((await verify()).finding).toMatchObject({ what: 'row_altered', seal: 1 })
  })

  test('a seal that was altered, or taken out', async () => {
    await forge('update audit_seals set last_turn = last_turn + 1 where number = 1')
    expect((await verify()).finding).toMatchObject({ what: 'seal_broken', seal: 1 })
    await forge('delete from audit_seals where number = 1')
    expect((await verify()).finding).toMatchObject({ what: 'seal_removed', seal: 1 })
  })

  test('a row altered together with its leaf', async () => {
    await forge(`update audit_seals set leaves = set_byte(leaves, 20, 255 - get_byte(leaves, 20)) where number = 2`)
    expect((await verify()).finding).toMatchObject({ what: 'seal_broken', seal: 2 })
  })

  test('the end cut off: only the heads outside show it', async () => {
    await forge('delete from audit_seals where number = 2')
    await forge('delete from audit_events where id = any($1)', [ids.slice(3)])
    expect((await verifyAudit(db, [])).finding).toBe(null)
    expect((await verify()).finding).toMatchObject({ what: 'tail_cut', seal: 2 })
  })

  test('the whole chain made anew: only the heads outside show it, and none is written over them', async () => {
    await forge(`update audit_events set operation = 'innocent' where id = $1`, [ids[0]])
    await forge('truncate audit_seals, audit_archives')
    const heads = await readFile(file, 'utf8')
    await seal()
    expect((await verifyAudit(db, [])).finding).toBe(null)
    expect((await verify()).finding).toMatchObject({ what: 'chain_rewritten', seal: 1 })
    expect(await readFile(file, 'utf8')).toBe(heads)
  })
})

describe('the database itself refuses', () => {
  test.each([
    'update audit_events set operation = $$x$$',
    'delete from audit_events',
    'truncate audit_events',
    'update audit_seals set hash = previous',
    'update audit_seals set leaves = null',
    'delete from audit_seals',
    'truncate audit_seals cascade',
  ])('%s (AT-169)', async (statement) => {
    await write(pool)
    await seal()
    await expect(pool.query(statement)).rejects.toThrow(/append-only/)
  })

  test('a seal that does not follow the one before it', async () => {
    await write(pool)
    await seal()
    await expect(
      pool.query(
        `insert into audit_seals (number, previous, hash, events, last_turn, last_id, first_at, last_at, root)
         select 2, root, root, 1, last_turn + 1, last_id, now(), now(), root from audit_seals`,
      ),
    ).rejects.toThrow(/foreign key/)
  })
})

describe('the file of heads', () => {
  test('goes on after a line that a power cut left half written', async () => {
    await write(pool)
    await seal()
    await appendFile(file, '{"number":2,"ha')
    await write(pool)
    await seal()
    expect((await readHeads(file)).map(({ number }) => number)).toEqual([1, 2])
    expect((await verify()).finding).toBe(null)
  })

  test('that holds something else is not taken for one that agrees', async () => {
    await writeFile(file, 'nothing to see here\n')
    await expect(verify()).rejects.toThrow(/expected a head of the audit/)
  })
})
