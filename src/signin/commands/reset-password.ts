import { canonicalEmail } from '../../base/text.ts'
import { type BeforeContext, command, type CommandContext } from '../../operations/operation.ts'
import { findAccount, lockAccount, readCompany, setPasswordHash } from '../account.sql.ts'
import { resetPasswordApi, resetPortalPasswordApi } from '../contract.ts'
import { passwordChanged, sendLetter } from '../letters.ts'
import { markResetUsed, openReset } from '../reset.sql.ts'
import { endSessions, type SessionSide } from '../session.sql.ts'
import { forgetTries } from '../tries.sql.ts'
import { newPasswordHash } from './new-password.ts'

type Given = { token: string; password: string }

async function judge({ db }: BeforeContext, { token, password }: Given, side: SessionSide) {
  const { user } = await openReset(db, token, side)
  const [account, company] = [await findAccount(db, user), await readCompany(db)]
  const words = [company?.name ?? null, account?.fullName ?? null, account?.email ?? null]
  return { user, passwordHash: await newPasswordHash(db, password, words) }
}

/** Ends every session, tells the owner, forgets failed tries; the schema kills the other links (migration 0004). */
async function replace(
  { tx, send, note }: CommandContext,
  { token }: Given,
  side: SessionSide,
  { user, passwordHash }: Awaited<ReturnType<typeof judge>>,
) {
  const account = await lockAccount(tx, user)
  const { id } = await openReset(tx, token, side)
  await markResetUsed(tx, id)
  await setPasswordHash(tx, user, passwordHash)
  const sessionsEnded = await endSessions(tx, user, 'password_changed')
  if (account?.email) {
    await forgetTries(tx, canonicalEmail(account.email))
    await sendLetter(tx, send, { id: user, email: account.email, language: account.language }, passwordChanged())
  }
  note({ user, sessionsEnded })
  return { sessionsEnded }
}

export const resetPassword = command({
  name: 'resetPassword',
  endpoint: resetPasswordApi,
  permission: 'door.knock',
  target: () => ({}),
  before: (context, input) => judge(context, input, 'employee'),
  run: (context, input, judged) => replace(context, input, 'employee', judged),
})

export const resetPortalPassword = command({
  name: 'resetPortalPassword',
  endpoint: resetPortalPasswordApi,
  permission: 'door.knock',
  target: () => ({}),
  before: (context, input) => judge(context, input, 'portal'),
  run: (context, input, judged) => replace(context, input, 'portal', judged),
})
