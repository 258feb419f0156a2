import { cursorOf } from '../../base/wire.ts'
import { listing } from '../../operations/operation.ts'
import { withUserAbilities } from '../abilities.ts'
import { listUsersApi } from '../contract.ts'
import { listUsers as listUserRows } from '../user-list.sql.ts'
import { askedBy, fromCursor, readStart } from './asked.ts'

export const listUsers = listing({
  name: 'listUsers',
  endpoint: listUsersApi,
  permission: 'user.view',
  within: () => ({}),
  async run(context, { sort, after, limit, ...filter }) {
    const listed = { filter, sort, after: readStart(after), limit: limit + 1 }
    const asked = await askedBy(context)
    const rows = await fromCursor(() => listUserRows(context.db, asked, listed))
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page.map(({ key: _key, ...row }) => withUserAbilities(row)),
      next: rows.length > limit && last ? cursorOf([last.key, last.id]) : null,
    }
  },
})
