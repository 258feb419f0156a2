import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { type Id, newId, type PortalId, type SessionId, type UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import { newSecret, secretHash, type SessionSide } from './session.sql.ts'

/** How long what was begun can be finished. */
const proofLife = 10
export const codeMinutes = 10
const codesAtMost = 5
const pauseSeconds = 30

export type OpenProofId = Id<'open_proof'>

/** A sign-in that is not finished, or a session that sets something up. */
export type OpenProof = {
  id: OpenProofId
  user: UserId | null
  side: SessionSide
  portal: PortalId | null
  method: 'password' | 'passkey' | 'provider' | null
  seed: Buffer | null
  isFactorProved: boolean
}

const columns: Sql = sql`id, user_id as "user", side, portal_id as portal, method, seed, factor_proved_at is not null as "isFactorProved"`
const isOpen: Sql = sql`used_at is null and expires_at > now()`

/** @returns the secret of the browser's cookie, which stands nowhere else */
export async function openAtDoor(
  tx: Tx,
  { user, side, portal, method }: Pick<OpenProof, 'user' | 'side' | 'portal' | 'method'>,
): Promise<{ proof: OpenProof; token: string; expires: Date }> {
  const token = newSecret()
  const { rows } = await sql<OpenProof & { expires: Date }>`
    insert into open_proofs (id, token_hash, user_id, side, portal_id, method, expires_at)
    values (${newId()}, ${secretHash(token)}, ${user}, ${side}, ${portal}, ${method}, now() + make_interval(mins => ${proofLife}))
    returning ${columns}, expires_at as expires`.execute(tx)
  const { expires, ...proof } = rows[0]!
  return { proof, token, expires }
}

export async function findAtDoor(db: Db, side: SessionSide, token: string | undefined): Promise<OpenProof | undefined> {
  if (!token) return undefined
  const { rows } = await sql<OpenProof>`
    select ${columns} from open_proofs where token_hash = ${secretHash(token)} and side = ${side} and ${isOpen}`.execute(
    db,
  )
  return rows[0]
}

/** Behind its lock, so that of two who finish it at once one comes in. */
export async function lockAtDoor(tx: Tx, id: OpenProofId): Promise<OpenProof> {
  const { rows } =
    await sql<OpenProof>`select ${columns} from open_proofs where id = ${id} and ${isOpen} for update`.execute(tx)
  if (!rows[0]) throw startAgain()
  return rows[0]
}

/** One answer for no cookie, an ended, a used and a foreign one (AT-119). */
export const startAgain = (): Refusal =>
  new Refusal(
    'unauthenticated',
    'sign_in.start_again',
    'Expected a sign-in that was begun here within the last ten minutes, but there is none. Begin with your password again.',
  )

/** What a session is setting up; one thing at a time, a new one takes the place of the old. */
export async function openInSession(tx: Tx, session: SessionId): Promise<OpenProof> {
  const { rows } = await sql<OpenProof>`
    insert into open_proofs (id, session_id, user_id, side, expires_at)
    select ${newId()}, s.id, s.user_id, s.side, now() + make_interval(mins => ${proofLife})
      from sessions s where s.id = ${session} and s.ended_at is null and s.proved_at is not null
    on conflict (session_id) do update set challenge = null, seed = null, code_hash = null, used_at = null,
      codes_sent = case when open_proofs.expires_at > now() then open_proofs.codes_sent else 0 end,
      expires_at = greatest(open_proofs.expires_at, now() + make_interval(mins => ${proofLife}))
    returning ${columns}`.execute(tx)
  if (!rows[0]) throw startAgain()
  return rows[0]
}

export async function findInSession(db: Db, session: SessionId): Promise<OpenProof | undefined> {
  const { rows } =
    await sql<OpenProof>`select ${columns} from open_proofs where session_id = ${session} and ${isOpen}`.execute(db)
  return rows[0]
}

export async function keepSeed(tx: Tx, id: OpenProofId, seed: Buffer | null): Promise<void> {
  await sql`update open_proofs set seed = ${seed} where id = ${id}`.execute(tx)
}

export async function keepChallenge(tx: Tx, id: OpenProofId, challenge: string): Promise<void> {
  await sql`update open_proofs set challenge = ${challenge} where id = ${id}`.execute(tx)
}

/** Whoever answers takes it: a second answer finds none. */
export async function takeChallenge(db: Db, id: OpenProofId): Promise<string | undefined> {
  const { rows } = await sql<{ challenge: string }>`
    update open_proofs p set challenge = null from (select id, challenge from open_proofs where id = ${id} and ${isOpen} for update) was
    where p.id = was.id and was.challenge is not null returning was.challenge`.execute(db)
  return rows[0]?.challenge
}

/** Bound to its row, so that equal codes of two people have different hashes. */
const codeHash = (id: OpenProofId, code: string): Buffer => secretHash(`${id} ${code}`)

/** Six digits to mail; an earlier code of this proof is worth nothing any more. */
export async function newCode(tx: Tx, id: OpenProofId): Promise<string> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const { rows } =
    await sql`update open_proofs set code_hash = ${codeHash(id, code)}, code_sent_at = now(), codes_sent = codes_sent + 1
    where id = ${id} and ${isOpen} and codes_sent < ${sql.lit(codesAtMost)}
      and (code_sent_at is null or code_sent_at <= now() - make_interval(secs => ${sql.lit(pauseSeconds)})) returning id`.execute(
      tx,
    )
  if (rows.length > 0) return code
  throw new Refusal(
    'rate',
    'sign_in.code_sent_just_now',
    `A code was sent a moment ago. Look into your mailbox, also among unwanted mail; after ${pauseSeconds} seconds another one can be sent, five in all.`,
    {},
    pauseSeconds,
  )
}

/** @returns whether it was the code of this proof; the right one is worth nothing afterwards */
export async function takeCode(db: Db, id: OpenProofId, code: string): Promise<boolean> {
  const { rows } = await sql`update open_proofs set code_hash = null
    where id = ${id} and ${isOpen} and code_hash = ${codeHash(id, code)} and code_sent_at > now() - make_interval(mins => ${sql.lit(codeMinutes)})
    returning id`.execute(db)
  return rows.length > 0
}

export async function markFactorProved(tx: Tx, id: OpenProofId): Promise<void> {
  await sql`update open_proofs set factor_proved_at = now() where id = ${id}`.execute(tx)
}

/** A passkey says whose it is, and is both proofs at once. */
export async function markPasskeyProved(tx: Tx, id: OpenProofId, user: UserId): Promise<void> {
  await sql`update open_proofs set user_id = ${user}, method = coalesce(method, 'passkey'), factor_proved_at = now() where id = ${id}`.execute(
    tx,
  )
}

/** The provider has said whose it is; a second factor is asked for beside it like beside a password. */
export async function markProviderProved(tx: Tx, id: OpenProofId, user: UserId): Promise<void> {
  await sql`update open_proofs set user_id = ${user}, method = 'provider' where id = ${id}`.execute(tx)
}

export async function markUsed(tx: Tx, id: OpenProofId): Promise<void> {
  await sql`update open_proofs set used_at = now(), seed = null, challenge = null, code_hash = null where id = ${id}`.execute(
    tx,
  )
}

export async function sweepProofs(db: Db): Promise<void> {
  await sql`delete from open_proofs where expires_at < now() - interval '1 hour'`.execute(db)
}
