import { systemGroups } from '../../src/access/system-groups.ts'
import { newId } from '../../src/base/ids.ts'
import type { Tx } from '../../src/sql/database.ts'
import { makePeople, makePrincipals, makeStructure } from './build-people.ts'
import { makeGrants, makeSubstitutions, makeThings, makeWork } from './build-things.ts'
import type { Built, Ground } from './rows.ts'
import { isOutside, type Party, type SmallWorld, substitutionsIn } from './small-world.ts'

const ids = (many: { length: number }): string[] => Array.from({ length: many.length }, () => newId<'thing'>())

/** Writes a small world into a transaction that will be undone. */
export async function buildWorld(tx: Tx, world: SmallWorld, ground: Ground): Promise<Built> {
  const made: Built = {
    user: ids(world.people),
    organization: ids({ length: 2 }),
    group: ids(world.groups),
    workspace: ground.workspaces,
    app: ground.apps.map(({ id }) => id),
    folder: ids(world.folders),
    item: ids(world.items),
    file: ids(world.files),
    portal: ids(world.portals),
    page: ids(world.pages),
    process: ground.processes.map(({ id }) => id),
    instance: ids(world.instances),
    task: ids(world.tasks),
    substitution: ids(substitutionsIn(world)),
    actors: [],
  }
  const elements = ids(world.elements)
  const portalGroups = ids(world.portals)
  const idOf = (one: Party): string => {
    switch (one.is) {
      case 'person':
        return made.user[one.at]!
      case 'group':
        return made.group[one.at]!
      case 'element':
        return elements[one.at]!
      case 'organization':
        return made.organization[one.at]!
      case 'portalUsers':
        return portalGroups[one.at]!
      case 'supervisor':
        return systemGroups.systemSupervisor
      default:
        return systemGroups[one.is]
    }
  }
  const audienceOf = (one: Party) => (isOutside(world, one) ? 'external' : 'employees')
  await makePrincipals(tx, world, made, elements, portalGroups)
  await makePeople(tx, world, made)
  await makeStructure(tx, world, made, { elements, portalGroups, idOf, audienceOf })
  await makeThings(tx, world, made, ground, { portalGroups, idOf })
  await makeGrants(tx, world, made, { idOf, audienceOf })
  await makeWork(tx, world, made, ground, idOf)
  await makeSubstitutions(tx, world, made)
  return made
}
