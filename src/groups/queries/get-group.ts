import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { withAbilities } from '../abilities.ts'
import { getGroupApi } from '../contract.ts'
import { findGroup, listMembers } from '../group.sql.ts'

export const getGroup = query({
  name: 'getGroup',
  endpoint: getGroupApi,
  permission: 'group.view',
  target: ({ group }) => ({ id: group }),
  async run({ db }, { group: id }) {
    const group = await findGroup(db, id)
    if (!group) throw notFound()
    return { ...withAbilities(group), memberList: await listMembers(db, id) }
  },
})
