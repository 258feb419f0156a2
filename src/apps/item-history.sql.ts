import { sql } from 'kysely'
import type { AppId, ItemId, UserId } from '../base/ids.ts'
import type { Db, Sql } from '../sql/database.ts'
import type { FieldShape } from './contract.ts'
import type { ItemChangeShape } from './contract-items.ts'
import { namedIn, type Names } from './item-changes.ts'
import { instant } from './item-columns.ts'
import type { ItemChanges } from './item-write.sql.ts'
import { type Shape, versionNow } from './shape.sql.ts'
import { tableOf } from './table.sql.ts'

export type ChangeRow = {
  id: ItemChangeShape['id']
  at: string
  kind: ItemChangeShape['kind']
  version: number
  byId: UserId | null
  byName: string | null
  byProcess: boolean
  changes: ItemChanges
}

const columns = sql`c.id, ${instant(sql.ref('c.at'))} as at, c.kind, c.version, by.id as "byId", by.full_name as "byName",
  c.by_process_id is not null as "byProcess", c.changes`

/** Changes of an item, latest first. One row with nulls when it is there and no change is left; none when it is not. */
export async function listChanges(
  db: Db,
  shape: Shape,
  visible: Sql<boolean>,
  item: ItemId,
  { below, limit }: { below: number | undefined; limit: number },
): Promise<({ shapeVersion: number | null } & (ChangeRow | { [Key in keyof ChangeRow]: null }))[]> {
  const { rows } = await sql<ChangeRow & { shapeVersion: number | null }>`
    select found.*, ${versionNow(shape.app)} as "shapeVersion"
    from ${tableOf(shape.table)} target left join lateral (
      select ${columns} from item_changes c left join users by on by.id = c.by_user_id
      where c.app_id = ${shape.app} and c.item_id = target.id and ${below === undefined ? sql`true` : sql`c.version < ${below}`}
      order by c.version desc limit ${limit}) found on true
    where target.id = ${item} and target.deleted_at is null and ${visible}
    order by found.version desc`.execute(db)
  return rows
}

/** What happened to an item since a version somebody has before them. */
export async function changesSince(db: Db, app: AppId, item: ItemId, version: number): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select ${columns} from item_changes c left join users by on by.id = c.by_user_id
    where c.app_id = ${app} and c.item_id = ${item} and c.version > ${version} order by c.version desc limit 20`.execute(
    db,
  )
  return rows
}

/** Fields as history knows them: removed ones too, unless their code is in use again. */
export async function fieldsEver(db: Db, app: AppId): Promise<FieldShape[]> {
  const { rows } = await sql<{ field: FieldShape }>`
    select distinct on (code) jsonb_build_object('code', code, 'name', name, 'type', type, 'required', required) || settings as field
    from fields where app_id = ${app} order by code, removed_at desc nulls first`.execute(db)
  return rows.map(({ field }) => field)
}

export async function readNames(db: Db, fields: readonly FieldShape[], all: readonly ItemChanges[]): Promise<Names> {
  const { users, files } = namedIn(fields, all)
  if (users.length + files.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, full_name as name from users where id = any(${users}::uuid[])
    union all select id, name from files where id = any(${files}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
