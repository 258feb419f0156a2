import { query } from '../../operations/operation.ts'
import { listGroupUsesApi } from '../contract.ts'
import { listUses } from '../uses.sql.ts'

export const listGroupUses = query({
  name: 'listGroupUses',
  endpoint: listGroupUsesApi,
  permission: 'group.list_uses',
  target: ({ group }) => ({ id: group }),
  run: async ({ db }, { group }) => ({ rows: await listUses(db, group) }),
})
