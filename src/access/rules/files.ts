import { sql } from 'kysely'
import { administers, everyone, type KindRules } from '../rule.ts'

/**
 * A file that is not attached yet is its uploader's alone. An attached one follows its item: the query of the file
 * asks `item.view` of that item as well, because which rows an item has is known to its app alone; so `file.view`
 * only says that the file is there and attached, or one's own. A picture on a published page is opened by its grant.
 */
export const fileRules: KindRules<'file'> = {
  present: ({ id }) => sql`exists (select from files where id = ${id} and deleted_at is null)`,
  rules: {
    'file.view': (actor) => [
      {
        because: 'uploader',
        rows: sql`select id, id as fact from files where uploaded_by = ${actor.id} and app_id is null`,
      },
      { because: 'item', rows: sql`select id, item_id as fact from files where app_id is not null` },
      // A picture on a published page.
      {
        because: 'grant',
        rows: sql`select resource_id as id, grant_id as fact from actor_grants
          where actor_id = ${actor.id} and resource_kind = 'file' and 'view' = any (rights)`,
      },
      administers(actor),
    ],
  },
}

/** Whoever is signed in may leave a file; it is worth nothing until an item takes it, which asks for rights there. */
export const storageRules: KindRules<'storage'> = {
  present: () => sql`true`,
  rules: { 'storage.view': () => [everyone], 'storage.put': () => [everyone] },
}
