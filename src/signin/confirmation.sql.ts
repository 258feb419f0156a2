import { randomInt, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { type Id, type InvitationId, newId } from '../base/ids.ts'
import { type Db, transaction, type Tx } from '../sql/database.ts'
import { codeMinutes } from './invitations-contract.ts'
import { newSecret, secretHash } from './session.sql.ts'

type CodeId = Id<'confirmation_code'>

export const codeTries = 5
/** Between two codes, and how many an hour: with five tries each, a guess is right once in 20,000 hours. */
const pauseSeconds = 30
const perHour = 10
/** How long after confirming name and password may be set. */
const proofMinutes = 30

/** @returns seconds until the next code may be sent; null: now. Two who ask at once wait for each other. */
export async function secondsToNextCode(tx: Tx, invitation: InvitationId): Promise<number | null> {
  await sql`select from invitations where id = ${invitation} for update`.execute(tx)
  const { rows } = await sql<{ seconds: number | null }>`
    select ceil(extract(epoch from greatest(max(created_at) + make_interval(secs => ${pauseSeconds}),
      case when count(*) >= ${perHour} then min(created_at) + interval '1 hour' end) - now()))::integer as seconds
    from confirmation_codes where invitation_id = ${invitation} and created_at > now() - interval '1 hour'`.execute(tx)
  const seconds = rows[0]!.seconds
  return seconds !== null && seconds > 0 ? seconds : null
}

/** The code is bound to its row, so that equal codes of two people have different hashes. */
const codeHash = (id: CodeId, code: string): Buffer => secretHash(`${id} ${code}`)

export async function insertCode(tx: Tx, invitation: InvitationId, email: string): Promise<string> {
  const id = newId<'confirmation_code'>()
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await sql`insert into confirmation_codes (id, invitation_id, email, code_hash, expires_at)
    values (${id}, ${invitation}, ${email}, ${codeHash(id, code)}, now() + make_interval(mins => ${codeMinutes}))`.execute(
    tx,
  )
  return code
}

export type CodeTried =
  | { outcome: 'right'; code: CodeId }
  | { outcome: 'wrong'; triesLeft: number }
  | { outcome: 'spent' }

/** Counts the try in a transaction of its own, so that neither a refusal nor tries at once escape the count. */
export const tryCode = (db: Db, invitation: InvitationId, code: string): Promise<CodeTried> =>
  transaction(db, async (tx) => {
    const { rows } = await sql<{ id: CodeId; hash: Buffer; tries: number; ended: boolean }>`
      select id, code_hash as hash, tries, expires_at <= now() as ended from confirmation_codes
      where invitation_id = ${invitation} order by created_at desc, id desc limit 1 for update`.execute(tx)
    const latest = rows[0]
    if (!latest || latest.ended || latest.tries >= codeTries) return { outcome: 'spent' }
    await sql`update confirmation_codes set tries = tries + 1 where id = ${latest.id}`.execute(tx)
    if (timingSafeEqual(latest.hash, codeHash(latest.id, code))) return { outcome: 'right', code: latest.id }
    return { outcome: 'wrong', triesLeft: codeTries - latest.tries - 1 }
  })

/** @returns the proof that opens the next step */
export async function markConfirmed(tx: Tx, code: CodeId): Promise<string> {
  const proof = newSecret()
  await sql`update confirmation_codes set confirmed_at = now(), proof_hash = ${secretHash(proof)} where id = ${code}`.execute(
    tx,
  )
  return proof
}

/** The address a proof stands for; undefined when it is none of this invitation or too old. */
export async function confirmedEmail(
  db: Db,
  invitation: InvitationId,
  proof: string | undefined,
): Promise<string | undefined> {
  if (!proof) return undefined
  const { rows } = await sql<{ email: string }>`
    select email from confirmation_codes where invitation_id = ${invitation} and proof_hash = ${secretHash(proof)}
      and confirmed_at > now() - make_interval(mins => ${proofMinutes})`.execute(db)
  return rows[0]?.email
}
