import { command, onPortal } from '../../operations/operation.ts'
import { endOtherSessionsApi } from '../factors-contract.ts'
import { endOtherSessions as endOthers } from '../session.sql.ts'
import { meHere } from './my-factors.ts'

export const endOtherSessions = command({
  name: 'endOtherSessions',
  endpoint: endOtherSessionsApi,
  permission: 'door.knock',
  target: () => ({}),
  async run(context) {
    const { me, session } = await meHere(context)
    const sessionsEnded = await endOthers(context.tx, me.id, session)
    context.note({ user: me.id, sessionsEnded })
    return { sessionsEnded }
  },
})

export const endOtherSessionsOnPortal = onPortal(endOtherSessions, 'endOtherSessionsOnPortal')
