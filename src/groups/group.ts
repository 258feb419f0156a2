import { Refusal } from '../base/refusal.ts'
import type { AppId, GroupId, WorkspaceId } from '../base/ids.ts'

export type Group = {
  id: GroupId
  name: string
  description: string
  scope: 'system' | 'company' | 'workspace' | 'app'
  type: 'group' | 'role'
  audience: 'employees' | 'external'
  membership: 'by_hand' | 'computed'
  workspace: WorkspaceId | null
  app: AppId | null
  isDefault: boolean
  deletedAt: Date | null
  version: number
}

/** A new group where it was asked for. Roles stand in for one person in one workspace or app; default groups are the company's. */
export function draft(
  id: GroupId,
  asked: Pick<Group, 'name' | 'description' | 'audience' | 'type' | 'isDefault'> & {
    workspace?: WorkspaceId | undefined
    app?: AppId | undefined
  },
): Group {
  const scope = asked.app ? 'app' : asked.workspace ? 'workspace' : 'company'
  refuseMisplaced(asked.name, { scope, type: asked.type, isDefault: asked.isDefault })
  refuseReserved(asked.name)
  return {
    ...asked,
    id,
    scope,
    membership: 'by_hand',
    workspace: asked.workspace ?? null,
    app: asked.app ?? null,
    deletedAt: null,
    version: 1,
  }
}

/** System groups carry the product's own meaning, so their names are the same in every installation. */
export function revise(
  group: Group,
  change: { name?: string | undefined; description?: string | undefined; isDefault?: boolean | undefined },
): Group {
  refuseSystem(group, 'renamed')
  refuseDeleted(group)
  const isDefault = change.isDefault ?? group.isDefault
  refuseMisplaced(group.name, { ...group, isDefault })
  if (change.name !== undefined && change.name !== group.name) refuseReserved(change.name)
  return {
    ...group,
    name: change.name ?? group.name,
    description: change.description ?? group.description,
    isDefault,
    version: group.version + 1,
  }
}

function refuseMisplaced(name: string, { scope, type, isDefault }: Pick<Group, 'scope' | 'type' | 'isDefault'>): void {
  if (type === 'role' && scope === 'company') {
    throw new Refusal(
      'conflict',
      'group.not_here',
      `Expected a workspace or an app for the role “${name}”: the company has groups only.`,
    )
  }
  if (isDefault && scope !== 'company') {
    throw new Refusal(
      'conflict',
      'group.not_here',
      `Expected a group of the company: only those can be joined by every new user.`,
    )
  }
}

const systemNames = [
  'administrators',
  'all users',
  'external users',
  'privileged users',
  'crm solution users',
  'projects solution users',
  'system supervisor',
]

/** Letters that look alike in Latin and Cyrillic. Enough to tell that a name would be read as one of the seven. */
const alike: Record<string, string> = Object.fromEntries(
  ['аa', 'вb', 'еe', 'ёe', 'кk', 'мm', 'нh', 'оo', 'рp', 'сc', 'тt', 'уy', 'хx', 'іi', 'ѕs', 'јj', 'ԁd', 'ӏl'].map(
    ([cyrillic = '', latin = '']) => [cyrillic, latin],
  ),
)

const asRead = (name: string): string =>
  [
    ...name
      .normalize('NFKD')
      .replace(/\p{M}|\p{Cf}/gu, '')
      .toLowerCase(),
  ]
    .map((letter) => alike[letter] ?? letter)
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

/** Whoever picks a group by its name must not take one that people made for one of the seven (AT-077). */
function refuseReserved(name: string): void {
  if (!systemNames.includes(asRead(name))) return
  throw new Refusal(
    'conflict',
    'group.name_reserved',
    `“${name}” reads like the name of a system group. Choose another.`,
  )
}

export function refuseSystem(group: Group, deed: 'renamed' | 'deleted'): void {
  if (group.scope !== 'system') return
  throw new Refusal(
    'conflict',
    'group.system_fixed',
    `Expected a group made by people, but “${group.name}” is a system group: it cannot be ${deed}.`,
  )
}

/** Groups that Portico fills itself come and go with what they belong to, such as the users of a portal. */
export function refuseKept(group: Group): void {
  if (group.membership !== 'computed') return
  throw new Refusal('conflict', 'group.kept', `“${group.name}” belongs to its portal and stays as long as that does.`)
}

export function refuseDeleted(group: Group): void {
  if (group.deletedAt === null) return
  throw new Refusal('conflict', 'group.deleted', `“${group.name}” is deleted. Restore it before you change it.`)
}

export function refuseLiving(group: Group): void {
  if (group.deletedAt !== null) return
  throw new Refusal('conflict', 'group.not_deleted', `Expected a deleted group, but “${group.name}” is there.`)
}
