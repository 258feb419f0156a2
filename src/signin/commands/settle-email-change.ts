import { links } from '../../base/employee-links.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { setEmail } from '../../people/commands/set-email.ts'
import { changed } from '../../operations/changed.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { lockAccount } from '../account.sql.ts'
import {
  type EmailChange,
  endOtherPages,
  lockForConfirming,
  lockForUndoing,
  markConfirmed,
  markUndone,
} from '../email-change.sql.ts'
import { confirmEmailChangeApi, undoEmailChangeApi } from '../email-contract.ts'
import { emailChanged, emailRestored } from '../email-letters.ts'
import { sendLetter } from '../letters.ts'
import { endSessions } from '../session.sql.ts'

/** By the link in the mail to the new address. Who opens it need not be signed in; the old address hears of it. */
export const confirmEmailChange = command({
  name: 'confirmEmailChange',
  endpoint: confirmEmailChangeApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, send, baseUrl, note }, { token }) {
    const change = await lockForConfirming(tx, token)
    const { user, oldEmail, newEmail, session, portal } = change
    await setEmail(tx, user, newEmail)
    const undo = await markConfirmed(tx, change.id)
    const sessionsEnded = await endOtherPages(tx, user, session)
    const account = await lockAccount(tx, user)
    const page = portal ? portalLinks.undoEmail({ portal, token: undo }) : links.undoEmail({ token: undo })
    const to = { id: user, email: oldEmail, language: account?.language ?? 'en' }
    await sendLetter(tx, send, to, emailChanged(newEmail, baseUrl + page))
    note({ user, from: oldEmail, to: newEmail, sessionsEnded })
    await changed(tx, { topics: ['users', 'me'], users: [user], employees: true })
    return { email: newEmail }
  },
})

/** By a link in a mail to the old address: whoever holds that mailbox is believed more than whoever holds a session. */
export const undoEmailChange = command({
  name: 'undoEmailChange',
  endpoint: undoEmailChangeApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, send, note }, { token }) {
    const change = await lockForUndoing(tx, token)
    const { user, oldEmail, newEmail, isConfirmed } = change
    await markUndone(tx, change)
    note({ user, from: newEmail, to: oldEmail, isConfirmed })
    if (!isConfirmed) return { email: oldEmail, was: 'stopped' as const }
    await setEmail(tx, user, oldEmail)
    await endSessions(tx, user, 'ended_by_user')
    await tellBoth({ tx, send }, change)
    await changed(tx, { topics: ['users', 'me'], users: [user], employees: true })
    return { email: oldEmail, was: 'undone' as const }
  },
})

async function tellBoth(
  { tx, send }: Pick<CommandContext, 'tx' | 'send'>,
  { user, oldEmail, newEmail }: EmailChange,
): Promise<void> {
  const account = await lockAccount(tx, user)
  for (const email of [oldEmail, newEmail]) {
    await sendLetter(tx, send, { id: user, email, language: account?.language ?? 'en' }, emailRestored(oldEmail))
  }
}
