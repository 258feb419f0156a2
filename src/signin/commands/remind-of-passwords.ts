import { sql } from 'kysely'
import type { JobSender } from '../../jobs/queue.ts'
import { type Db, transaction } from '../../sql/database.ts'
import type { Reader } from '../account.sql.ts'
import { passwordOverdue, sendLetter } from '../letters.ts'

const atOnce = 200

/**
 * Tells people whose password is overdue, once or again after the days that are set (H84). Rows are marked as they are
 * taken, so that two processes at once send one mail; who is left over comes with the next hour.
 */
export async function remindOfPasswords({ db, send }: { db: Db; send: JobSender }): Promise<number> {
  return transaction(db, async (tx) => {
    const { rows } = await sql<Reader>`
      update users set password_reminded_at = now() where id in (
        select u.id from users u, security_settings s
        where u.status = 'active' and u.deleted_at is null and u.email is not null and u.password_hash is not null
          and not exists (select from directory_sign_ins d where d.user_id = u.id)
          and u.password_set_at < now() - make_interval(days => s.password_days)
          and (u.password_reminded_at is null or u.password_reminded_at < now() - make_interval(days => s.password_reminder_days))
        order by u.password_set_at limit ${sql.lit(atOnce)} for update of u skip locked)
      returning id, full_name as "fullName", email, language`.execute(tx)
    for (const reader of rows) await sendLetter(tx, send, reader, passwordOverdue())
    return rows.length
  })
}
