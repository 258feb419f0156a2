import type { PortalId } from '../../base/ids.ts'
import { links } from '../../base/employee-links.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { signsInAtDirectory } from '../../directories/queries/prove-at-directory.ts'
import { type BeforeContext, command, onPortal } from '../../operations/operation.ts'
import { holdProvider, linkIdentity, removeIdentity as remove } from '../../providers/commands/identities.ts'
import { comeBack, keepVisit, noteRefusal, prepareVisit } from '../../providers/commands/visit.ts'
import { identitiesOf } from '../../providers/queries/identities.ts'
import type { Db } from '../../sql/database.ts'
import type { Account } from '../account.sql.ts'
import { hasFactor } from '../factor.sql.ts'
import { beginLinkApi, finishLinkApi, removeIdentityApi } from '../identities-contract.ts'
import { meHere } from './my-factors.ts'
import { belongsToPortal, findPortalByCode } from '../portal.sql.ts'
import { tellOwner } from './set-up-app.ts'

/** These reach nobody but the actor, so the door is all they ask for; a new way in wants a recent proof beside it. */
const own = { permission: 'door.knock', target: () => ({}) } as const

function sessionOf({ actor }: Pick<BeforeContext, 'actor'>) {
  if (actor.kind !== 'user') throw notFound()
  return actor
}

/** At whose door the provider has to be offered; null: that of employees. @throws Refusal 404 */
export async function doorOf(
  { db, actor }: Pick<BeforeContext, 'db' | 'actor'>,
  code: string | undefined,
): Promise<PortalId | null> {
  const { id, userKind } = sessionOf({ actor })
  if (userKind === 'employee') return null
  const portal = code === undefined ? undefined : await findPortalByCode(db, code)
  if (!portal || !(await belongsToPortal(db, id, portal))) throw notFound()
  return portal.id
}

export const beginLink = command({
  ...own,
  name: 'beginLink',
  recent: true,
  endpoint: beginLinkApi,
  async before(context, { provider, portal: code }) {
    const portal = await doorOf(context, code)
    const back = portal ? portalLinks.signInBy({ portal: code!, provider }) : links.signInBy({ provider })
    return prepareVisit(context, { provider, portal, back, isLink: true })
  },
  async run(context, { provider }, { visit, address }) {
    const { session } = await meHere(context)
    await keepVisit(context.tx, { session }, visit)
    context.note({ provider })
    return { address }
  },
})

/**
 * Only the session that set out links, to its own account: nobody is talked into linking another's identity. The proof
 * was asked for when it set out.
 */
export const finishLink = command({
  ...own,
  name: 'finishLink',
  endpoint: finishLinkApi,
  before: (context, { provider, answer }) =>
    comeBack(context, { session: sessionOf(context).session }, { provider, answer, isLink: true }),
  async run(context, { provider: id }, told) {
    const { tx, note } = context
    const { me } = await meHere(context)
    const at = await holdProvider(tx, id, told)
    if (at.known) throw at.known.user === me.id ? linkedAlready() : ofAnother()
    if ((await identitiesOf(tx, me.id)).some(({ provider }) => provider === id)) throw linkedAlready()
    await linkIdentity(tx, at, me.id, 'person')
    note({ user: me.id, provider: id, providerName: at.provider.name, label: told.label })
    await tellOwner(context, me, 'identity_linked')
    return { label: told.label }
  },
  afterRefusal: ({ tx }, { provider }, refusal) => noteRefusal(tx, provider, refusal),
})

export const removeIdentity = command({
  ...own,
  name: 'removeIdentity',
  recent: true,
  endpoint: removeIdentityApi,
  async run(context, { identity }) {
    const { tx, note } = context
    const { me } = await meHere(context)
    const was = await remove(tx, me.id, identity)
    if (!was) throw notFound()
    if (!(await hasWayIn(tx, me))) throw lastWay()
    note({ user: me.id, providerName: was.provider, label: was.label })
    await tellOwner(context, me, 'identity_removed')
    return null
  },
})

/** A password, a passkey, a directory, or another provider. */
const hasWayIn = async (db: Db, { id, passwordHash }: Account): Promise<boolean> =>
  passwordHash !== null ||
  (await hasFactor(db, id)) ||
  (await signsInAtDirectory(db, id)) ||
  (await identitiesOf(db, id)).some(({ isEnabled }) => isEnabled)

const ofAnother = () =>
  new Refusal(
    'conflict',
    'identity.of_another',
    'Expected an identity of yours, but this one is linked to another account here. Sign in there with your own account first.',
  )

const linkedAlready = () =>
  new Refusal(
    'conflict',
    'identity.linked_already',
    'Expected a provider you are not linked to, but you are. Unlink what you are there first.',
  )

const lastWay = () =>
  new Refusal(
    'conflict',
    'identity.last_way',
    'Expected another way to sign in before this one ends, but you have none. Set a password by “Forgotten your password?” first.',
  )

export const beginLinkOnPortal = onPortal(beginLink, 'beginLinkOnPortal')
export const finishLinkOnPortal = onPortal(finishLink, 'finishLinkOnPortal')
export const removeIdentityOnPortal = onPortal(removeIdentity, 'removeIdentityOnPortal')
