import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'

/** `visible`: the condition “oneself”. */
export async function findListColumns(db: Db, visible: Sql<boolean>, list: string): Promise<string[] | null> {
  const { rows } = await sql<{ columns: string[] }>`
    select kept.columns from list_columns kept join users target on target.id = kept.user_id
    where kept.list = ${list} and ${visible}`.execute(db)
  return rows[0]?.columns ?? null
}

export async function saveListColumns(tx: Tx, user: UserId, list: string, columns: string[]): Promise<void> {
  await sql`insert into list_columns (user_id, list, columns) values (${user}, ${list}, ${columns}::text[])
    on conflict (user_id, list) do update set columns = excluded.columns`.execute(tx)
}

export async function forgetListColumns(tx: Tx, user: UserId, list: string): Promise<void> {
  await sql`delete from list_columns where user_id = ${user} and list = ${list}`.execute(tx)
}
