import { personBehind } from '../../access/actor.ts'
import { links } from '../../base/employee-links.ts'
import type { UserId } from '../../base/ids.ts'
import type { CommandContext } from '../../operations/operation.ts'
import { findAccount, readCompany } from '../account.sql.ts'
import { insertInvitation, withdrawOpen } from '../invitation.sql.ts'
import { invitationDays } from '../invitations-contract.ts'
import { employeeInvitation, sendLetter } from '../letters.ts'

/** Makes the link of an invited employee and mails it; earlier links die. */
export async function mailEmployeeInvitation(
  context: Pick<CommandContext, 'tx' | 'actor' | 'send' | 'baseUrl'>,
  user: UserId,
): Promise<void> {
  const { tx, actor, send, baseUrl } = context
  const by = personBehind(actor)
  await withdrawOpen(tx, user, null, 'replaced')
  const { token } = await insertInvitation(tx, {
    user,
    portal: null,
    withoutConfirmation: true,
    days: invitationDays.employee,
    by,
  })
  const [account, company] = [await findAccount(tx, user), await readCompany(tx)]
  const inviter = by && (await findAccount(tx, by))
  if (!account?.email || !company) return
  const url = baseUrl + links.acceptInvitation({ token })
  const letter = employeeInvitation(company.name, inviter ? inviter.fullName : company.name, url)
  await sendLetter(tx, send, { id: user, email: account.email, language: account.language }, letter)
}
