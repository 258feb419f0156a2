import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { newId } from '../base/ids.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { transaction } from '../sql/database.ts'
import type { AttentionKind } from './attention-contract.ts'
import { getAttention } from './get-attention.ts'

const world = await makeWorld()
const { db, pool, people } = world
const adam = await world.as('adam')
const igor = await world.as('igor')

const told = async (kind: AttentionKind) =>
  (await adam.run(getAttention, {})).rows.find((row) => row.kind === kind)?.count ?? 0

describe('the overview tells what needs an administrator', () => {
  beforeAll(() => pool.query('update license_packs set seats = 1000'))

  test('and leaves out what needs nobody', async () => {
    for (const kind of ['incidents', 'failed_mails', 'broken_audit', 'orphaned_tasks', 'seats_short'] as const)
      expect(await told(kind)).toBe(0)
  })

  test('mails that failed or were kept, counted no further than anybody reads', async () => {
    const write = () =>
      transaction(db, (tx) =>
        queueMail(tx, async () => {}, { to: 'x@x.example', toUser: null, template: 't', subject: 's', paragraphs: [] }),
      )
    const [failed] = [await write(), await write()]
    await pool.query(`update mails set state = 'failed' where id = $1`, [failed])
    expect(await told('failed_mails')).toBe(1)
    await sql`insert into mails (id, to_address, template, subject, body_text, body_html, state)
      select uuid7(), 'x@x.example', 't', 's', '', '', 'kept' from generate_series(1, 600)`.execute(db)
    expect(await told('kept_mails')).toBe(501)
  })

  test('a check of the audit that found something, until one finds nothing', async () => {
    const check = (finding: string | null) =>
      pool.query('insert into audit_checks (id, seals, events, finding, at) values ($1, 1, 1, $2, clock_timestamp())', [
        newId(),
        finding,
      ])
    await check('{"what":"row_altered","seal":1,"sentence":"Row 1 was altered."}')
    expect(await told('broken_audit')).toBe(1)
    await check(null)
    expect(await told('broken_audit')).toBe(0)
  })

  test('an audit that nobody seals', async () => {
    expect(await told('unsealed_audit')).toBe(0)
    await pool.query(
      `insert into audit_events (id, at, actor_kind, operation, outcome) values ($1, now() - interval '20 minutes', 'system', 'x', 'done')`,
      [newId()],
    )
    expect(await told('unsealed_audit')).toBe(1)
  })

  test('a single administrator beside the supervisor is enough; none is told', async () => {
    expect(await told('one_administrator')).toBe(0)
    await pool.query(`update users set status = 'locked', locked_at = now() where id = $1`, [people.adam])
    const vera = await world.as('vera')
    const { rows } = await vera.run(getAttention, {})
    expect(rows.find(({ kind }) => kind === 'one_administrator')?.count).toBe(1)
    await pool.query(`update users set status = 'active', locked_at = null where id = $1`, [people.adam])
  })

  test('seats that are nearly gone', async () => {
    await pool.query(
      `update license_packs set seats = (select occupied from seat_pools where kind = 'named') where kind = 'named'`,
    )
    expect(await told('seats_short')).toBeGreaterThan(0)
  })
})

test('nobody else is told (M135)', async () => {
  expect(await refusalOf(igor.run(getAttention, {}))).toMatchObject({ kind: 'forbidden' })
})
