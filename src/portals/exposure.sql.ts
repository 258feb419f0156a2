import { sql } from 'kysely'
import { newId, type GroupId, type PageId, type UserId } from '../base/ids.ts'
import type { Exposure } from '../pages/contract-widgets.ts'
import type { Db, Tx } from '../sql/database.ts'

/** An exposure as it is granted: with the fields of the app that were there when the page was published. */
export type GivenExposure = Exposure & { fields: string[] | null }

/** What the published version of a page gives now. */
export async function exposedBy(db: Db, page: PageId): Promise<GivenExposure[]> {
  const { rows } = await sql<GivenExposure>`
    select g.resource_kind as kind, g.resource_id as id, g.rights, g.narrowed_to as "narrowedTo", g.fields
    from grants g join pages p on p.current_version_id = g.page_version_id
    where p.id = ${page} and g.revoked_at is null`.execute(db)
  return rows
}

/**
 * Puts what this version exposes in the place of what the page exposed before, in the transaction that publishes it.
 * Ended grants stay as rows, so that a decision of the past can be recomputed.
 */
export async function replaceExposure(
  tx: Tx,
  { page, version, group, by }: { page: PageId; version: string; group: GroupId; by: UserId | null },
  exposures: GivenExposure[],
): Promise<void> {
  await sql`update grants set revoked_at = now(), revoked_by = ${by}
    where revoked_at is null and page_version_id in (select id from page_versions where page_id = ${page})`.execute(tx)
  for (const { kind, id, rights, narrowedTo, fields } of exposures) {
    await sql`insert into grants (id, principal_id, audience, resource_kind, resource_id, rights, narrowed_to, fields,
        granted_by, page_version_id)
      values (${newId()}, ${group}, 'external', ${kind}, ${id}, ${rights}, ${narrowedTo}, ${fields}, ${by}, ${version})`.execute(
      tx,
    )
  }
}

export type Named = { kind: Exposure['kind']; id: string; name: string; fields: string[] | null; usable: boolean }

/**
 * Names of the things exposed. `usable` tells what can be shown to people from outside at all: an app that takes items,
 * a published process, a file that was uploaded for a page (one of an item follows its item).
 */
export async function nameThings(db: Db, things: { kind: string; id: string }[]): Promise<Named[]> {
  const ids = (kind: string) => things.filter((thing) => thing.kind === kind).map(({ id }) => id)
  const { rows } = await sql<Named>`
    select 'app' as kind, a.id, a.name, a.published_at is not null as usable,
      (select array_agg(f.code order by f.sort) from fields f
        where f.app_id = a.id and f.removed_at is null) as fields
    from apps a where a.id = any (${ids('app')}::uuid[]) and a.deleted_at is null
    union all
    select 'process', p.id, p.name, p.current_version_id is not null, null
    from processes p where p.id = any (${ids('process')}::uuid[]) and p.deleted_at is null
    union all
    select 'file', f.id, f.name, f.app_id is null and f.media_type like 'image/%', null
    from files f where f.id = any (${ids('file')}::uuid[]) and f.deleted_at is null`.execute(db)
  return rows
}

/** External users a portal reaches: those in its group whose account works. */
export async function countReached(db: Db, group: GroupId): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from actor_principals p join users u on u.id = p.user_id
    where p.principal_id = ${group} and u.status = 'active'`.execute(db)
  return rows[0]!.count
}
