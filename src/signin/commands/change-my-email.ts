import { links } from '../../base/employee-links.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { notFound } from '../../base/refusal.ts'
import { isOfDirectory } from '../../directories/queries/prove-at-directory.ts'
import { changed } from '../../operations/changed.ts'
import { command, type CommandContext, onPortal } from '../../operations/operation.ts'
import { type Account, findAccountByEmail } from '../account.sql.ts'
import { keptInDirectory, refuseSameEmail, tooManyChanges } from '../email-change.ts'
import { insertEmailChange, withdrawPending } from '../email-change.sql.ts'
import { changeMyEmailApi, dropMyEmailChangeApi } from '../email-contract.ts'
import { confirmEmail, emailChangeAsked, emailInUse } from '../email-letters.ts'
import { sendLetter } from '../letters.ts'
import { belongsToPortal, findPortalByCode } from '../portal.sql.ts'
import { meHere } from './my-factors.ts'

type Links = { confirm: (token: string) => string; stop: (token: string) => string }

/** Where the links of the mails lead: to the pages of the side the person is on. */
async function linksFor({ tx, baseUrl }: CommandContext, me: Account, code: string | undefined): Promise<Links> {
  if (me.kind === 'employee') {
    return {
      confirm: (token) => baseUrl + links.confirmEmail({ token }),
      stop: (token) => baseUrl + links.undoEmail({ token }),
    }
  }
  const portal = code === undefined ? undefined : await findPortalByCode(tx, code)
  if (!portal || !(await belongsToPortal(tx, me.id, portal))) throw notFound()
  return {
    confirm: (token) => baseUrl + portalLinks.confirmEmail({ portal: portal.code, token }),
    stop: (token) => baseUrl + portalLinks.undoEmail({ portal: portal.code, token }),
  }
}

/** Nothing changes here but a row: the new address has to confirm, and the old one is told and may stop it (AT-115). */
export const changeMyEmail = command({
  name: 'changeMyEmail',
  endpoint: changeMyEmailApi,
  permission: 'door.knock',
  recent: true,
  target: () => ({}),
  async run(context, { email, portal }) {
    const { tx, send, note } = context
    const { me, session } = await meHere(context)
    if (!me.email) throw notFound()
    refuseSameEmail(me.email, email)
    if (await isOfDirectory(tx, me.id)) throw keptInDirectory()
    const to = await linksFor(context, me, portal)
    const made = await insertEmailChange(tx, {
      user: me.id,
      session,
      from: me.email,
      to: email,
      portal: portal ?? null,
    })
    if (!made) throw tooManyChanges()
    const { id, language } = me
    const owner = await findAccountByEmail(tx, email)
    if (!owner) {
      await sendLetter(tx, send, { id, email, language }, confirmEmail(me.fullName, to.confirm(made.confirm)))
    } else if (owner.email) {
      await sendLetter(tx, send, { id: owner.id, email: owner.email, language: owner.language }, emailInUse())
    }
    await sendLetter(tx, send, { id, email: me.email, language }, emailChangeAsked(email, to.stop(made.stop)))
    note({ user: id, from: me.email, to: email })
    await changed(tx, { topics: ['me'], users: [id] })
    return { expiresAt: made.expiresAt }
  },
})

export const changeMyEmailOnPortal = onPortal(changeMyEmail, 'changeMyEmailOnPortal')

export const dropMyEmailChange = command({
  name: 'dropMyEmailChange',
  endpoint: dropMyEmailChangeApi,
  permission: 'door.knock',
  target: () => ({}),
  async run(context) {
    const { me } = await meHere(context)
    const dropped = await withdrawPending(context.tx, me.id)
    context.note({ user: me.id, dropped })
    await changed(context.tx, { topics: ['me'], users: [me.id] })
    return null
  },
})

export const dropMyEmailChangeOnPortal = onPortal(dropMyEmailChange, 'dropMyEmailChangeOnPortal')
