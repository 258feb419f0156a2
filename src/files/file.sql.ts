import { sql } from 'kysely'
import type { FileId, UserId } from '../base/ids.ts'
import type { StoredBlob } from '../blobs/blobs.ts'
import type { Db, Tx } from '../sql/database.ts'

export type FileRow = {
  id: FileId
  name: string
  size: number
  mediaType: string
  key: string
}

/** Downloads of an item's files are written down; pictures of pages and what nobody has taken yet are not. */
export async function findFile(db: Db, id: FileId): Promise<(FileRow & { isAudited: boolean }) | undefined> {
  const { rows } = await sql<FileRow & { isAudited: boolean }>`
    select id, name, size, media_type as "mediaType", storage_key as key,
      app_id is not null and ((select audit_downloads from company)
        or (select reads_audited from apps where apps.id = app_id)) as "isAudited"
    from files where id = ${id} and deleted_at is null`.execute(db)
  return rows[0]
}

export async function insertFile(
  tx: Tx,
  file: { id: FileId; name: string; mediaType: string; by: UserId },
  content: StoredBlob,
): Promise<void> {
  await sql`insert into files (id, name, size, media_type, sha256, storage_key, uploaded_by)
    values (${file.id}, ${file.name}, ${content.size}, ${file.mediaType}, ${content.sha256}, ${content.key}, ${file.by})`.execute(
    tx,
  )
}

/** Bytes of a person's files that no item has taken. Two uploads of one person wait for each other here. */
export async function lockLooseBytes(tx: Tx, person: UserId): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`loose files of ${person}`}, 0))`.execute(tx)
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(size), 0)::bigint as bytes from files where uploaded_by = ${person} and app_id is null`.execute(
    tx,
  )
  return rows[0]!.bytes
}

/**
 * Takes rows whose time is over, at most `limit`, and gives the keys of their bytes. Pictures of pages are attached to
 * no item: what a page has ever opened, or has in its draft, stays.
 */
export async function deleteForgotten(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    delete from files where id in (
      select id from files
      where deleted_at < now() - interval '30 days' or (app_id is null and uploaded_at < now() - interval '1 day'
        and not exists (select from grants where resource_kind = 'file' and resource_id = files.id)
        and not exists (select from pages where position(files.id::text in draft::text) > 0))
      limit ${limit} for update skip locked)
    returning storage_key as key`.execute(db)
  return rows.map(({ key }) => key)
}

/** Of these keys those that some row names, of whatever room. */
export async function keysWithRow(db: Db, keys: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`select key from blobs_in_use where key = any(${keys})`.execute(db)
  return new Set(rows.map(({ key }) => key))
}

export async function findOwnLooseFile(db: Db, id: FileId, by: UserId): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select id, name, size, media_type as "mediaType", storage_key as key
    from files where id = ${id} and uploaded_by = ${by} and app_id is null and deleted_at is null`.execute(db)
  return rows[0]
}
