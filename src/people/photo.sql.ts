import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { StoredBlob } from '../blobs/blobs.ts'
import type { Db, Tx } from '../sql/database.ts'

/** Names the content of the photo of the row called `target`, null where there is none. */
export const photoOfTarget = sql`(select encode(substring(p.sha256 for 8), 'hex') from user_photos p where p.user_id = target.id)`

/** The bytes it had before lose their row, and the sweep takes them. */
export async function savePhoto(
  tx: Tx,
  user: UserId,
  content: StoredBlob,
  { type, side }: { type: string; side: number },
): Promise<string> {
  const { rows } = await sql<{ photo: string }>`
    insert into user_photos (user_id, storage_key, media_type, size, side, sha256)
    values (${user}, ${content.key}, ${type}, ${content.size}, ${side}, ${content.sha256})
    on conflict (user_id) do update set storage_key = excluded.storage_key, media_type = excluded.media_type,
      size = excluded.size, side = excluded.side, sha256 = excluded.sha256, changed_at = now()
    returning encode(substring(sha256 for 8), 'hex') as photo`.execute(tx)
  return rows[0]!.photo
}

export async function deletePhoto(tx: Tx, user: UserId): Promise<void> {
  await sql`delete from user_photos where user_id = ${user}`.execute(tx)
}

export async function findPhoto(db: Db, user: UserId) {
  const { rows } = await sql<{ key: string; type: string; photo: string }>`
    select storage_key as key, media_type as type, encode(substring(sha256 for 8), 'hex') as photo
    from user_photos where user_id = ${user}`.execute(db)
  return rows[0]
}
