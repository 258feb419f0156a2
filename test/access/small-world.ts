import * as fc from 'fast-check'

/**
 * A small random company as plain data. Everything names everything else by its place in its list, so that a failing
 * world shrinks to few people and few facts and can be read in one look.
 */
export type Party =
  | { is: 'person' | 'group' | 'element' | 'organization' | 'portalUsers'; at: number }
  | { is: 'allUsers' | 'externalUsers' | 'supervisor' }

export type Person = {
  outside: boolean
  organization: number | null
  locked: boolean
  session: 'live' | 'ended' | 'expired'
  administers: boolean
}
export type Element = { parent: number | null; lead: number | null; members: number[] }
/** `place`: the workspace it belongs to; null: the company's. */
export type Group = { outside: boolean; place: number | null; members: Party[] }
export type Grant = {
  to: Party
  on: { kind: 'app' | 'folder' | 'item' | 'process' | 'file' | 'workspace'; at: number }
  rights: string[]
  narrowedTo: 'all' | 'author' | 'organization' | 'field'
  /** The page version whose widget gave it; null: given by hand. */
  page: { at: number; version: number } | null
  ends: 'never' | 'past' | 'future'
  revoked: boolean
}
export type Task = {
  instance: number | null
  item: number | null
  state: 'ready' | 'claimed' | 'completed' | 'cancelled'
  assignee: number
  candidates: Party[]
  excluded: number[]
}
export type Substitution = {
  absent: number
  substitute: number
  type: 'inform' | 'reassign' | 'all_access'
  when: 'past' | 'now' | 'future'
  /** Who gets some tasks by a rule. */
  byRule: number | null
}
export type SmallWorld = {
  people: Person[]
  supervisor: number | null
  elements: Element[]
  groups: Group[]
  apps: { mode: 'open' | 'app' | 'folders' | 'items'; headsInherit: boolean }[]
  /** A tree in each app; without a parent, below the root. */
  folders: { app: number; parent: number | null; inherits: boolean }[]
  /** `named` stands in the item's field. */
  items: { app: number; folder: number | null; author: number | null; named: Party | null }[]
  portals: { state: 'inactive' | 'active' | 'disabled'; users: Party[] }[]
  pages: { portal: number; current: number | null; deleted: boolean }[]
  grants: Grant[]
  shown: { kind: 'workspace' | 'app'; at: number; to: Party }[]
  instances: { process: number; initiator: number | null }[]
  tasks: Task[]
  files: { by: number; item: number | null; deleted: boolean }[]
  substitutions: Substitution[]
  /** Whose view of this world is compared. */
  looksAt: number
  /** Through which API token, and what it may at most; `places`: only these workspaces. */
  token: { administers: boolean; places: number[] | null } | null
}

const counts = {
  people: 5,
  organizations: 2,
  elements: 3,
  groups: 4,
  folders: 3,
  items: 4,
  pages: 2,
  instances: 2,
  files: 2,
}
const pair = 2

const person = fc.nat(counts.people - 1)
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null, freq: 2 })
const seldom = fc.integer({ min: 0, max: 9 }).map((n) => n === 9)

const party: fc.Arbitrary<Party> = fc.oneof(
  { weight: 4, arbitrary: person.map((at): Party => ({ is: 'person', at })) },
  { weight: 3, arbitrary: fc.nat(counts.groups - 1).map((at): Party => ({ is: 'group', at })) },
  { weight: 2, arbitrary: fc.nat(counts.elements - 1).map((at): Party => ({ is: 'element', at })) },
  { weight: 2, arbitrary: fc.nat(counts.organizations - 1).map((at): Party => ({ is: 'organization', at })) },
  { weight: 3, arbitrary: fc.nat(pair - 1).map((at): Party => ({ is: 'portalUsers', at })) },
  { weight: 1, arbitrary: fc.constant<Party>({ is: 'allUsers' }) },
  { weight: 1, arbitrary: fc.constant<Party>({ is: 'externalUsers' }) },
  { weight: 1, arbitrary: fc.constant<Party>({ is: 'supervisor' }) },
)
const parties = (maxLength: number) => fc.array(party, { maxLength })

const right = fc.constantFrom(
  'view',
  'view',
  'view',
  'create',
  'edit',
  'delete',
  'assign',
  'manage_processes',
  'full',
  'start',
)

const grantOn = fc.oneof(
  fc.record({ kind: fc.constant('app' as const), at: fc.nat(pair - 1) }),
  fc.record({ kind: fc.constant('folder' as const), at: fc.nat(counts.folders - 1) }),
  fc.record({ kind: fc.constant('item' as const), at: fc.nat(counts.items - 1) }),
  fc.record({ kind: fc.constant('process' as const), at: fc.nat(pair - 1) }),
  fc.record({ kind: fc.constant('file' as const), at: fc.nat(counts.files - 1) }),
  fc.record({ kind: fc.constant('workspace' as const), at: fc.nat(pair - 1) }),
)

