import { sql } from 'kysely'
import type { WorkspaceId } from '../base/ids.ts'
import type { Db, Sql } from '../sql/database.ts'

/** How many of these workspaces are there for whom `visible` was made. */
export async function countSeenWorkspaces(db: Db, ids: readonly WorkspaceId[], visible: Sql<boolean>): Promise<number> {
  const { rows } = await sql<{ seen: number }>`
    select count(*) as seen from workspaces target where target.id = any (${[...ids]}::uuid[]) and target.deleted_at is null
      and ${visible}`.execute(db)
  return rows[0]!.seen
}
