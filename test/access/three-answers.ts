import type { UserActor } from '../../src/access/actor.ts'
import { decide, explain, scope, visible } from '../../src/access/decide.ts'
import type { Permission } from '../../src/access/permissions.ts'
import { Refusal } from '../../src/base/refusal.ts'
import type { Db } from '../../src/sql/database.ts'
import { idsOn, resourceOn, type Shelf } from './things.ts'

/** What the three questions on one rule answer about the same things, as the ids they let through. */
export type ThreeAnswers = { decided: string[]; visible: string[]; explained: string[] }

/**
 * Asks all three. A list refused because every portal of the person is closed shows nothing, which is what the single
 * question has to say as well.
 */
export async function threeAnswers(
  db: Db,
  actor: UserActor,
  permission: Permission,
  shelf: Shelf,
  ids: readonly string[],
): Promise<ThreeAnswers> {
  const answers: ThreeAnswers = { decided: [], visible: await listed(db, actor, permission, shelf), explained: [] }
  for (const id of ids) {
    const resource = resourceOn(shelf, id) as never
    if ((await decide(db, actor, permission, resource)).allowed) answers.decided.push(id)
    if ((await explain(db, actor, permission, resource)).length > 0) answers.explained.push(id)
  }
  return answers
}

export async function listed(db: Db, actor: UserActor, permission: Permission, shelf: Shelf): Promise<string[]> {
  return orNothing(async () => idsOn(db, shelf, await visible(db, actor, permission, withinOf(shelf))))
}

const withinOf = ({ app }: Shelf) => (app ? { app } : {})

/** The same by a statement made from facts that were read a moment ago; to be asked after `listed`, which reads them. */
export async function listedFromMemory(db: Db, actor: UserActor, permission: Permission, shelf: Shelf) {
  return orNothing(async () => idsOn(db, shelf, (await scope(db, actor, permission, withinOf(shelf), true)).visible))
}

async function orNothing(ask: () => Promise<string[]>): Promise<string[]> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'portal.inactive') return []
    throw error
  }
}
