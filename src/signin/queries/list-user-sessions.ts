import { query } from '../../operations/operation.ts'
import { listUserSessionsApi } from '../accounts-contract.ts'
import { listSessions } from '../session.sql.ts'

export const listUserSessions = query({
  name: 'listUserSessions',
  endpoint: listUserSessionsApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  async run({ db, actor }, { user }) {
    const mine = actor.kind === 'user' ? actor.session : null
    const rows = await listSessions(db, user)
    return { rows: rows.map((row) => ({ ...row, isThis: row.id === mine })) }
  },
})
