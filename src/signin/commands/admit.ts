import type { PortalId } from '../../base/ids.ts'
import { canonicalEmail } from '../../base/text.ts'
import { takeWorkingSeat } from '../../licensing/commands/take-working-seat.ts'
import type { CommandContext } from '../../operations/operation.ts'
import { type Account, lockAccount, notePassword } from '../account.sql.ts'
import { accountLocked, directoryAway, signInRefused } from '../account.ts'
import type { DoorAnswer } from '../door-contract.ts'
import { enrollable, methodsOf, nextStep } from '../door.ts'
import { readFactors } from '../factor.sql.ts'
import { markUsed, openAtDoor, type OpenProof, startAgain } from '../open-proof.sql.ts'
import { belongsToPortal, findPortal, refuseInactive } from '../portal.sql.ts'
import { factorKey } from '../prove-factor.ts'
import { endSessionOf, openSession, refuseTooManySessions, type SessionSide } from '../session.sql.ts'
import { forgetTries } from '../tries.sql.ts'
import type { Tried } from '../try-password.ts'

/**
 * What remains after the password was tried: is it an account of this side, and may it come in now? The row is locked,
 * so that a lock at the same moment is either seen here or ends the session made here.
 *
 * @throws Refusal `sign_in.refused`; `account.locked` to who knows the password
 */
export async function admittedAccount({ tx }: CommandContext, tried: Tried, side: SessionSide): Promise<Account> {
  const account = tried.account && (await lockAccount(tx, tried.account.id))
  if (!account && tried.isAway) throw directoryAway()
  if (account?.kind !== kindOf(side) || account.passwordHash !== tried.account?.passwordHash) throw signInRefused()
  if (account.status === 'locked') throw accountLocked()
  if (account.status !== 'active') throw signInRefused()
  await notePassword(tx, account.id, tried)
  // The password is no longer guessed at; codes of the second step are counted for themselves.
  await forgetTries(tx, canonicalEmail(account.email ?? ''))
  return account
}

const kindOf = (side: SessionSide) => (side === 'employee' ? 'employee' : 'external')

/** Whose sign-in is going on; everything that may have changed since its last step is asked again. */
export async function accountOf({ tx }: CommandContext, proof: OpenProof): Promise<Account> {
  const account = proof.user && (await lockAccount(tx, proof.user))
  if (!account || account.status !== 'active' || account.kind !== kindOf(proof.side)) throw startAgain()
  if (proof.portal === null) return account
  const portal = await findPortal(tx, proof.portal)
  if (!portal || portal.state === 'disabled' || !(await belongsToPortal(tx, account.id, portal))) throw startAgain()
  refuseInactive(portal)
  return account
}

type Door = { side: SessionSide; portal: PortalId | null; method: OpenProof['method'] }

/**
 * The one place where a session is made, after whatever way of proving who one is. What is still missing is answered
 * instead, and kept as an open proof that only this browser can finish. Here outside providers join, with `method` theirs.
 */
export async function admit(
  context: CommandContext,
  account: Account,
  door: Door,
  proof?: OpenProof,
): Promise<DoorAnswer> {
  const { tx, cookies, note } = context
  const factors = await readFactors(tx, account.id)
  const next = nextStep(proof ?? { isFactorProved: false, method: door.method }, factors)
  if (next === 'in') {
    if (proof) await markUsed(tx, proof.id)
    const session = await letIn(context, account, door.side)
    note({ user: account.id, session })
    return { ...nothing, next }
  }
  if (!proof) {
    const { token, expires } = await openAtDoor(tx, { user: account.id, ...door })
    cookies.proof.set(token, expires)
  }
  note({ user: account.id, next })
  return doorAnswerOf(account, factors, next)
}

const nothing = { methods: [], enrollable: [], email: null, recoveryCodes: null }

export const atTheStart: DoorAnswer = { ...nothing, next: 'start' }

export const doorAnswerOf = (
  account: Account,
  factors: Parameters<typeof methodsOf>[0],
  next: DoorAnswer['next'],
): DoorAnswer => ({
  next,
  methods: next === 'factor' ? methodsOf(factors) : [],
  enrollable: next === 'enrol' ? enrollable(factors) : [],
  email: account.email && hidden(account.email),
  recoveryCodes: null,
})

/** `d…a@brightwater.example`: enough to know the mailbox by. */
function hidden(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}…${at > 2 ? email.slice(at - 1, at) : ''}${email.slice(at)}`
}

/** A new session (never one that was there before, AT-113), in place of the browser's old one; failed codes are forgotten. */
async function letIn(context: CommandContext, account: Account, side: SessionSide) {
  const { tx, cookies } = context
  await endSessionOf(tx, side, cookies.sent())
  await refuseTooManySessions(tx, account.id, side)
  await forgetTries(tx, factorKey(account.id))
  if (side === 'employee') await takeWorkingSeat(tx, account.id)
  const { session, token, expires } = await openSession(tx, account.id, side, context)
  cookies.setSession(token, expires)
  cookies.proof.clear()
  return session
}
