import type { Permission, ResourceKind } from '../../src/access/permissions.ts'
import {
  folderOf,
  grantsIn,
  isOpenTask,
  membersOf,
  namedIn,
  parentOf,
  type Party,
  shownIn,
  type SmallWorld,
  substitutionsIn,
  supervisorOf,
  type Task,
  tokenIn,
  usersOf,
} from './small-world.ts'

/**
 * The rules of access once more, small and obvious: no SQL, no caching, no cleverness, loops over plain data. It shares
 * no line with `src/access`; where the two differ, one of them is wrong.
 */
export function oracle(world: SmallWorld) {
  const { people, elements, apps, folders, items, tasks, instances, portals, pages, files } = world
  const grants = grantsIn(world)
  const shown = shownIn(world)

  const same = (a: Party, b: Party) => a.is === b.is && ('at' in a ? a.at : 0) === ('at' in b ? b.at : 0)

  /** Everything a person counts as, found by going up until nothing is new. */
  const counted = people.map((person, at) => {
    const found: Party[] = [{ is: 'person', at }]
    const add = (one: Party) => void (found.some((known) => same(known, one)) || found.push(one))
    if (person.outside && person.organization !== null) add({ is: 'organization', at: person.organization })
    if (!person.locked) add({ is: person.outside ? 'externalUsers' : 'allUsers' })
    if (supervisorOf(world) === at) add({ is: 'supervisor' })
    for (let before = -1; before !== found.length; ) {
      before = found.length
      world.elements.forEach((element, n) => {
        if (!person.outside && (element.lead === at || element.members.includes(at))) add({ is: 'element', at: n })
        const isHere = found.some((one) => one.is === 'element' && one.at === n)
        if (isHere && element.parent !== null) add({ is: 'element', at: element.parent })
      })
      // Computed groups are no members of others, so what reaches a group is what stands in it by hand.
      world.groups.forEach((_, n) => {
        if (membersOf(world, n).some((member) => found.some((one) => same(one, member)))) add({ is: 'group', at: n })
      })
      portals.forEach((_, n) => {
        if (usersOf(world, n).some((member) => found.some((one) => same(one, member))))
          add({ is: 'portalUsers', at: n })
      })
    }
    return found
  })
  const countsAs = (at: number, one: Party) => counted[at]!.some((known) => same(known, one))

  const isLive = (grant: SmallWorld['grants'][number]) => {
    if (grant.revoked || grant.ends === 'past') return false
    if (grant.page === null) return true
    const page = pages[grant.page.at]!
    return page.current === grant.page.version && !page.deleted && portals[page.portal]!.state === 'active'
  }
  const grantsOf = (at: number) => grants.filter((grant) => isLive(grant) && countsAs(at, grant.to))
  const substitutions = substitutionsIn(world)
  /** Whose data rights somebody has beside their own: the locked have none to lend. */
  const absentOf = (at: number) =>
    substitutions
      .filter(({ type, when, substitute }) => type === 'all_access' && when === 'now' && substitute === at)
      .map(({ absent }) => absent)
      .filter((absent) => !people[absent]!.locked)
  /** Whom an absent person counts as by hand; the groups that Portico computes are nobody's to lend. */
  const lends = (absent: number, one: Party) =>
    one.is !== 'allUsers' && one.is !== 'supervisor' && countsAs(absent, one)
  /** What everybody below counts as passes up, but for what comes with administration and licences. */
  const isBelow = (at: number, other: number) =>
    at !== other &&
    !people[at]!.outside &&
    elements.some((element, n) => element.lead === at && countsAs(other, { is: 'element', at: n }))
  const below = (at: number) => people.map((_, other) => other).filter((other) => isBelow(at, other))

  /**
   * Everybody whose rights in an app somebody has: their own, those of people below where the app lets them pass up,
   * and the same of whoever is away and lends theirs.
   */
  const standsFor = (at: number, app: number) => {
    const withHeads = (one: number) => (apps[app]!.headsInherit ? [one, ...below(one)] : [one])
    const lent = absentOf(at).flatMap(withHeads)
    return [
      ...withHeads(at).map((who) => ({ who, isOneself: who === at })),
      ...lent.map((who) => ({ who, isOneself: false })),
    ]
  }
  /** Grants that reach a person as whom one acts; what is everybody's is had by whoever acts, as an employee. */
  const reachesVia = (at: number, isOneself: boolean, to: Party) =>
    isOneself ? countsAs(at, to) : to.is === 'allUsers' || (to.is !== 'supervisor' && countsAs(at, to))
  const gives = ({ rights }: SmallWorld['grants'][number], right: string) =>
    rights.includes(right) || rights.includes('full')

  const isAdministrator = (at: number) =>
    supervisorOf(world) === at || (people[at]!.administers && !people[at]!.outside)
  /** A token takes away: the supervisor's rights always, administration unless it was made for it, other workspaces. */
  const token = tokenIn(world)
  const isThroughToken = (at: number) => token !== null && at === world.looksAt
  const mayAdminister = (at: number) => !isThroughToken(at) || token!.administers
  const administers = (at: number) => isAdministrator(at) && mayAdminister(at)
  /** App, portal and process of a number stand in the workspace of that number. */
  const administersWorkspace = (at: number, n: number | null) =>
    n !== null && mayAdminister(at) && grantsOf(at).some((grant) => grant.on.kind === 'workspace' && grant.on.at === n)

  const keepsGroup = (at: number, n: number) => {
    const { outside, place } = world.groups[n]!
    return !outside && administersWorkspace(at, place)
  }
  const groupsAround = (n: number): number[] => [
    n,
    ...world.groups.flatMap((_, outer) =>
      membersOf(world, outer).some((one) => one.is === 'group' && one.at === n) ? groupsAround(outer) : [],
    ),
  ]
  const appOf = ({ kind, at: thing }: SmallWorld['grants'][number]['on']): number | null => {
    if (kind === 'app') return thing
    if (kind === 'folder') return folders[thing]!.app
    return kind === 'item' ? items[thing]!.app : null
  }
  /** Whether filling the group gives what the person does not hold, or what lies outside of its workspace. */
  const givesBeyond = (at: number, n: number) => {
    const around = groupsAround(n)
    const { place } = world.groups[n]!
    const reaches = (to: Party) => to.is === 'group' && around.includes(to.at)
    if (around.some((group) => world.groups[group]!.place !== place)) return true
    if (shown.some((row) => reaches(row.to) && row.at !== place)) return true
    return grants.some((grant) => {
      if (!isLive(grant) || !reaches(grant.to)) return false
      const { kind, at: thing } = grant.on
      if (kind === 'workspace') return true
      const app = appOf(grant.on)
      if (app !== null && kind !== 'folder' && apps[app]!.mode === 'open') return false
      return !grantsOf(at).some((mine) => {
        const isAbove =
          kind === 'folder' ? countsIn(app!, thing, mine.on) : mine.on.kind === 'app' && mine.on.at === app
        const isOnIt = isAbove || (mine.on.kind === kind && mine.on.at === thing)
        const isFull = mine.rights.includes('full') && ['app', 'folder', 'item'].includes(mine.on.kind)
        const isEnough = isFull || grant.rights.every((right) => mine.rights.includes(right))
        return isOnIt && isEnough && (mine.narrowedTo === 'all' || mine.narrowedTo === grant.narrowedTo)
      })
    })
  }

  const isShownTo = (at: number, kind: 'workspace' | 'app', n: number) =>
    shown.some(
      (row) =>
        row.kind === kind &&
        row.at === n &&
        (countsAs(at, row.to) || absentOf(at).some((absent) => lends(absent, row.to))),
    )

  /** The assignee of a claimed task is always among its candidates. */
  const isCandidate = (at: number, task: Task) =>
    task.candidates.some((one) => countsAs(at, one)) || (task.state === 'claimed' && task.assignee === at)
  const holds = (at: number, task: Task) =>
    task.state === 'claimed' && task.assignee === at && isCandidate(at, task) && !task.excluded.includes(at)
  const worksOn = (at: number, task: Task) =>
    isOpenTask(task) &&
    isCandidate(at, task) &&
    !task.excluded.includes(at) &&
    (task.state === 'ready' || task.assignee === at)
  const hasEnded = (at: number, task: Task) => task.state === 'completed' && task.assignee === at
  /** For people from outside what belongs to a closed portal's workspace is not there. */
  const isBehindClosedDoor = (at: number, instance: number | null) =>
    people[at]!.outside && instance !== null && portals[instances[instance]!.process]!.state !== 'active'

  const throughTask = (at: number, isAbout: (task: Task) => boolean) =>
    tasks.some((task) => isAbout(task) && worksOn(at, task) && !isBehindClosedDoor(at, task.instance))

  const isColleague = (at: number, author: number | null) => {
    if (author === null || !people[at]!.outside || !people[author]!.outside) return false
    return people[at]!.organization !== null && people[at]!.organization === people[author]!.organization
  }

  /** Whether rows standing on one place count in a folder: on it, or on what it inherits from, up to the app. */
  const countsIn = (app: number, folder: number | null, on: { kind: string; at: number }): boolean => {
    if (folder === null) return on.kind === 'app' && on.at === app
    if (on.kind === 'folder' && on.at === folder) return true
    return folders[folder]!.inherits && countsIn(app, parentOf(world, folder), on)
  }

  const reachesItem = (grant: SmallWorld['grants'][number], n: number, who: number) => {
    const { app, author } = items[n]!
    const { mode } = apps[app]!
    const { on, narrowedTo } = grant
    if (on.kind === 'item') return mode === 'items' && on.at === n
    if (on.kind === 'folder') return mode === 'folders' && countsIn(app, folderOf(world, n), on)
    if (on.kind !== 'app' || on.at !== app) return false
    if (narrowedTo === 'all') return mode !== 'folders' || countsIn(app, folderOf(world, n), on)
    if (narrowedTo === 'author') return author === who
    if (narrowedTo === 'organization') return isColleague(who, author)
    const named = namedIn(world, n)
    return named !== null && countsAs(who, named)
  }

  const isOpenTo = (at: number, app: number) => apps[app]!.mode === 'open' && !people[at]!.outside
  const isOpenFor = (right: string) => right !== 'assign' && right !== 'manage_processes'

  const mayWithItem = (at: number, n: number, right: string) => {
    const { app } = items[n]!
    if (administers(at) || (isOpenTo(at, app) && isOpenFor(right))) return true
    return standsFor(at, app).some(({ who, isOneself }) =>
      grants.some(
        (grant) =>
          isLive(grant) && gives(grant, right) && reachesVia(who, isOneself, grant.to) && reachesItem(grant, n, who),
      ),
    )
  }

  const mayWithFolder = (at: number, n: number, right: string) => {
    const { app } = folders[n]!
    const { mode } = apps[app]!
    if (administers(at) || (isOpenTo(at, app) && isOpenFor(right))) return true
    if (mode === 'open') return false
    return heldIn(at, app).some(
      (grant) =>
        gives(grant, right) &&
        grant.narrowedTo === 'all' &&
        (mode === 'folders' ? countsIn(app, n, grant.on) : grant.on.kind === 'app' && grant.on.at === app),
    )
  }

  const seesPortal = (at: number, n: number) =>
    portals[n]!.state !== 'disabled' && countsAs(at, { is: 'portalUsers', at: n })

  /** What is held in an app, by any of the ways. */
  const heldIn = (at: number, app: number) =>
    standsFor(at, app).flatMap(({ who, isOneself }) =>
      grants.filter((grant) => isLive(grant) && (isOneself ? countsAs(at, grant.to) : passes(who, grant.to))),
    )
  const passes = (who: number, to: Party) => to.is !== 'allUsers' && to.is !== 'supervisor' && countsAs(who, to)
  const held = (at: number) => [
    ...grantsOf(at),
    ...absentOf(at).flatMap((absent) => grants.filter((grant) => isLive(grant) && lends(absent, grant.to))),
  ]

  const starts = (at: number, n: number) =>
    administers(at) || held(at).some((g) => g.on.kind === 'process' && g.on.at === n && g.rights.includes('start'))

  const isOfApp = ({ on }: SmallWorld['grants'][number], n: number) => {
    const { mode } = apps[n]!
    if (on.kind === 'item') return mode === 'items' && items[on.at]!.app === n
    if (on.kind === 'folder') return mode === 'folders' && folders[on.at]!.app === n
    return on.kind === 'app' && on.at === n
  }

  const own: Partial<Record<Permission, (at: number, n: number) => boolean>> = {
    'user.view': (at, n) => administers(at) || at === n || (!people[at]!.outside && !people[n]!.outside),
    'user.act_as_self': (at, n) => at === n,
    'user.control': (at, n) =>
      (supervisorOf(world) === at && !isThroughToken(at)) || (administers(at) && !isAdministrator(n)),
    'group.view': (at, n) => administers(at) || keepsGroup(at, n),
    'group.edit': (at, n) => administers(at) || keepsGroup(at, n),
    'group.delete': (at, n) => administers(at) || keepsGroup(at, n),
    'group.edit_members': (at, n) => administers(at) || (keepsGroup(at, n) && !givesBeyond(at, n)),
    'workspace.view': (at, n) => administers(at) || isShownTo(at, 'workspace', n) || administersWorkspace(at, n),
    'workspace.configure': (at, n) => administers(at) || administersWorkspace(at, n),
    'app.configure': (at, n) => administers(at) || administersWorkspace(at, n),
    'portal.configure': (at, n) => administers(at) || administersWorkspace(at, n),
    'process.configure': (at, n) => administers(at) || administersWorkspace(at, n),
    'page.configure': (at, n) => administers(at) || administersWorkspace(at, pages[n]!.portal),
    'app.view': (at, n) =>
      administers(at) ||
      isOpenTo(at, n) ||
      isShownTo(at, 'app', n) ||
      administersWorkspace(at, n) ||
      heldIn(at, n).some((g) => isOfApp(g, n)) ||
      throughTask(at, (task) => task.item !== null && items[task.item]!.app === n),
    'app.open_page': (at, n) => administers(at) || isShownTo(at, 'app', n) || administersWorkspace(at, n),
    'item.create': (at, n) =>
      administers(at) ||
      isOpenTo(at, n) ||
      heldIn(at, n).some((g) => g.on.kind === 'app' && g.on.at === n && gives(g, 'create')),
    'folder.view': (at, n) => mayWithFolder(at, n, 'view'),
    'folder.create_item': (at, n) => mayWithFolder(at, n, 'create'),
    'folder.edit': (at, n) => mayWithFolder(at, n, 'full'),
    'folder.assign': (at, n) => mayWithFolder(at, n, 'assign'),
    'item.view': (at, n) => mayWithItem(at, n, 'view') || throughTask(at, (task) => task.item === n),
    'item.edit': (at, n) => mayWithItem(at, n, 'edit'),
    'item.delete': (at, n) => mayWithItem(at, n, 'delete'),
    'item.assign': (at, n) => mayWithItem(at, n, 'assign'),
    'item.manage_processes': (at, n) => mayWithItem(at, n, 'manage_processes'),
    'file.view': (at, n) => {
      const { item, by } = files[n]!
      if (item !== null) return mayWithItem(at, item, 'view') || throughTask(at, (task) => task.item === item)
      const isGiven = held(at).some((g) => g.on.kind === 'file' && g.on.at === n && g.rights.includes('view'))
      return administers(at) || by === at || isGiven
    },
    'portal.view': (at, n) => administers(at) || seesPortal(at, n) || administersWorkspace(at, n),
    'page.view': (at, n) => {
      const { portal, current } = pages[n]!
      if (administersWorkspace(at, portal)) return true
      return administers(at) || (current !== null && portals[portal]!.state === 'active' && seesPortal(at, portal))
    },
    'process.view': (at, n) => starts(at, n) || administersWorkspace(at, n),
    'process.start': starts,
    'instance.view': (at, n) =>
      administers(at) ||
      (!isBehindClosedDoor(at, n) &&
        (instances[n]!.initiator === at ||
          tasks.some((task) => task.instance === n && (worksOn(at, task) || hasEnded(at, task))))) ||
      absentOf(at).some(
        (absent) =>
          instances[n]!.initiator === absent || tasks.some((task) => task.instance === n && hasEnded(absent, task)),
      ),
    'substitution.view': (at, n) => {
      const { absent, substitute, byRule } = substitutions[n]!
      return administers(at) || [absent, substitute, byRule].includes(at)
    },
    'substitution.change': (at, n) =>
      administers(at) || (substitutions[n]!.absent === at && substitutions[n]!.type !== 'all_access'),
    'substitution.carry_out': () => false,
    'user.plan_absence': (at, n) => administers(at) || (at === n && !people[at]!.outside),
    'task.view': (at, n) =>
      administers(at) || (isNear(at, n) && (isCandidate(at, tasks[n]!) || hasEnded(at, tasks[n]!))),
    'task.read_form': (at, n) =>
      administers(at) || (isNear(at, n) && (worksOn(at, tasks[n]!) || hasEnded(at, tasks[n]!))),
    'task.claim': (at, n) => isNear(at, n) && isCandidate(at, tasks[n]!) && !tasks[n]!.excluded.includes(at),
    'task.work': (at, n) =>
      isNear(at, n) &&
      (holds(at, tasks[n]!) ||
        hasEnded(at, tasks[n]!) ||
        (isCandidate(at, tasks[n]!) && !tasks[n]!.excluded.includes(at))),
  }
  const isNear = (at: number, n: number) => !isBehindClosedDoor(at, tasks[n]!.instance)

  /** What a person all of whose portals are closed is still answered. */
  const always = new Set<Permission>(['user.view', 'user.act_as_self', 'portal.view'])
  const isShutOut = (at: number, permission: Permission) => {
    if (!people[at]!.outside || always.has(permission)) return false
    const mine = portals.filter((_, n) => countsAs(at, { is: 'portalUsers', at: n }))
    return mine.length > 0 && mine.every(({ state }) => state !== 'active')
  }

  /** Permissions without a line above are the administrators'. */
  const holdsAt = (at: number, permission: Permission, n: number) => own[permission]?.(at, n) ?? administers(at)

  /** The workspace a thing is of; null: of none; undefined: such things are of no workspace. */
  const placeOf = (kind: ResourceKind, n: number): number | null | undefined => {
    switch (kind) {
      case 'workspace':
      case 'app':
      case 'portal':
      case 'process':
        return n
      case 'folder':
        return world.folders[n]!.app
      case 'item':
        return items[n]!.app
      case 'page':
        return pages[n]!.portal
      case 'instance':
        return instances[n]!.process
      case 'task': {
        const { instance, item } = tasks[n]!
        return instance !== null ? instances[instance]!.process : item !== null ? items[item]!.app : null
      }
      case 'file':
        return files[n]!.item === null ? undefined : items[files[n]!.item!]!.app
      default:
        return undefined
    }
  }
  const isOutOfReach = (at: number, kind: ResourceKind, n: number) => {
    const place = placeOf(kind, n)
    if (!isThroughToken(at) || token!.places === null || place === undefined) return false
    return place === null || !token!.places.includes(place)
  }

  /** Whoever could once they sign in. */
  const could = (at: number, permission: Permission, kind: ResourceKind, n: number): boolean => {
    if (people[at]!.locked || isShutOut(at, permission)) return false
    return holdsAt(at, `${kind}.view` as Permission, n) && holdsAt(at, permission, n)
  }

  return {
    could,
    may: (at: number, permission: Permission, kind: ResourceKind, n: number) =>
      people[at]!.session === 'live' && !isOutOfReach(at, kind, n) && could(at, permission, kind, n),
  }
}
