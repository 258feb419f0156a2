import { sql } from 'kysely'
import type { Permission, Resource, ResourceKind } from '../../src/access/permissions.ts'
import { permissions } from '../../src/access/permissions.ts'
import type { AppId } from '../../src/base/ids.ts'
import type { Db, Sql } from '../../src/sql/database.ts'

/** Kinds of which there is one, or none to name: they have no table, and no list. */
export const withoutTable = ['door', 'company', 'storage', 'org_chart'] as const satisfies ResourceKind[]

type Kind = Exclude<ResourceKind, (typeof withoutTable)[number]>

/** Where the things of a kind stand, and which of them are there: lists leave the deleted out themselves. */
const tables: Record<Exclude<Kind, 'item'>, { table: string; deletable: boolean }> = {
  user: { table: 'users', deletable: true },
  organization: { table: 'organizations', deletable: false },
  group: { table: 'groups', deletable: true },
  workspace: { table: 'workspaces', deletable: true },
  app: { table: 'apps', deletable: true },
  folder: { table: 'folders', deletable: true },
  file: { table: 'files', deletable: true },
  portal: { table: 'portals', deletable: false },
  page: { table: 'pages', deletable: true },
  process: { table: 'processes', deletable: true },
  instance: { table: 'process_instances', deletable: false },
  task: { table: 'tasks', deletable: false },
  substitution: { table: 'substitutions', deletable: false },
}

/** One list to compare: a kind of things, of one app where they are items. */
export type Shelf = { kind: Kind; app?: AppId; from: Sql; there: Sql<boolean> }

export const permissionsOn = (kind: ResourceKind): Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((permission) => permissions[permission] === kind)

/** Every list there is in a database: one a kind, and one for the items of each app. */
export async function shelvesOf(db: Db): Promise<Shelf[]> {
  const apps = await sql<{ id: AppId; name: string }>`
    select id, table_name as name from apps where published_at is not null and deleted_at is null order by id`.execute(
    db,
  )
  const kinds = Object.entries(tables).map(
    ([kind, { table, deletable }]): Shelf => ({
      kind: kind as Kind,
      from: sql.id(table),
      there: deletable ? sql`target.deleted_at is null` : sql`true`,
    }),
  )
  const items = apps.rows.map(
    ({ id, name }): Shelf => ({
      kind: 'item',
      app: id,
      from: sql.id('app_data', name),
      there: sql`target.deleted_at is null`,
    }),
  )
  return [...kinds, ...items]
}

export const resourceOn = ({ kind, app }: Shelf, id: string): Resource =>
  (app ? { kind, id, app } : { kind, id }) as Resource

/** Ids on a shelf: all that are there, or those a condition lets through. */
export async function idsOn(db: Db, { from, there }: Shelf, condition: Sql<boolean> = sql`true`): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select target.id from ${from} target where ${there} and ${condition} order by target.id`.execute(db)
  return rows.map(({ id }) => id)
}
