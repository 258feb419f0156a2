import { notFound } from '../../base/refusal.ts'
import { command, onPortal } from '../../operations/operation.ts'
import { deletePasskey, readFactors, renamePasskey as savePasskeyName, replaceRecoveryCodes } from '../factor.sql.ts'
import { ownMethods, refuseLosingLast, refuseUnlessOffered } from '../factor.ts'
import { addPasskeyApi, askAddedPasskeyApi, removePasskeyApi, renamePasskeyApi } from '../factors-contract.ts'
import { findInSession, openInSession, startAgain } from '../open-proof.sql.ts'
import { answered, keepPasskey, questionFor } from './enrol-passkey.ts'
import { meHere } from './my-factors.ts'
import { tellOwner } from './set-up-app.ts'

const own = { permission: 'door.knock', target: () => ({}) } as const

export const askAddedPasskey = command({
  ...own,
  name: 'askAddedPasskey',
  endpoint: askAddedPasskeyApi,
  recent: true,
  async run(context) {
    const { me, session } = await meHere(context)
    refuseUnlessOffered(await readFactors(context.tx, me.id), 'passkey')
    return questionFor(context, me, await openInSession(context.tx, session))
  },
})

export const addPasskey = command({
  ...own,
  name: 'addPasskey',
  endpoint: addPasskeyApi,
  recent: true,
  async before(context, { response }) {
    const { actor, db } = context
    const proof = actor.kind === 'user' ? await findInSession(db, actor.session) : undefined
    if (!proof) throw startAgain()
    return answered(context, proof, response)
  },
  async run(context, { name }, made) {
    const { me } = await meHere(context)
    return { recoveryCodes: await keepPasskey(context, me, made, name) }
  },
})

export const renamePasskey = command({
  ...own,
  name: 'renamePasskey',
  endpoint: renamePasskeyApi,
  async run(context, { passkey, name }) {
    const { me } = await meHere(context)
    if (!(await savePasskeyName(context.tx, me.id, passkey, name))) throw notFound()
    context.note({ passkey: name })
    return null
  },
})

export const removePasskey = command({
  ...own,
  name: 'removePasskey',
  endpoint: removePasskeyApi,
  recent: true,
  async run(context, { passkey }) {
    const { me } = await meHere(context)
    const name = await deletePasskey(context.tx, me.id, passkey)
    if (name === undefined) throw notFound()
    const left = await readFactors(context.tx, me.id)
    refuseLosingLast(left)
    if (ownMethods(left).length === 0) await replaceRecoveryCodes(context.tx, me.id, [])
    context.note({ user: me.id, passkey: name })
    await tellOwner(context, me, 'passkey_removed')
    return null
  },
})

export const askAddedPasskeyOnPortal = onPortal(askAddedPasskey, 'askAddedPasskeyOnPortal')
export const addPasskeyOnPortal = onPortal(addPasskey, 'addPasskeyOnPortal')
export const renamePasskeyOnPortal = onPortal(renamePasskey, 'renamePasskeyOnPortal')
export const removePasskeyOnPortal = onPortal(removePasskey, 'removePasskeyOnPortal')
