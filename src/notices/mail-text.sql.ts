import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { MailTextShape } from './contract-texts.ts'

type Key = Pick<MailTextShape, 'kind' | 'language'>
export type OwnText = Key &
  Pick<MailTextShape, 'subject' | 'body' | 'version'> & { changedBy: string | null; changedAt: Date }

const columns = sql`kind, language, subject, body, version, changed_at as "changedAt",
  (select full_name from users where id = changed_by) as "changedBy"`

export async function listOwnTexts(db: Db): Promise<OwnText[]> {
  const { rows } = await sql<OwnText>`select ${columns} from mail_texts`.execute(db)
  return rows
}

/** Two who begin at once wait for each other too, where there is no row to lock yet. */
export async function lockOwnText(tx: Tx, { kind, language }: Key): Promise<OwnText | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mail text ${kind} ${language}`}, 0))`.execute(tx)
  const { rows } = await sql<OwnText>`
    select ${columns} from mail_texts where kind = ${kind} and language = ${language} for update`.execute(tx)
  return rows[0]
}

export const saveOwnText = (tx: Tx, text: Omit<OwnText, 'changedBy' | 'changedAt'>, by: UserId | null) =>
  sql`insert into mail_texts (kind, language, subject, body, version, changed_by)
    values (${text.kind}, ${text.language}, ${text.subject}, ${text.body}, ${text.version}, ${by})
    on conflict (kind, language) do update set subject = excluded.subject, body = excluded.body, version = excluded.version,
      changed_by = excluded.changed_by, changed_at = now()`.execute(tx)

export const deleteOwnText = (tx: Tx, { kind, language }: Key) =>
  sql`delete from mail_texts where kind = ${kind} and language = ${language}`.execute(tx)

export async function findOwnAddress(tx: Tx, user: UserId): Promise<string | undefined> {
  const { rows } = await sql<{ email: string | null }>`select email from users where id = ${user}`.execute(tx)
  return rows[0]?.email ?? undefined
}
