import { notFound } from '../../base/refusal.ts'
import { command, onPortal } from '../../operations/operation.ts'
import { endMySessionApi } from '../contract.ts'
import { endOwnSession } from '../session.sql.ts'

export const endMySession = command({
  name: 'endMySession',
  endpoint: endMySessionApi,
  permission: 'door.knock',
  target: () => ({}),
  async run({ tx, actor, cookies, note }, { session }) {
    if (actor.kind !== 'user') throw notFound()
    if (!(await endOwnSession(tx, actor.id, session))) throw notFound()
    if (session === actor.session) cookies.clearSession()
    note({ session })
    return null
  },
})

export const endMyPortalSession = onPortal(endMySession, 'endMyPortalSession')
