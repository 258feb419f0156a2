import type { UserId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import { findAtDoor, lockAtDoor, type OpenProof, startAgain } from '../open-proof.sql.ts'
import type { BeforeContext, CommandContext } from '../../operations/operation.ts'
import type { SessionSide } from '../session.sql.ts'
import { accountOf } from './admit.ts'

type Cookies = { cookies: BeforeContext['cookies'] }

/** The sign-in this browser has begun, of somebody who is known by now. @throws Refusal 401 `sign_in.start_again` (AT-119) */
export async function proofHere(
  { db, cookies }: Cookies & { db: Db },
  side: SessionSide,
): Promise<OpenProof & { user: NonNullable<OpenProof['user']> }> {
  const proof = await findAtDoor(db, side, cookies.proof.sent())
  if (!proof || proof.user === null) throw startAgain()
  return { ...proof, user: proof.user }
}

/** Who has begun the sign-in of this browser, for the audit of a refusal. */
export const whoseProof = async (
  { db, cookies }: Cookies & { db: Db },
  side: SessionSide,
): Promise<UserId | undefined> => (await findAtDoor(db, side, cookies.proof.sent()))?.user ?? undefined

/** The same in the transaction, behind its lock, with the account as it is now. */
export async function lockedHere(context: CommandContext, side: SessionSide) {
  const found = await proofHere({ db: context.tx, cookies: context.cookies }, side)
  const proof = await lockAtDoor(context.tx, found.id)
  return { proof, account: await accountOf(context, proof) }
}

export const doorOf = ({ side, portal, method }: OpenProof) => ({ side, portal, method })
