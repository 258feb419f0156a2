import { sql } from 'kysely'
import { type Actor, personBehind } from '../access/actor.ts'
import type { Resource } from '../access/permissions.ts'
import { newId, type UserId } from '../base/ids.ts'
import type { Facts, Refusal } from '../base/refusal.ts'
import type { Db, Tx } from '../sql/database.ts'
import { atCommit } from './at-commit.sql.ts'
import type { Operation } from './operation.ts'

type Origin = { requestId: string; address: string }

/** Goes into the transaction of the deed: either both are there or neither. */
export const recordDone = (
  tx: Tx,
  operation: Operation,
  actor: Actor,
  resource: Resource,
  facts: Facts,
  from: Origin,
): void =>
  void atCommit(tx)!.audit.push({
    id: newId(),
    actor_kind: actor.kind,
    actor_id: actorId(actor),
    for_user_id: absentOne(facts) ?? personBehind(actor) ?? whoItWas(actor, facts),
    operation: operation.name,
    resource_kind: resource.kind,
    resource_id: 'id' in resource ? resource.id : null,
    facts: { ...facts, ...tokenOf(actor) },
    request_id: from.requestId,
    address: from.address,
  })

/** What a query has shown and says so. */
export type Read = { kind: string; id: string | null; facts: Facts }

/**
 * After the question and before its answer leaves, so that nothing is shown that is not written down. A page that is
 * open asks again at each change of what it shows: the same within a minute is one row.
 */
export async function recordReads(
  db: Db,
  operation: Operation,
  actor: Actor,
  read: readonly Read[],
  from: Origin,
): Promise<void> {
  for (const { kind, id, facts } of read) {
    const told = JSON.stringify({ ...facts, ...tokenOf(actor) })
    await sql`insert into audit_events (id, actor_kind, actor_id, for_user_id, operation, outcome, resource_kind, resource_id, facts,
        request_id, address)
      select ${newId()}, ${actor.kind}, ${actorId(actor)}::uuid, ${personBehind(actor)}::uuid, ${operation.name}, 'done', ${kind}, ${id},
        ${told}::jsonb, ${from.requestId}, ${from.address}
      where not exists (select from audit_events where actor_id = ${actorId(actor)}::uuid and operation = ${operation.name}
        and resource_id is not distinct from ${id} and facts = ${told}::jsonb and outcome = 'done'
        and at > now() - interval '1 minute')`.execute(db)
  }
}

/** What a program did is its person's deed; which token it came with is told beside it. */
const tokenOf = (actor: Actor): Facts =>
  actor.kind === 'user' && actor.token ? { token: actor.token.id, tokenName: actor.token.name } : {}
/** A substitute acts for somebody absent, and the command that knows it says so. */
const absentOne = ({ actingFor }: Facts): string | null => (typeof actingFor === 'string' ? actingFor : null)

/** Signing in and registering begin without a session; the command notes who it turned out to be. */
const whoItWas = (actor: Actor, { user }: Facts): string | null =>
  actor.kind === 'anonymous' && typeof user === 'string' ? user : null

/** Kinds of refusal that tell of somebody trying what is not theirs; a typing mistake is not worth a row. */
const telling = new Set(['unauthenticated', 'forbidden', 'not_found', 'gone', 'rate', 'no_seat'])

/**
 * After the rolled-back transaction. At most one row a minute for the same actor, account tried, operation and code, so
 * that 10,000 guesses do not fill the disk (AT-018).
 *
 * @param whose account somebody without a session tried to come in by
 */
export async function recordRefused(
  db: Db,
  operation: Operation,
  actor: Actor,
  refusal: Refusal,
  from: Origin,
  whose?: UserId,
) {
  // A page left open over night asks without a session; a wrong password is another matter.
  if (!telling.has(refusal.kind) || refusal.code === 'session.missing') return
  const person = personBehind(actor) ?? whose ?? null
  await sql`insert into audit_events (id, actor_kind, actor_id, for_user_id, operation, outcome, code, facts, request_id, address)
    select ${newId()}, ${actor.kind}, ${actorId(actor)}::uuid, ${person}::uuid, ${operation.name}, 'refused', ${refusal.code}, ${JSON.stringify(tokenOf(actor))}::jsonb,
      ${from.requestId}, ${from.address}
    where not exists (select from audit_events where actor_id is not distinct from ${actorId(actor)}::uuid
      and for_user_id is not distinct from ${person}::uuid and operation = ${operation.name}
      and outcome = 'refused' and code = ${refusal.code} and address = ${from.address} and at > now() - interval '1 minute')`.execute(
    db,
  )
}

const actorId = (actor: Actor): string | null => (actor.kind === 'user' || actor.kind === 'process' ? actor.id : null)
