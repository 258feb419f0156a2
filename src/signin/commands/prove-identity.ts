import { notFound, Refusal } from '../../base/refusal.ts'
import { canonicalEmail } from '../../base/text.ts'
import { type BeforeContext, command, type CommandContext, onPortal } from '../../operations/operation.ts'
import { findAccount } from '../account.sql.ts'
import { directoryAway, proofRefused } from '../account.ts'
import { listPasskeys, readFactors } from '../factor.sql.ts'
import { ownMethods, refuseUnlessOffered } from '../factor.ts'
import { askMyPasskeyApi, proveIdentityApi, proveIdentityByPasskeyApi, sendMyCodeApi } from '../factors-contract.ts'
import { proofCode, sendLetter } from '../letters.ts'
import { findInSession, keepChallenge, newCode, openInSession } from '../open-proof.sql.ts'
import { authenticationOptions } from '../passkey.ts'
import { factorKey, isProvedByCode, provedByPasskey } from '../prove-factor.ts'
import { markProved } from '../session.sql.ts'
import { forgetTries } from '../tries.sql.ts'
import { tryOwnPassword } from '../try-password.ts'
import { meHere } from './my-factors.ts'

const own = { permission: 'door.knock', target: () => ({}) } as const

function sessionOf({ actor }: BeforeContext) {
  if (actor.kind !== 'user') throw notFound()
  return actor
}

async function markOwn(context: CommandContext, method: string) {
  const { tx, actor, note } = context
  if (actor.kind !== 'user') throw notFound()
  const me = await findAccount(tx, actor.id)
  await forgetTries(tx, canonicalEmail(me?.email ?? actor.id))
  await forgetTries(tx, factorKey(actor.id))
  const provedAt = await markProved(tx, actor.session)
  if (!provedAt) throw proofRefused()
  note({ method })
  return { provedAt }
}

/**
 * Tries are counted as those at the door are, so a screen left open is no place to guess. Whoever has a second factor
 * proves by that one: the password alone may be what a thief has already.
 */
export const proveIdentity = command({
  ...own,
  name: 'proveIdentity',
  endpoint: proveIdentityApi,
  async before(context, { method, secret }) {
    const { id, session } = sessionOf(context)
    const methods = ownMethods(await readFactors(context.db, id))
    if (method === 'password') {
      const { account, isAway } = await tryOwnPassword(context, id, secret)
      if (isAway) throw directoryAway()
      if (!account || methods.length > 0) throw proofRefused()
      return
    }
    const proof = await findInSession(context.db, session)
    const isProved = methods.includes(method) && (await isProvedByCode(context, id, proof, { method, code: secret }))
    if (!isProved) throw proofRefused()
  },
  run: (context, { method }) => markOwn(context, method),
})

export const askMyPasskey = command({
  ...own,
  name: 'askMyPasskey',
  endpoint: askMyPasskeyApi,
  async run(context) {
    const { tx, baseUrl } = context
    const { me, session } = await meHere(context)
    const options = await authenticationOptions(baseUrl, await listPasskeys(tx, me.id))
    const proof = await openInSession(tx, session)
    await keepChallenge(tx, proof.id, options.challenge)
    return { options: { ...options } }
  },
})

export const proveIdentityByPasskey = command({
  ...own,
  name: 'proveIdentityByPasskey',
  endpoint: proveIdentityByPasskeyApi,
  async before(context, { response }) {
    const proof = await findInSession(context.db, sessionOf(context).session)
    if (!proof || !(await provedByPasskey(context, proof, response))) throw proofRefused()
  },
  run: (context) => markOwn(context, 'passkey'),
})

export const sendMyCode = command({
  ...own,
  name: 'sendMyCode',
  endpoint: sendMyCodeApi,
  async run(context) {
    const { tx, send, note } = context
    const { me, session } = await meHere(context)
    const factors = await readFactors(tx, me.id)
    if (!factors.emailCode) refuseUnlessOffered(factors, 'email_code')
    if (!me.email) throw noAddress()
    const proof = (await findInSession(tx, session)) ?? (await openInSession(tx, session))
    const letter = proofCode(await newCode(tx, proof.id))
    await sendLetter(tx, send, { id: me.id, email: me.email, language: me.language }, letter)
    note({ user: me.id })
    return null
  },
})

const noAddress = () =>
  new Refusal(
    'conflict',
    'user.email_needed',
    'Expected an e-mail address to send the code to, but your account has none.',
  )

export const proveIdentityOnPortal = onPortal(proveIdentity, 'proveIdentityOnPortal')
export const askMyPasskeyOnPortal = onPortal(askMyPasskey, 'askMyPasskeyOnPortal')
export const proveIdentityByPasskeyOnPortal = onPortal(proveIdentityByPasskey, 'proveIdentityByPasskeyOnPortal')
export const sendMyCodeOnPortal = onPortal(sendMyCode, 'sendMyCodeOnPortal')
