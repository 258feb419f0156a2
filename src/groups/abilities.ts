import type { Scope } from '../access/decide.ts'
import type { GroupShape } from './contract.ts'
import type { GroupRow, Seen } from './group.sql.ts'

/** What a read asks access about each group. */
export const seenBy = ({ visible, ability }: Scope): Seen => ({
  visible,
  mayFill: ability('group.edit_members'),
  seesUses: ability('group.list_uses'),
})

/** Whoever reaches a group at all keeps it, so what else may be done with it depends on the group alone. */
export const withAbilities = ({ mayFill, seesUses, ...group }: GroupRow): GroupShape => {
  const isDeleted = group.deletedAt !== null
  const isMade = group.scope !== 'system'
  return {
    ...group,
    can: {
      edit: isMade && !isDeleted,
      delete: isMade && !isDeleted && group.membership === 'by_hand',
      restore: isDeleted,
      editMembers: mayFill && !isDeleted && group.membership === 'by_hand',
      listUses: seesUses,
    },
  }
}
