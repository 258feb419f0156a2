import { sql } from 'kysely'
import type { Db } from '../sql/database.ts'
import type { Actor } from './actor.ts'
import { firstReason } from './branches.ts'
import { isHere, narrowedTo } from './narrowed.ts'
import type { ResourceOf } from './permissions.ts'
import { administers } from './rule.ts'
import { foldersByRight } from './rules/folders.ts'
import { itemsByRight } from './rules/items.ts'

/** What a row of the table of rights can give (access.md §1). `full` is all the others together. */
export const rights = [
  'view',
  'create',
  'edit',
  'delete',
  'assign',
  'manage_processes',
  'export',
  'import',
  'full',
] as const
export type Right = (typeof rights)[number]

type Place = ResourceOf<'app.view'> | ResourceOf<'folder.view'> | ResourceOf<'item.view'>

/** The rights an actor holds on a place: nobody gives others more than these (access.md rule 7). On an app, administrators do. */
export async function heldRights(db: Db, actor: Actor, place: Place): Promise<ReadonlySet<Right>> {
  if (actor.kind === 'anonymous') return new Set()
  if (actor.kind !== 'user') return new Set(rights)
  const branches = (right: Right) => {
    if (place.kind === 'app') return [administers(actor)]
    return place.kind === 'item' ? itemsByRight(right)(actor, { app: place.app }) : foldersByRight(right)(actor, {})
  }
  const each = rights.map(
    (right) => sql`case when ${firstReason(branches(right), place)} is not null then ${right} end`,
  )
  const { rows } = await sql<{ held: Right[] }>`${narrowedTo(actor)}
    select array_remove(array[${sql.join(each)}], null) as held where ${isHere}`.execute(db)
  return new Set(rows[0]?.held)
}
