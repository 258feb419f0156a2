import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { SecretBox } from '../base/secret-box.ts'
import type { Db } from '../sql/database.ts'
import type { codeMethods } from './door-contract.ts'
import { findPasskey, findTotp, type Passkey, takePasskey, takeRecoveryCode, takeTotpStep } from './factor.sql.ts'
import { type OpenProof, takeChallenge, takeCode } from './open-proof.sql.ts'
import { verifiedAuthentication } from './passkey.ts'
import { asGivenOut } from './recovery-codes.ts'
import { stepOf } from './totp.ts'
import { countOther, type TryContext } from './tries.sql.ts'

export type ProofContext = TryContext & { secrets: SecretBox; baseUrl: string }

/** A seed opens for its owner's row only: copied to another row it is nothing. */
export const seedPurpose = (user: UserId): string => `seed of ${user}`

export const factorKey = (user: UserId): string => `factor of ${user}`

export const factorRefused = (): Refusal =>
  new Refusal(
    'unauthenticated',
    'sign_in.factor_refused',
    'Expected a code that is good now, but this one is not: it may be mistyped, used already, or too old. Take a fresh one.',
  )

/**
 * Whether a code proves that it is this person. Counted before it is looked at, and taken as it is looked at, so that no
 * code is good twice, whichever process it is sent to and however many at once.
 */
export async function isProvedByCode(
  context: ProofContext,
  user: UserId,
  proof: OpenProof | undefined,
  { method, code }: { method: (typeof codeMethods)[number]; code: string },
): Promise<boolean> {
  await countOther(context, factorKey(user))
  const { db } = context
  if (method === 'recovery_code') return takeRecoveryCode(db, user, asGivenOut(code))
  const digits = code.replace(/\s/g, '')
  if (method === 'email_code') return proof !== undefined && takeCode(db, proof.id, digits)
  const totp = await findTotp(db, user)
  const seed = totp && context.secrets.open(totp.secret, seedPurpose(user))
  const step = seed === undefined ? null : stepOf(seed, digits, await clock(db))
  return step !== null && takeTotpStep(db, user, step)
}

/** The passkey that answered the challenge of this proof; undefined for any other answer, and for a copy of a device. */
export async function provedByPasskey(
  { db, baseUrl }: ProofContext,
  proof: OpenProof,
  response: { id: string },
): Promise<Passkey | undefined> {
  const challenge = await takeChallenge(db, proof.id)
  const passkey = await findPasskey(db, response.id)
  if (!challenge || !passkey || (proof.user !== null && proof.user !== passkey.user)) return undefined
  const counter = await verifiedAuthentication(baseUrl, challenge, response, passkey)
  if (counter === undefined || !(await takePasskey(db, passkey.id, passkey.counter, counter))) return undefined
  return passkey
}

/** The database's, like every clock here. */
export async function clock(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now()`.execute(db)
  return rows[0]!.now
}
