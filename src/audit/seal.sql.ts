import { sql } from 'kysely'
import { type Db, type Sql, transaction, type Tx } from '../sql/database.ts'
import { type Seal, type SealedRow, sealRows } from './chain.ts'

export type EventToSeal = SealedRow & { turn: number; at: Date }

export const sealColumns = sql`number, previous, hash, events, last_turn as "lastTurn", last_id as "lastId", root`

/**
 * The text of a row that is hashed: every column there is, as JSON with sorted keys, absent ones left out, so that a
 * column added later changes nothing about older rows. Facts stand apart, because in them an empty value says something.
 */
export const rowText = (row: Sql): Sql<string> =>
  sql`(jsonb_strip_nulls(to_jsonb(${row}) - 'facts')::text || ${row}.facts::text)`

/** Moments are written in the zone of the connection, and long readings outlast what a request may take. */
export const asSealed = (tx: Tx) =>
  sql`select set_config('TimeZone', 'UTC', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`.execute(tx)

/**
 * Rows after the last seal that are there for good: written by transactions older than the oldest one still open. A
 * transaction that writes later has a higher turn, so nothing can appear below what was sealed (F-29).
 */
async function settledEvents(tx: Tx, after: Seal | undefined, limit: number): Promise<EventToSeal[]> {
  const { rows } = await sql<EventToSeal>`
    select id, turn, at, ${rowText(sql`e`)} as text from audit_events e
    where turn < pg_snapshot_xmin(pg_current_snapshot())::text::bigint + audit_turn_offset()
      and ${after ? sql`turn >= ${after.lastTurn} and (turn, id) > (${after.lastTurn}, ${after.lastId}::uuid)` : sql`true`}
    order by turn, id limit ${limit}`.execute(tx)
  return rows
}

async function lastSeal(tx: Tx): Promise<Seal | undefined> {
  const { rows } = await sql<Seal>`select ${sealColumns} from audit_seals order by number desc limit 1`.execute(tx)
  return rows[0]
}

/**
 * Seals what has settled since, at most `limit` rows. One process at a time: another one that comes meanwhile goes away,
 * the next minute finds what is left. No deed ever waits for it.
 * @returns the seal, or undefined when there was nothing to seal.
 */
export function sealNext(db: Db, limit: number): Promise<Seal | undefined> {
  return transaction(db, async (tx) => {
    const lock = await sql<{ got: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended('audit seals', 0)) as got`.execute(tx)
    if (!lock.rows[0]!.got) return undefined
    await asSealed(tx)
    const last = await lastSeal(tx)
    const rows = await settledEvents(tx, last, limit)
    if (rows.length === 0) return undefined
    const seal = sealRows(last, rows)
    const times = rows.map(({ at }) => at.getTime())
    const [firstAt, lastAt] = [new Date(Math.min(...times)), new Date(Math.max(...times))]
    await sql`insert into audit_seals (number, previous, hash, events, last_turn, last_id, first_at, last_at, root, leaves)
      values (${seal.number}, ${seal.previous}, ${seal.hash}, ${seal.events}, ${seal.lastTurn}, ${seal.lastId}, ${firstAt}, ${lastAt},
        ${seal.root}, ${seal.leaves})`.execute(tx)
    return seal
  })
}

/**
 * In a database that was moved to another cluster, transactions may count from a lower number than the rows that came
 * along: then a row is there that a transaction of the future wrote. Called before anything is written, so that new
 * rows come after all of those.
 */
export async function keepTurnsRising(db: Db): Promise<void> {
  await transaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('audit seals', 0))`.execute(tx)
    const { rows } = await sql<{ highest: number | null; next: number; offset: number }>`
      with sealed as (select coalesce(max(last_turn), 0) as turn from audit_seals)
      select greatest(sealed.turn, (select max(turn) from audit_events where turn >= sealed.turn)) as highest,
        pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next, audit_turn_offset() as offset from sealed`.execute(
      tx,
    )
    const { highest, next, offset } = rows[0]!
    if (highest === null || highest < next + offset) return
    await sql`create or replace function audit_turn_offset() returns bigint language sql immutable parallel safe
      return ${sql.lit(highest + 1 - next)}::bigint`.execute(tx)
  })
}
