import { sql } from 'kysely'
import type { Db } from '../sql/database.ts'
import type { MailSettings } from './mail-settings.ts'
import { failureOf, openTransport } from './transport.ts'

type Row = { id: string; to_address: string; subject: string; body_text: string; body_html: string; state: string }

/**
 * Delivers one mail of the outbox, or keeps it for reading when no server is set. Throws when the server does not take
 * it, so that the queue tries again later; the row says why.
 */
export async function deliverMail(db: Db, settingsNow: () => Promise<MailSettings>, mail: string): Promise<void> {
  const settings = await settingsNow().catch(async (error: unknown) => {
    await noteFailure(db, mail, error)
    throw error
  })
  if (!settings) {
    await sql`update mails set state = 'kept' where id = ${mail} and state = 'waiting'`.execute(db)
    return
  }
  const { rows } =
    await sql<Row>`select id, to_address, subject, body_text, body_html, state from mails where id = ${mail}`.execute(
      db,
    )
  const letter = rows[0]
  if (!letter || letter.state === 'sent') return
  try {
    await openTransport(settings.server).sendMail({
      from: settings.from,
      ...(settings.replyTo && { replyTo: settings.replyTo }),
      to: letter.to_address,
      subject: letter.subject,
      text: letter.body_text,
      html: letter.body_html,
      messageId: `<${letter.id}@portico>`,
    })
    await sql`update mails set state = 'sent', sent_at = now(), tries = tries + 1, last_error = null where id = ${mail}`.execute(
      db,
    )
  } catch (error) {
    // The queue keeps what is thrown, too.
    const failure = new Error(failureOf(error, settings.server))
    await noteFailure(db, mail, failure)
    throw failure
  }
}

async function noteFailure(db: Db, mail: string, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error)
  await sql`update mails set state = 'failed', tries = tries + 1, last_error = ${reason.slice(0, 500)} where id = ${mail}`.execute(
    db,
  )
}
