import { ability } from '../../access/decide.ts'
import { notFound } from '../../base/refusal.ts'
import { listMuted } from '../../mail/muted-mails.sql.ts'
import { onPortal, query } from '../../operations/operation.ts'
import { type ChoosableMail, getMailChoicesApi } from '../contract-choices.ts'
import { mayOf } from '../mail.sql.ts'

/** Offered is what can reach this person at all. */
const offered = { external: ['task_waits'], employee: ['substitution'] } as const
const toAdministrators: ChoosableMail[] = ['fresh_invitation_asked', 'no_free_seat']

export const getMailChoices = query({
  name: 'getMailChoices',
  endpoint: getMailChoicesApi,
  permission: 'door.view',
  target: () => ({}),
  async run({ db, actor }) {
    if (actor.kind !== 'user') throw notFound()
    const muted = await listMuted(db, actor.id)
    const administers = await mayOf(db, ability(actor, 'company.administer'))
    const mails: ChoosableMail[] = [...offered[actor.userKind], ...(administers ? toAdministrators : [])]
    return { choices: mails.map((mail) => ({ mail, isWanted: !muted.includes(mail) })) }
  },
})

export const getMailChoicesOnPortal = onPortal(getMailChoices, 'getMailChoicesOnPortal')
