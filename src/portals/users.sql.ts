import { sql } from 'kysely'
import type { GroupId, PageId, PortalId, UserId } from '../base/ids.ts'
import { changed } from '../operations/changed.ts'
import type { Db, Tx } from '../sql/database.ts'

/** A notification of PostgreSQL holds at most 8,000 bytes; so many ids fit into one with room to spare. */
const batch = 150

/** Tells the open pages of a portal's users, and of all employees, that something changed. */
export async function tellPortal(tx: Tx, group: GroupId, topics: string[]): Promise<void> {
  const { rows } = await sql<{ user_id: UserId }>`select distinct s.user_id
    from sessions s join user_principals p on p.user_id = s.user_id
    where p.principal_id = ${group} and s.side = 'portal' and s.ended_at is null and s.expires_at > now()`.execute(tx)
  await changed(tx, { topics, employees: true })
  for (let at = 0; at < rows.length; at += batch) {
    await changed(tx, { topics, users: rows.slice(at, at + batch).map(({ user_id }) => user_id) })
  }
}

export async function portalOfPage(db: Db, page: PageId): Promise<{ portal: PortalId; group: GroupId }> {
  const { rows } = await sql<{
    portal: PortalId
    group: GroupId
  }>`select portals.id as portal, portals.group_id as "group"
    from pages join portals on portals.id = pages.portal_id where pages.id = ${page}`.execute(db)
  return rows[0]!
}
