import { canonicalEmail } from '../../base/text.ts'
import { takeWorkingSeat } from '../../licensing/commands/take-working-seat.ts'
import type { CommandContext } from '../../operations/operation.ts'
import { type Account, lockAccount, notePassword } from '../account.sql.ts'
import { accountLocked, signInRefused } from '../account.ts'
import { endSessionOf, openSession, type SessionSide } from '../session.sql.ts'
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
  const kind = side === 'employee' ? 'employee' : 'external'
  if (account?.kind !== kind || account.passwordHash !== tried.account?.passwordHash) throw signInRefused()
  if (account.status === 'locked') throw accountLocked()
  if (account.status !== 'active') throw signInRefused()
  return account
}

/** Opens a new session (never one that was there before, AT-113), ends the browser's old one, forgets failed tries. */
export async function admit(context: CommandContext, account: Account, side: SessionSide, tried: Tried): Promise<void> {
  const { tx, cookies, note } = context
  await forgetTries(tx, canonicalEmail(account.email ?? ''))
  await notePassword(tx, account.id, tried)
  await endSessionOf(tx, side, cookies.sent())
  if (side === 'employee') await takeWorkingSeat(tx, account.id)
  const { session, token, expires } = await openSession(tx, account.id, side, context)
  cookies.setSession(token, expires)
  note({ user: account.id, session })
}