const grant: fc.Arbitrary<Grant> = fc.record({
  to: party,
  on: grantOn,
  rights: fc.uniqueArray(right, { minLength: 1, maxLength: 3 }),
  narrowedTo: fc.constantFrom('all', 'all', 'author', 'organization', 'field'),
  page: maybe(fc.record({ at: fc.nat(counts.pages - 1), version: fc.nat(1) })),
  ends: fc.constantFrom('never', 'never', 'future', 'past'),
  revoked: seldom,
})

const task: fc.Arbitrary<Task> = fc.record({
  instance: maybe(fc.nat(counts.instances - 1)),
  item: maybe(fc.nat(counts.items - 1)),
  state: fc.constantFrom('ready', 'claimed', 'completed', 'cancelled'),
  assignee: person,
  candidates: parties(3),
  excluded: fc.uniqueArray(person, { maxLength: 1 }),
})

/** The first three are employees and the last two from outside; who is what otherwise is random. */
const people = fc.tuple(
  ...Array.from({ length: counts.people }, (_, at) =>
    fc.record({
      outside: fc.constant(at >= 3),
      organization: fc.nat(counts.organizations).map((n) => (n === counts.organizations ? null : n)),
      locked: seldom,
      session: fc.constantFrom<Person['session'][]>('live', 'live', 'live', 'live', 'live', 'ended', 'expired'),
      administers: seldom,
    }),
  ),
)

const element = (at: number) =>
  fc.record({
    parent: at === 0 ? fc.constant(null) : maybe(fc.nat(at - 1)),
    lead: maybe(person),
    members: fc.uniqueArray(person, { maxLength: 2 }),
  })

export const smallWorld: fc.Arbitrary<SmallWorld> = fc.record({
  people,
  supervisor: fc.option(fc.nat(2), { nil: null, freq: 1 }),
  elements: fc.tuple(...Array.from({ length: counts.elements }, (_, at) => element(at))),
  groups: fc.tuple(
    ...Array.from({ length: counts.groups }, (_, at) =>
      fc.record({ outside: fc.constant(at % 2 === 1), place: maybe(fc.nat(pair - 1)), members: parties(3) }),
    ),
  ),
  apps: fc.tuple(
    ...Array.from({ length: pair }, () =>
      fc.record({ mode: fc.constantFrom('app', 'folders', 'items', 'items', 'open'), headsInherit: fc.boolean() }),
    ),
  ),
  folders: fc.tuple(
    ...Array.from({ length: counts.folders }, (_, at) =>
      fc.record({
        app: fc.nat(pair - 1),
        parent: at === 0 ? fc.constant(null) : maybe(fc.nat(at - 1)),
        inherits: fc.boolean(),
      }),
    ),
  ),
  items: fc.tuple(
    ...Array.from({ length: counts.items }, () =>
      fc.record({
        app: fc.nat(pair - 1),
        folder: maybe(fc.nat(counts.folders - 1)),
        author: maybe(person),
        named: maybe(party),
      }),
    ),
  ),
  portals: fc.tuple(
    ...Array.from({ length: pair }, () =>
      fc.record({
        state: fc.constantFrom('active', 'active', 'inactive', 'disabled'),
        users: parties(3),
      }),
    ),
  ),
  pages: fc.tuple(
    ...Array.from({ length: counts.pages }, () =>
      fc.record({ portal: fc.nat(pair - 1), current: maybe(fc.nat(1)), deleted: seldom }),
    ),
  ),
  grants: fc.array(grant, { maxLength: 8 }),
  shown: fc.array(fc.record({ kind: fc.constantFrom('workspace', 'app'), at: fc.nat(pair - 1), to: party }), {
    maxLength: 3,
  }),
  instances: fc.tuple(
    ...Array.from({ length: counts.instances }, () =>
      fc.record({ process: fc.nat(pair - 1), initiator: maybe(person) }),
    ),
  ),
  tasks: fc.array(task, { maxLength: 4 }),
  files: fc.tuple(
    ...Array.from({ length: counts.files }, () =>
      fc.record({ by: person, item: maybe(fc.nat(counts.items - 1)), deleted: seldom }),
    ),
  ),
  substitutions: fc.array(
    fc.record({
      absent: person,
      substitute: person,
      type: fc.constantFrom('inform', 'reassign', 'all_access', 'all_access', 'all_access'),
      when: fc.constantFrom('now', 'now', 'now', 'past', 'future'),
      byRule: maybe(person),
    }),
    { maxLength: 3 },
  ),
  looksAt: person,
  token: fc.option(
    fc.record({ administers: fc.boolean(), places: maybe(fc.uniqueArray(fc.nat(pair - 1), { minLength: 1 })) }),
    { nil: null, freq: 3 },
  ),
} as never)

