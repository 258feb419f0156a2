import { sql } from 'kysely'
import type { UserActor } from '../../src/access/actor.ts'
import type { AppId, ProcessId, WorkspaceId } from '../../src/base/ids.ts'
import type { Tx } from '../../src/sql/database.ts'
import type { Party } from './small-world.ts'

/** What worlds share, because making tables in each would take most of the time: two workspaces, each with app and process. */
export type Ground = {
  workspaces: WorkspaceId[]
  apps: { id: AppId; table: string }[]
  processes: { id: ProcessId; version: string }[]
}

/** Ids of what a world is made of, by its place in the plain data. */
export type Built = Record<
  | 'user'
  | 'organization'
  | 'group'
  | 'workspace'
  | 'app'
  | 'folder'
  | 'item'
  | 'file'
  | 'portal'
  | 'page'
  | 'process'
  | 'instance'
  | 'task'
  | 'substitution',
  string[]
> & {
  actors: UserActor[]
}

/** How a party is called in the database. */
export type Names = { idOf: (one: Party) => string; audienceOf: (one: Party) => string }

type Row = Record<string, unknown>

/** Many rows in one statement. */
export async function insert(tx: Tx, table: string, rows: Row[]): Promise<void> {
  if (rows.length === 0) return
  const columns = sql.join(Object.keys(rows[0]!).map((name) => sql.id(name)))
  const into = sql.id(...table.split('.'))
  await sql`insert into ${into} (${columns}) select ${columns} from jsonb_populate_recordset(null::${into}, ${JSON.stringify(rows)}::jsonb)`.execute(
    tx,
  )
}

export const longAgo = '2020-01-01T00:00:00Z'
export const some = { past: '2021-01-01T00:00:00Z', future: '2100-01-01T00:00:00Z', never: null }
