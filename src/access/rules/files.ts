import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import { outsideClosedPortals } from '../portal-gate.ts'
import { administers, type Branch, everyone, type KindRules, type RowsBranch, type Within } from '../rule.ts'
import { itemRules } from './items.ts'
import { grantInstead, ownOnly } from './substituted.ts'

/** The branches of `item.view`, asked of each file's own app: which file one sees cannot differ from which item. */
const throughItem = (actor: UserActor, { lent }: Within): Branch => {
  const branches = outsideClosedPortals(
    actor,
    'item.view',
    ownOnly(itemRules.rules['item.view'](actor, { app: sql`files.app_id` }), lent === undefined ? {} : { lent }),
  )
  const reasons = branches.map((branch) =>
    'wide' in branch
      ? branch.wide
      : sql`exists (select from (${branch.rows}) reached where reached.id = files.item_id)`,
  )
  return {
    because: 'item',
    rows: sql`select files.id, files.item_id as fact from files
      where files.app_id is not null and (${sql.join(reasons, sql` or `)})`,
  }
}

/** A file of an item follows the item, whatever was given of the file itself. */
const unattached = (branches: RowsBranch[]): RowsBranch[] =>
  branches.map((branch) => ({
    ...branch,
    rows: sql`select given.id, given.fact from (${branch.rows}) given join files on files.id = given.id where files.app_id is null`,
  }))

/**
 * A file that is not attached yet is its uploader's alone; an attached one follows its item. A picture on a published
 * page is opened by its grant.
 */
export const fileRules: KindRules<'file'> = {
  present: ({ id }) => sql`exists (select from files left join apps on apps.id = files.app_id
    where files.id = ${id} and files.deleted_at is null and apps.deleted_at is null)`,
  rules: {
    'file.view': (actor, within) => [
      {
        because: 'uploader',
        rows: sql`select id, id as fact from files where uploaded_by = ${actor.id} and app_id is null`,
      },
      throughItem(actor, within),
      {
        because: 'grant',
        rows: sql`select g.resource_id as id, g.grant_id as fact from actor_grants g join files on files.id = g.resource_id
          where g.actor_id = ${actor.id} and g.resource_kind = 'file' and 'view' = any (g.rights) and files.app_id is null`,
      },
      administers(actor),
      ...unattached(grantInstead(actor, 'file', 'view')),
    ],
  },
}

/** Whoever is signed in may leave a file; it is worth nothing until an item takes it, which asks for rights there. */
export const storageRules: KindRules<'storage'> = {
  present: () => sql`true`,
  rules: { 'storage.view': () => [everyone], 'storage.put': () => [everyone] },
}
