import { links } from '../../base/employee-links.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { signsInAtDirectory } from '../../directories/queries/prove-at-directory.ts'
import type { JobSender, Jobs } from '../../jobs/queue.ts'
import { type Db, transaction } from '../../sql/database.ts'
import { findAccountByEmail } from '../account.sql.ts'
import { passwordReset, sendLetter } from '../letters.ts'
import { belongsToPortal, findPortalByCode } from '../portal.sql.ts'
import { insertReset } from '../reset.sql.ts'

/**
 * The job behind a request for a new password: mails a link to an active account of the side asked for. Whoever is
 * locked, not registered, or of another portal gets nothing. The link is written from the configured address (AT-106).
 */
export async function sendPasswordReset(
  { db, send, baseUrl }: { db: Db; send: JobSender; baseUrl: string },
  { email, portal: code }: Jobs['signin.send_reset'],
): Promise<void> {
  await transaction(db, async (tx) => {
    const account = await findAccountByEmail(tx, email)
    if (account?.status !== 'active' || !account.email) return
    const side = code === null ? 'employee' : 'portal'
    // There is no password here to set; the answer at the door is the same for all.
    if (await signsInAtDirectory(tx, account.id)) return
    if (account.kind !== (side === 'employee' ? 'employee' : 'external')) return
    if (code !== null) {
      const portal = await findPortalByCode(tx, code)
      if (!portal || portal.state === 'disabled' || !(await belongsToPortal(tx, account.id, portal))) return
    }
    const token = await insertReset(tx, account.id, side)
    if (token === undefined) return
    const page = code === null ? links.resetPassword({ token }) : portalLinks.resetPassword({ portal: code, token })
    const letter = passwordReset(baseUrl + page)
    await sendLetter(tx, send, { id: account.id, email: account.email, language: account.language }, letter)
  })
}
