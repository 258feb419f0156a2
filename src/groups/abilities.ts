import type { GroupShape } from './contract.ts'
import type { GroupRow } from './group.sql.ts'

/**
 * Only administrators reach a group at all (access/rules/groups.ts), so what may be done with it depends on the group
 * alone.
 */
export const withAbilities = (group: GroupRow): GroupShape => ({
  ...group,
  can: {
    edit: group.scope !== 'system',
    delete: group.scope !== 'system',
    editMembers: group.membership === 'by_hand',
  },
})
