import { sql } from 'kysely'
import { type Id, newId, type ProviderId, type SessionId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'

export type VisitId = Id<'provider_visit'>
/** Who is awaited back: a sign-in that is not finished, or a session that links an identity to its account. */
export type Traveller = { proof: Id<'open_proof'> } | { session: SessionId }

export type Visit = { id: VisitId; provider: ProviderId; secret: Buffer; back: string }

const life = 10

const sides = (who: Traveller) =>
  'proof' in who ? { proof: who.proof, session: null } : { proof: null, session: who.session }

/** One visit at a time: a new one takes the place of the old. */
export async function insertVisit(tx: Tx, who: Traveller, { id, provider, secret, back }: Visit): Promise<void> {
  const { proof, session } = sides(who)
  await sql`delete from provider_visits where proof_id = ${proof}::uuid or session_id = ${session}::uuid`.execute(tx)
  await sql`insert into provider_visits (id, provider_id, proof_id, session_id, secret_sealed, back, expires_at)
    values (${id}, ${provider}, ${proof}, ${session}, ${secret}, ${back}, now() + make_interval(mins => ${life}))`.execute(
    tx,
  )
}

export async function findVisit(db: Db, who: Traveller, provider: ProviderId): Promise<Visit | undefined> {
  const { proof, session } = sides(who)
  const { rows } = await sql<Visit>`
    select id, provider_id as provider, secret_sealed as secret, back from provider_visits
    where (proof_id = ${proof}::uuid or session_id = ${session}::uuid) and provider_id = ${provider} and expires_at > now()`.execute(
    db,
  )
  return rows[0]
}

/** Whoever comes back takes it: of two at once, and of a repeat, none finds it. @returns whether it was there */
export async function takeVisit(db: Db, id: VisitId): Promise<boolean> {
  const taken = await sql`delete from provider_visits where id = ${id}`.execute(db)
  return Number(taken.numAffectedRows ?? 0) > 0
}

export async function sweepVisits(db: Db): Promise<void> {
  await sql`delete from provider_visits where expires_at < now()`.execute(db)
}

export const newVisitId = (): VisitId => newId<'provider_visit'>()
