import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'

export async function listMuted(db: Db, user: UserId): Promise<string[]> {
  const { rows } = await sql<{ template: string }>`
    select template from muted_mails where user_id = ${user} order by template`.execute(db)
  return rows.map(({ template }) => template)
}

export async function replaceMuted(tx: Tx, user: UserId, templates: readonly string[]): Promise<void> {
  await sql`delete from muted_mails where user_id = ${user} and template <> all (${templates}::text[])`.execute(tx)
  await sql`insert into muted_mails (user_id, template) select ${user}, unnest(${templates}::text[])
    on conflict do nothing`.execute(tx)
}

export async function isMuted(tx: Tx, user: UserId, template: string): Promise<boolean> {
  const { rows } = await sql`select from muted_mails where user_id = ${user} and template = ${template}`.execute(tx)
  return rows.length > 0
}
