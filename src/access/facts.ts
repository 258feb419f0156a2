import { sql } from 'kysely'
import type { Db, Sql } from '../sql/database.ts'
import type { UserActor } from './actor.ts'
import { permissions, type Permission } from './permissions.ts'
import { isHere, narrowedTo } from './narrowed.ts'
import { isShutOut, portalInactive } from './portal-gate.ts'
import type { KindRules, Within } from './rule.ts'
import { rules } from './rules/all.ts'

/** What can reach an actor at all (`KindRules.facts`). Undefined for kinds that name no facts: then every branch may. */
export type Facts = {
  names: ReadonlySet<string> | undefined
  /**
   * For facts from memory: what the statement made from them has to ask, besides its branches. The session lives and
   * these are still the facts. Undefined for facts that were read just now, after which the statement asks everything.
   */
  hold: Sql<boolean> | undefined
  /** Names all of this, for statements that are remembered; undefined where they are not worth it. */
  key: string | undefined
}

/**
 * Facts that were read lately, by actor, kind and app. They choose the text of a statement and decide nothing: whoever
 * takes them from here puts `hold` into the statement, which then finds nothing in the snapshot where they are others.
 */
const remembered = new Map<string, { names: string[]; marks: string[] }>()
const mostRemembered = 5000

const keyOf = (actor: UserActor, permission: Permission, { app }: Within): string | undefined =>
  app === undefined || typeof app === 'string'
    ? `${actor.token ? actor.session : actor.id} ${permissions[permission]} ${app ?? ''}`
    : undefined

/** Ordered, because two readings are compared. */
const arrayOf = (texts: Sql<string>): Sql<string[]> => sql`array(select distinct * from (${texts}) texts order by 1)`

/** A condition that is put together where a statement is, and not for one that is remembered whole. */
export const lazily = (make: () => Sql<boolean>): Sql<boolean> =>
  ({ toOperationNode: () => make().toOperationNode() }) as Sql<boolean>

/** With `isRepeatable` the caller asks again by fresh facts when nothing is found, and remembered ones will do. */
export async function factsFor(
  db: Db,
  actor: UserActor,
  permission: Permission,
  within: Within,
  isRepeatable: boolean,
): Promise<Facts> {
  const ask = (rules[permissions[permission]] as KindRules<'item'>).facts
  if (!ask) return { names: undefined, hold: undefined, key: undefined }
  const { names, marks } = ask(actor, within)
  const key = keyOf(actor, permission, within)
  const known = isRepeatable && key ? remembered.get(key) : undefined
  if (known) {
    const hold = lazily(
      () => sql`(${narrowedTo(actor)}
        select ${isHere} and ${arrayOf(marks)} = ${known.marks}::text[] and not ${isShutOut(actor, permission)})`,
    )
    return { names: new Set(known.names), hold, key: `${actor.session} ${key} ${known.marks.join()}` }
  }
  const { rows } = await sql<{ names: string[]; marks: string[]; shut_out: boolean }>`${narrowedTo(actor)}
    select ${arrayOf(names)} as names, ${arrayOf(marks)} as marks, ${isShutOut(actor, permission)} as shut_out`.execute(
    db,
  )
  const { shut_out, ...found } = rows[0]!
  if (shut_out) throw portalInactive()
  if (key) {
    if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value!)
    remembered.set(key, found)
  }
  return { names: new Set(found.names), hold: undefined, key: undefined }
}
