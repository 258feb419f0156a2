import { notFound } from '../../base/refusal.ts'
import { canonicalEmail } from '../../base/text.ts'
import { signsInAtDirectory } from '../../directories/queries/prove-at-directory.ts'
import { command, onPortal } from '../../operations/operation.ts'
import { readCompany, setPasswordHash } from '../account.sql.ts'
import { passwordElsewhere, passwordWrong, samePassword } from '../account.ts'
import { changePasswordApi } from '../factors-contract.ts'
import { passwordChanged, sendLetter } from '../letters.ts'
import { endSessions } from '../session.sql.ts'
import { forgetTries } from '../tries.sql.ts'
import { tryOwnPassword } from '../try-password.ts'
import { meHere } from './my-factors.ts'
import { newPasswordHash } from './new-password.ts'

/** The password itself is asked for, whatever was proved before (ASVS 6.2.3); every other session ends (AT-109). */
export const changePassword = command({
  name: 'changePassword',
  endpoint: changePasswordApi,
  permission: 'door.knock',
  target: () => ({}),
  async before(context, { password, newPassword }) {
    const { actor, db } = context
    if (actor.kind !== 'user') throw notFound()
    if (await signsInAtDirectory(db, actor.id)) throw passwordElsewhere()
    const { account } = await tryOwnPassword(context, actor.id, password)
    if (!account) throw passwordWrong()
    if (password.normalize('NFKC') === newPassword.normalize('NFKC')) throw samePassword()
    const company = await readCompany(db)
    const words = [company?.name ?? null, account.fullName, account.email]
    return { was: account.passwordHash, passwordHash: await newPasswordHash(db, newPassword, words) }
  },
  async run(context, _, { was, passwordHash }) {
    const { tx, send, note } = context
    const { me, session } = await meHere(context)
    // Changed by another request in the meantime: what was proved is not the password any more.
    if (me.passwordHash !== was) throw passwordWrong()
    await setPasswordHash(tx, me.id, passwordHash)
    await forgetTries(tx, canonicalEmail(me.email ?? me.id))
    const sessionsEnded = await endSessions(tx, me.id, 'password_changed', session)
    if (me.email) await sendLetter(tx, send, { id: me.id, email: me.email, language: me.language }, passwordChanged())
    note({ user: me.id, sessionsEnded })
    return { sessionsEnded }
  },
})

export const changePasswordOnPortal = onPortal(changePassword, 'changePasswordOnPortal')
