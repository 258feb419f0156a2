import { notFound } from '../../base/refusal.ts'
import { command, type CommandContext, onPortal } from '../../operations/operation.ts'
import { type Account, lockAccount, readCompany } from '../account.sql.ts'
import { deleteFactor, insertEmailFactor, readFactors, replaceRecoveryCodes } from '../factor.sql.ts'
import { noFactor, ownMethods, refuseLosingLast, refuseUnlessOffered } from '../factor.ts'
import {
  addMailFactorApi,
  finishAppFactorApi,
  removeFactorApi,
  renewRecoveryCodesApi,
  startAppFactorApi,
} from '../factors-contract.ts'
import { findInSession, keepSeed, openInSession, startAgain } from '../open-proof.sql.ts'
import { factorRefused, isProvedByCode, seedPurpose } from '../prove-factor.ts'
import { newRecoveryCodes } from '../recovery-codes.ts'
import type { SessionId } from '../../base/ids.ts'
import { appAddress, newSeed } from '../totp.ts'
import { firstRecoveryCodes, setUpApp, tellOwner } from './set-up-app.ts'

/** These reach nobody but the actor, so the door is all they ask for, and a recent proof. */
const own = { permission: 'door.knock', target: () => ({}), recent: true } as const

/** Whose session it is, behind the lock of the account. */
export async function meHere({ tx, actor }: CommandContext): Promise<{ me: Account; session: SessionId }> {
  const me = actor.kind === 'user' ? await lockAccount(tx, actor.id) : undefined
  if (actor.kind !== 'user' || !me) throw notFound()
  return { me, session: actor.session }
}

export const startAppFactor = command({
  ...own,
  name: 'startAppFactor',
  endpoint: startAppFactorApi,
  async run(context) {
    const { tx, secrets } = context
    const { me, session } = await meHere(context)
    refuseUnlessOffered(await readFactors(tx, me.id), 'totp')
    const seed = newSeed()
    const proof = await openInSession(tx, session)
    await keepSeed(tx, proof.id, secrets.seal(seed, seedPurpose(me.id)))
    const company = await readCompany(tx)
    return { seed, address: appAddress(seed, company?.name ?? 'Portico', me.email ?? me.fullName) }
  },
})

export const finishAppFactor = command({
  ...own,
  name: 'finishAppFactor',
  endpoint: finishAppFactorApi,
  async run(context, { code }) {
    const { me, session } = await meHere(context)
    const proof = await findInSession(context.tx, session)
    if (!proof?.seed) throw startAgain()
    const recoveryCodes = await setUpApp(context, me, proof, code)
    if (!recoveryCodes) throw factorRefused()
    await keepSeed(context.tx, proof.id, null)
    return { recoveryCodes }
  },
})

export const addMailFactor = command({
  ...own,
  name: 'addMailFactor',
  endpoint: addMailFactorApi,
  async before(context, { code }) {
    const { actor, db } = context
    if (actor.kind !== 'user') throw notFound()
    const proof = await findInSession(db, actor.session)
    if (!(await isProvedByCode(context, actor.id, proof, { method: 'email_code', code }))) throw factorRefused()
  },
  async run(context) {
    const { me } = await meHere(context)
    refuseUnlessOffered(await readFactors(context.tx, me.id), 'email_code')
    await insertEmailFactor(context.tx, me.id)
    context.note({ user: me.id, factor: 'email_code' })
    await tellOwner(context, me, 'mail_added')
    return { recoveryCodes: await firstRecoveryCodes(context, me) }
  },
})

export const removeFactor = command({
  ...own,
  name: 'removeFactor',
  endpoint: removeFactorApi,
  async run(context, { kind }) {
    const { tx, note } = context
    const { me } = await meHere(context)
    if (!(await deleteFactor(tx, me.id, kind === 'app' ? 'totp' : 'email_code'))) throw notFound()
    const left = await readFactors(tx, me.id)
    refuseLosingLast(left)
    if (ownMethods(left).length === 0) await replaceRecoveryCodes(tx, me.id, [])
    note({ user: me.id, factor: kind })
    await tellOwner(context, me, kind === 'app' ? 'app_removed' : 'mail_removed')
    return null
  },
})

export const renewRecoveryCodes = command({
  ...own,
  name: 'renewRecoveryCodes',
  endpoint: renewRecoveryCodesApi,
  async run(context) {
    const { tx, note } = context
    const { me } = await meHere(context)
    if (ownMethods(await readFactors(tx, me.id)).length === 0) throw noFactor()
    const recoveryCodes = newRecoveryCodes()
    await replaceRecoveryCodes(tx, me.id, recoveryCodes)
    note({ user: me.id })
    await tellOwner(context, me, 'codes_renewed')
    return { recoveryCodes }
  },
})

export const startAppFactorOnPortal = onPortal(startAppFactor, 'startAppFactorOnPortal')
export const finishAppFactorOnPortal = onPortal(finishAppFactor, 'finishAppFactorOnPortal')
export const addMailFactorOnPortal = onPortal(addMailFactor, 'addMailFactorOnPortal')
export const removeFactorOnPortal = onPortal(removeFactor, 'removeFactorOnPortal')
export const renewRecoveryCodesOnPortal = onPortal(renewRecoveryCodes, 'renewRecoveryCodesOnPortal')
