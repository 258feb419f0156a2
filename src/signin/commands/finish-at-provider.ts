import { command } from '../../operations/operation.ts'
import { holdProvider, nobodyHere } from '../../providers/commands/identities.ts'
import { beginAgain, comeBack, noteRefusal } from '../../providers/commands/visit.ts'
import { belongsToPortal, findPortal, refuseInactive } from '../portal.sql.ts'
import { findAtDoor, lockAtDoor, markProviderProved, type OpenProof } from '../open-proof.sql.ts'
import { finishAtPortalProviderApi, finishAtProviderApi } from '../provider-contract.ts'
import type { SessionSide } from '../session.sql.ts'
import { accountAtProvider } from './account-at-provider.ts'
import { admit } from './admit.ts'

/**
 * Whoever is back from a provider. The visit is taken and the provider asked before the transaction; in it everything
 * that decides is read anew behind locks: the sign-in, the provider, who it is here, and whether she may come in.
 */
const make = (name: string, side: SessionSide, endpoint: typeof finishAtProviderApi) =>
  command({
    name,
    endpoint,
    permission: 'door.knock',
    target: () => ({}),
    async before(context, { provider, answer }) {
      const proof = await findAtDoor(context.db, side, context.cookies.proof.sent())
      if (!proof || proof.user !== null) throw beginAgain()
      const told = await comeBack(context, { proof: proof.id }, { provider, answer, isLink: false })
      return { proof: proof.id, told }
    },
    async run(context, { provider: id }, { proof: open, told }) {
      const { tx, note } = context
      const proof = await lockAtDoor(tx, open)
      const portal = proof.portal === null ? undefined : await findPortal(tx, proof.portal)
      if (portal) refuseInactive(portal)
      const at = await holdProvider(tx, id, told, proof.portal)
      const { account, linked } = await accountAtProvider(context, at, side)
      if (portal && !(await belongsToPortal(tx, account.id, portal))) {
        throw nobodyHere(at, `${account.fullName} does not belong to “${portal.name}”`)
      }
      await markProviderProved(tx, proof.id, account.id)
      note({
        user: account.id,
        by: 'provider',
        provider: id,
        providerName: at.provider.name,
        ...(linked && { linked }),
      })
      const mine: OpenProof = { ...proof, user: account.id, method: 'provider' }
      return admit(context, account, { side, portal: proof.portal, method: 'provider' }, mine)
    },
    afterRefusal: ({ tx }, { provider }, refusal) => noteRefusal(tx, provider, refusal),
  })

export const finishAtProvider = make('finishAtProvider', 'employee', finishAtProviderApi)
export const finishAtPortalProvider = make('finishAtPortalProvider', 'portal', finishAtPortalProviderApi)
