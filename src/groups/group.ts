import { Refusal } from '../base/refusal.ts'
import type { GroupId } from '../base/ids.ts'

export type Group = {
  id: GroupId
  name: string
  description: string
  scope: 'system' | 'company' | 'workspace' | 'app'
  type: 'group' | 'role'
  audience: 'employees' | 'external'
  membership: 'by_hand' | 'computed'
  version: number
}

/** System groups carry the product's own meaning, so their names are the same in every installation. */
export function revise(
  group: Group,
  change: { version: number; name?: string | undefined; description?: string | undefined },
): Group {
  refuseStale(group, change.version)
  refuseSystem(group, 'renamed')
  return {
    ...group,
    name: change.name ?? group.name,
    description: change.description ?? group.description,
    version: group.version + 1,
  }
}

export function refuseSystem(group: Group, deed: 'renamed' | 'deleted'): void {
  if (group.scope !== 'system') return
  throw new Refusal(
    'conflict',
    'group.system_fixed',
    `Expected a group made by people, but “${group.name}” is a system group: it cannot be ${deed}.`,
  )
}

function refuseStale(group: Group, seen: number): void {
  if (group.version === seen) return
  throw new Refusal(
    'conflict',
    'group.changed_meanwhile',
    `Expected version ${seen} of “${group.name}”, but somebody has changed it since. Look at it again and repeat your change.`,
    { version: group.version, name: group.name, description: group.description },
  )
}

/** What the database refuses about members (migration 0002), as a sentence. */
export function explainMemberViolation(constraint: string | undefined, group: Group): Refusal | undefined {
  switch (constraint) {
    case 'group_members_computed':
      return new Refusal(
        'conflict',
        'group.members_computed',
        `Members of “${group.name}” are kept by Portico itself and cannot be changed by hand.`,
      )
    case 'group_member_computed':
      return new Refusal(
        'conflict',
        'group.member_is_computed',
        `Groups whose people Portico works out by itself cannot be in “${group.name}”. Give them what it gives directly.`,
      )
    case 'group_members_acyclic':
    case 'group_members_check':
      return new Refusal(
        'conflict',
        'group.would_contain_itself',
        `“${group.name}” would contain itself through its members.`,
      )
    case 'role_holds_one':
      return new Refusal(
        'conflict',
        'group.role_is_filled',
        `The role “${group.name}” is filled. Take its holder out first: a role holds exactly one.`,
      )
    case 'group_members_member_id_audience_fkey':
      return new Refusal(
        'conflict',
        'group.other_audience',
        group.audience === 'employees'
          ? `“${group.name}” is for employees; people from outside and their groups cannot be in it.`
          : `“${group.name}” is for people from outside; employees and their groups cannot be in it.`,
      )
    default:
      return undefined
  }
}
