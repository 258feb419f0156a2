import { command } from '../../operations/operation.ts'
import { signInRefused } from '../account.ts'
import { atPortalDoor, provePasskeyApi } from '../door-contract.ts'
import { findAtDoor, lockAtDoor, markPasskeyProved, startAgain } from '../open-proof.sql.ts'
import { provedByPasskey } from '../prove-factor.ts'
import type { SessionSide } from '../session.sql.ts'
import { accountOf, admit } from './admit.ts'

/** With a password before it the second step, without one both at once. */
const make = (name: string, side: SessionSide, endpoint: typeof provePasskeyApi) =>
  command({
    name,
    endpoint,
    permission: 'door.knock',
    target: () => ({}),
    async before(context, { response }) {
      const proof = await findAtDoor(context.db, side, context.cookies.proof.sent())
      if (!proof) throw startAgain()
      const passkey = await provedByPasskey(context, proof, response)
      if (!passkey) throw signInRefused()
      return { proof: proof.id, passkey }
    },
    async run(context, _, { proof: id, passkey }) {
      const proof = await lockAtDoor(context.tx, id)
      // The portal that was asked for is unknown.
      if (side === 'portal' && proof.portal === null) throw signInRefused()
      const mine = { ...proof, user: passkey.user, method: proof.method ?? ('passkey' as const), isFactorProved: true }
      const account = await accountOf(context, mine)
      await markPasskeyProved(context.tx, id, passkey.user)
      context.note({ by: 'passkey', passkey: passkey.name })
      return admit(context, account, mine, mine)
    },
  })

export const provePasskey = make('provePasskey', 'employee', provePasskeyApi)
export const provePortalPasskey = make('provePortalPasskey', 'portal', atPortalDoor(provePasskeyApi))