/** On which side a party stands: nothing stands on both (the external wall, applied while a world is made). */
export function isOutside({ people: all, groups }: SmallWorld, one: Party): boolean {
  if (one.is === 'person') return all[one.at]!.outside
  if (one.is === 'group') return groups[one.at]!.outside
  return one.is === 'organization' || one.is === 'portalUsers' || one.is === 'externalUsers'
}

const isKeptByHand = ({ is }: Party) =>
  is !== 'allUsers' && is !== 'externalUsers' && is !== 'supervisor' && is !== 'portalUsers'

/** The members a group really gets: of its own side, and of groups only earlier ones, so that there is no cycle. */
export const membersOf = (world: SmallWorld, at: number): Party[] => {
  const { outside, members } = world.groups[at]!
  return members.filter(
    (one) => isOutside(world, one) === outside && isKeptByHand(one) && (one.is !== 'group' || one.at < at),
  )
}

/** Who is let into a portal. */
export const usersOf = (world: SmallWorld, at: number): Party[] =>
  world.portals[at]!.users.filter((one) => isOutside(world, one) && isKeptByHand(one))

export const supervisorOf = ({ people: all, supervisor }: SmallWorld): number | null =>
  supervisor !== null && !all[supervisor]!.locked ? supervisor : null

const everybody = (outside: boolean): Party => ({ is: outside ? 'externalUsers' : 'allUsers' })
const ofOutsiders = ['view', 'create', 'edit', 'delete', 'start']

function rightsIn({ on, rights }: Grant, outside: boolean): string[] {
  if (on.kind === 'workspace') return outside ? [] : ['administer']
  return rights.filter(
    (right) => (!outside || ofOutsiders.includes(right)) && (on.kind !== 'item' || right !== 'create'),
  )
}

/**
 * The grants the database takes: outsiders get few rights, only apps are narrowed, a row for a field is everybody's,
 * and nobody is given a single item to create.
 */
export const grantsIn = (world: SmallWorld): Grant[] =>
  world.grants
    .map((one) => {
      const outside = isOutside(world, one.to)
      const narrowedTo = one.on.kind === 'app' ? one.narrowedTo : 'all'
      return {
        ...one,
        to: narrowedTo === 'field' ? everybody(outside) : one.to,
        rights: rightsIn(one, outside),
        narrowedTo,
      }
    })
    .filter(({ rights }) => rights.length > 0)

/** A folder's parent is one of the same app; others lie below the root. */
export const parentOf = ({ folders }: SmallWorld, at: number): number | null => {
  const { parent, app } = folders[at]!
  return parent !== null && folders[parent]!.app === app ? parent : null
}

export const folderOf = ({ folders, items }: SmallWorld, at: number): number | null => {
  const { folder, app } = items[at]!
  return folder !== null && folders[folder]!.app === app ? folder : null
}

/** Fields hold people and what stands by hand: what Portico computes is nobody's value. */
export const namedIn = ({ items }: SmallWorld, at: number): Party | null => {
  const { named } = items[at]!
  return named && (named.is === 'person' || named.is === 'group') ? named : null
}

/** Visibility is for employees only. */
export const shownIn = (world: SmallWorld) => world.shown.filter(({ to }) => !isOutside(world, to))

export const isOpenTask = ({ state }: Task): boolean => state === 'ready' || state === 'claimed'

/** What the database takes: between employees, nobody for themselves, one of a person at a time. */
export const substitutionsIn = ({ people: all, substitutions }: SmallWorld): Substitution[] =>
  substitutions
    .filter(({ absent, substitute }) => absent !== substitute && !all[absent]!.outside && !all[substitute]!.outside)
    .filter((one, at, some) => some.findIndex((o) => o.absent === one.absent && o.when === one.when) === at)
    .map((one) => {
      const isFit = one.byRule !== null && one.byRule !== one.absent && !all[one.byRule]!.outside
      return isFit && one.type !== 'inform' ? one : { ...one, byRule: null }
    })

/** Tokens act as employees only, and none that administers is for some workspaces. */
export const tokenIn = ({ people: all, looksAt, token }: SmallWorld): SmallWorld['token'] =>
  token && !all[looksAt]!.outside ? { ...token, administers: token.administers && token.places === null } : null
