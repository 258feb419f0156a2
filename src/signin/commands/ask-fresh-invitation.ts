import { links } from '../../base/employee-links.ts'
import { command } from '../../operations/operation.ts'
import { listAdministrators, readCompany } from '../account.sql.ts'
import { askRenewal } from '../invitation.sql.ts'
import { askFreshInvitationApi } from '../invitations-contract.ts'
import { freshInvitationAsked, sendLetter } from '../letters.ts'

/** A link that has ended is never a dead end; whoever sends something else gets the same answer and moves nothing. */
export const askFreshInvitation = command({
  name: 'askFreshInvitation',
  endpoint: askFreshInvitationApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, send, baseUrl, note }, { token }) {
    const ended = await askRenewal(tx, token)
    if (!ended) return null
    const page = ended.kind === 'employee' ? links.user : links.externalUser
    const what = ended.portal ?? (await readCompany(tx))?.name ?? 'Portico'
    const letter = freshInvitationAsked(ended.fullName, what, baseUrl + page({ user: ended.user }))
    for (const reader of await listAdministrators(tx)) await sendLetter(tx, send, reader, letter)
    note({ user: ended.user })
    return null
  },
})
