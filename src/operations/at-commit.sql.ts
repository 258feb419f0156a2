import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { Facts } from '../base/refusal.ts'
import { type Db, type Sql, transaction, type Tx, withNext } from '../sql/database.ts'
import { tellOpenPages } from './open-pages.sql.ts'

/** One row of the audit, under the names of its columns. */
export type AuditRow = {
  id: string
  actor_kind: string
  actor_id: string | null
  for_user_id: string | null
  operation: string
  resource_kind: string
  resource_id: string | null
  facts: Facts
  request_id: string
  address: string
}

export type KeptAnswer = { person: UserId; key: string; answer: unknown }

/** What a transaction writes as its last statement, and what it tells open pages once it is committed. */
type Collected = { audit: AuditRow[]; told: object[]; kept: KeptAnswer | undefined }

const collecting = new WeakMap<Tx, Collected>()

/** What is collected in this transaction; undefined where no command runs in it. */
export const atCommit = (tx: Tx): Collected | undefined => collecting.get(tx)

/**
 * One transaction that collects audit rows and the answer kept for a repeat while `run` works, and writes them all in one
 * statement that goes out in one packet with the commit. Open pages are told afterwards (see open-pages.sql.ts).
 */
export async function committing<T>(db: Db, run: (tx: Tx) => Promise<T>): Promise<T> {
  let collected!: Collected
  const answer = await transaction(db, async (tx) => {
    collected = { audit: [], told: [], kept: undefined }
    collecting.set(tx, collected)
    const made = await run(tx)
    await write(tx, collected)
    return made
  })
  tellOpenPages(db, collected.told)
  return answer
}

async function write(tx: Tx, { audit, kept }: Collected): Promise<void> {
  if (audit.length === 0) return
  const recorded = audit.length === 1 ? recordOne(audit[0]!) : recordAll(audit)
  const keep = kept
    ? sql`with kept as (update idempotency_keys set answer = ${JSON.stringify(kept.answer ?? null)}::jsonb
        where actor_id = ${kept.person} and key = ${kept.key}) `
    : sql``
  await sql`${withNext}${keep}${recorded}`.execute(tx)
}

const columns = sql`insert into audit_events
  (id, actor_kind, actor_id, for_user_id, operation, outcome, resource_kind, resource_id, facts, request_id, address)`

/** Nearly always it is one; as a plain row it takes half the time of a set. */
const recordOne = (
  row: AuditRow,
): Sql => sql`${columns} values (${row.id}, ${row.actor_kind}, ${row.actor_id}, ${row.for_user_id},
  ${row.operation}, 'done', ${row.resource_kind}, ${row.resource_id}, ${JSON.stringify(row.facts)}, ${row.request_id}, ${row.address})`

const recordAll = (rows: AuditRow[]): Sql => sql`${columns}
  select id, actor_kind, actor_id, for_user_id, operation, 'done', resource_kind, resource_id, facts, request_id, address
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, actor_kind text, actor_id uuid, for_user_id uuid,
    operation text, resource_kind text, resource_id text, facts jsonb, request_id text, address text)`
