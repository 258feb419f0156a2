import { sql } from 'kysely'
import { systemGroups } from '../access/system-groups.ts'
import type { MailId, UserId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { MailShape } from './contract.ts'

export type MailRow = Omit<MailShape, 'createdAt' | 'sentAt' | 'to' | 'toName' | 'lastError'> & {
  to_address: string
  to_name: string | null
  to_user_id: UserId | null
  to_supervisor: boolean
  to_administrator: boolean
  created_at: Date
  /** With microseconds, for the cursor: rows of one transaction differ by nothing else. */
  created_exactly: string
  sent_at: Date | null
  last_error: string | null
}

// An address is compared too: a mail may be to somebody without saying so in `to_user_id`.
const isTo = (who: Sql): Sql => sql`(${who}.id = m.to_user_id or lower(${who}.email) = lower(m.to_address))`
const columns = sql`m.id, m.to_address, m.to_user_id, u.full_name as to_name, m.subject, m.template, m.state, m.created_at,
  m.created_at::text as created_exactly, m.sent_at, m.tries, m.last_error,
  exists (select from company c join users s on s.id = c.supervisor_id where ${isTo(sql`s`)}) as to_supervisor,
  exists (select from user_principals p join users a on a.id = p.user_id
    where p.principal_id = ${systemGroups.administrators} and ${isTo(sql`a`)}) as to_administrator`

export type MailsAsked = {
  search: string | undefined
  state: string | undefined
  after: [string, string] | undefined
  limit: number
}

export async function listMails(db: Db, { search, state, after, limit }: MailsAsked): Promise<MailRow[]> {
  const like = search && `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<MailRow>`
    select ${columns} from mails m left join users u on u.id = m.to_user_id
    where ${state ? sql`m.state = ${state}` : sql`true`}
      and ${like ? sql`(m.to_address ilike ${like} or m.subject ilike ${like} or u.full_name ilike ${like})` : sql`true`}
      and ${after ? sql`(m.created_at, m.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by m.created_at desc, m.id desc limit ${limit}`.execute(db)
  return rows
}

export async function findMail(
  db: Db,
  id: MailId,
): Promise<(MailRow & { body_text: string; body_html: string }) | undefined> {
  const { rows } = await sql<MailRow & { body_text: string; body_html: string }>`
    select ${columns}, m.body_text, m.body_html from mails m left join users u on u.id = m.to_user_id
    where m.id = ${id}`.execute(db)
  return rows[0]
}

export async function lockMail(tx: Tx, id: MailId) {
  const { rows } = await sql<{ state: MailShape['state']; subject: string; to_address: string }>`
    select state, subject, to_address from mails where id = ${id} for update`.execute(tx)
  return rows[0]
}

/** Marks mails as waiting again, the oldest first; two who do so at once take different ones. */
export async function takeUp(tx: Tx, which: { id: MailId } | { state: string; limit: number }): Promise<MailId[]> {
  const chosen =
    'id' in which
      ? sql`id = ${which.id}`
      : sql`id in (select id from mails where state = ${which.state} order by created_at, id limit ${which.limit}
          for update skip locked)`
  const { rows } = await sql<{ id: MailId }>`
    update mails set state = 'waiting' where ${chosen} returning id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** A right of whoever asks that is about no row. */
export async function mayOf(db: Db, right: Sql<boolean>): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select ${right} as may`.execute(db)
  return rows[0]!.may
}
