import { sql } from 'kysely'
import { type Actor, personBehind } from '../access/actor.ts'
import type { Resource } from '../access/permissions.ts'
import { newId } from '../base/ids.ts'
import type { Facts, Refusal } from '../base/refusal.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { Operation } from './operation.ts'

type Origin = { requestId: string; address: string }

/** In the transaction of the deed: either both are there or neither. */
export async function recordDone(
  tx: Tx,
  operation: Operation,
  actor: Actor,
  resource: Resource,
  facts: Facts,
  from: Origin,
) {
  await sql`insert into audit_events (id, actor_kind, actor_id, for_user_id, operation, outcome, resource_kind, resource_id, facts, request_id, address)
    values (${newId()}, ${actor.kind}, ${actorId(actor)}, ${personBehind(actor)}, ${operation.name}, 'done',
      ${resource.kind}, ${'id' in resource ? resource.id : null}, ${JSON.stringify(facts)}::jsonb, ${from.requestId}, ${from.address})`.execute(
    tx,
  )
}

/** Kinds of refusal that tell of somebody trying what is not theirs; a typing mistake is not worth a row. */
const telling = new Set(['unauthenticated', 'forbidden', 'not_found', 'gone', 'rate', 'no_seat'])

/**
 * After the rolled-back transaction. At most one row a minute for the same actor, operation and code, so that 10,000
 * guesses do not fill the disk (AT-018).
 */
export async function recordRefused(db: Db, operation: Operation, actor: Actor, refusal: Refusal, from: Origin) {
  // A page left open over night asks without a session; a wrong password is another matter.
  if (!telling.has(refusal.kind) || refusal.code === 'session.missing') return
  await sql`insert into audit_events (id, actor_kind, actor_id, for_user_id, operation, outcome, code, request_id, address)
    select ${newId()}, ${actor.kind}, ${actorId(actor)}::uuid, ${personBehind(actor)}::uuid, ${operation.name}, 'refused', ${refusal.code},
      ${from.requestId}, ${from.address}
    where not exists (select from audit_events where actor_id is not distinct from ${actorId(actor)}::uuid and operation = ${operation.name}
      and outcome = 'refused' and code = ${refusal.code} and address = ${from.address} and at > now() - interval '1 minute')`.execute(
    db,
  )
}

const actorId = (actor: Actor): string | null => (actor.kind === 'user' || actor.kind === 'process' ? actor.id : null)
