import { sql } from 'kysely'
import type { JobSender } from '../jobs/queue.ts'
import { type Db, transaction } from '../sql/database.ts'

/**
 * Mails whose delivery got lost: a backup has the mail but not the jobs of the queue. Within three days they are
 * delivered after all, with the Message-ID they always had; older ones would bring dead links, so they are told as failed.
 */
export function sweepMails(db: Db, send: JobSender): Promise<void> {
  return transaction(db, async (tx) => {
    await sql`update mails set state = 'failed', last_error = 'It was never taken up. Send it again if it is still of use.'
      where state = 'waiting' and created_at < now() - interval '3 days'`.execute(tx)
    const { rows } = await sql<{ id: string }>`
      select id from mails where state = 'waiting' and created_at < now() - interval '1 hour'
      order by id limit 500 for update skip locked`.execute(tx)
    for (const { id } of rows) await send(tx, 'mail.deliver', { mail: id })
  })
}
