import { notFound } from '../../base/refusal.ts'
import { canonicalEmail } from '../../base/text.ts'
import { command, onPortal } from '../../operations/operation.ts'
import { proofRefused } from '../account.ts'
import { proveIdentityApi } from '../contract.ts'
import { markProved } from '../session.sql.ts'
import { forgetTries } from '../tries.sql.ts'
import { tryOwnPassword } from '../try-password.ts'

/** Tries are counted as those at the door are, so a screen left open is no place to guess. */
export const proveIdentity = command({
  name: 'proveIdentity',
  endpoint: proveIdentityApi,
  permission: 'door.knock',
  target: () => ({}),
  async before(context, { secret }) {
    const { actor } = context
    if (actor.kind !== 'user') throw notFound()
    const { account } = await tryOwnPassword(context, actor.id, secret)
    if (!account) throw proofRefused()
    return { account, session: actor.session }
  },
  async run({ tx, note }, { method }, { account, session }) {
    await forgetTries(tx, canonicalEmail(account.email ?? account.id))
    const provedAt = await markProved(tx, session)
    if (!provedAt) throw proofRefused()
    note({ method })
    return { provedAt }
  },
})

export const proveIdentityOnPortal = onPortal(proveIdentity, 'proveIdentityOnPortal')
