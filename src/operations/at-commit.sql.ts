import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { Facts } from '../base/refusal.ts'
import { type Tx, withNext } from '../sql/database.ts'

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

/** What a transaction writes as its last statement. */
type Collected = { audit: AuditRow[]; told: object[]; kept: KeptAnswer | undefined }

const collecting = new WeakMap<Tx, Collected>()

/** What is collected in this transaction; undefined where no command runs in it. */
export const atCommit = (tx: Tx): Collected | undefined => collecting.get(tx)

/**
 * Collects audit rows, messages to open pages and the answer kept for a repeat while `run` works, and writes them all
 * in one statement that goes out in one packet with the commit. Starting a process wrote them by seven statements,
 * which was a third of its time.
 */
export async function withCollected<T>(tx: Tx, run: () => Promise<T>): Promise<T> {
  const collected: Collected = { audit: [], told: [], kept: undefined }
  collecting.set(tx, collected)
  const answer = await run()
  await write(tx, collected)
  return answer
}

async function write(tx: Tx, { audit, told, kept }: Collected): Promise<void> {
  if (audit.length + told.length === 0) return
  const keep = kept
    ? sql`, kept as (update idempotency_keys set answer = ${JSON.stringify(kept.answer ?? null)}::jsonb
        where actor_id = ${kept.person} and key = ${kept.key})`
    : sql``
  await sql`${withNext}with recorded as (
      insert into audit_events (id, actor_kind, actor_id, for_user_id, operation, outcome, resource_kind, resource_id, facts, request_id, address)
      select id, actor_kind, actor_id, for_user_id, operation, 'done', resource_kind, resource_id, facts, request_id, address
      from jsonb_to_recordset(${JSON.stringify(audit)}::jsonb) as row (id uuid, actor_kind text, actor_id uuid, for_user_id uuid,
        operation text, resource_kind text, resource_id text, facts jsonb, request_id text, address text)
    )${keep}
    select notify_changed(message) from jsonb_array_elements(${JSON.stringify(told)}::jsonb) message`.execute(tx)
}
