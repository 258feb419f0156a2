import { query } from '../../operations/operation.ts'
import { listGroupMembersApi } from '../contract.ts'
import { listMembers } from '../member.sql.ts'
import { cursorAt, pageBy } from '../page.ts'

export const listGroupMembers = query({
  name: 'listGroupMembers',
  endpoint: listGroupMembersApi,
  permission: 'group.view',
  target: ({ group }) => ({ id: group }),
  async run({ db }, { group, search, after, limit }) {
    const start = cursorAt<[number, string, string]>(after, 3)
    const found = await listMembers(db, group, { search, after: start, limit: limit + 1 })
    const { rows, next } = pageBy(found, limit, ({ rank, name, id }) => [rank, name.toLowerCase(), id])
    return { rows: rows.map(({ rank: _rank, ...member }) => member), next }
  },
})
