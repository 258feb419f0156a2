import { notFound } from '../../base/refusal.ts'
import { onPortal, query } from '../../operations/operation.ts'
import { listMySessionsApi } from '../contract.ts'
import { listSessions } from '../session.sql.ts'

export const listMySessions = query({
  name: 'listMySessions',
  endpoint: listMySessionsApi,
  permission: 'door.view',
  target: () => ({}),
  async run({ db, actor }) {
    if (actor.kind !== 'user') throw notFound()
    const rows = await listSessions(db, actor.id)
    return { rows: rows.map((row) => ({ ...row, isThis: row.id === actor.session })) }
  },
})

export const listMyPortalSessions = onPortal(listMySessions, 'listMyPortalSessions')
