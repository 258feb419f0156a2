import { notFound } from '../../base/refusal.ts'
import { command, onPortal } from '../../operations/operation.ts'
import { signOutApi } from '../contract.ts'
import { endSession } from '../session.sql.ts'

export const signOut = command({
  name: 'signOut',
  endpoint: signOutApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, actor, cookies }) {
    if (actor.kind !== 'user') throw notFound()
    await endSession(tx, actor.session, 'signed_out')
    cookies.clearSession()
    return null
  },
})

export const signOutOfPortal = onPortal(signOut, 'signOutOfPortal')
