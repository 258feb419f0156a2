import { sql } from 'kysely'
import { type MailId, newId, type UserId } from '../base/ids.ts'
import type { JobSender } from '../jobs/queue.ts'
import type { Tx } from '../sql/database.ts'

export type Letter = {
  to: string
  toUser: UserId | null
  /** Name of what it is, for the outbox: `invitation`, `confirmation_code`, … */
  template: string
  subject: string
  /** Paragraphs of plain text; the HTML is made from them, so the two cannot differ. */
  paragraphs: string[]
  /** One button below the paragraphs. */
  action?: { label: string; url: string }
  footer?: string
}

/** Writes a mail and its delivery into the transaction. */
export async function queueMail(tx: Tx, send: JobSender, letter: Letter): Promise<MailId> {
  const id = newId<'mail'>()
  // A subject is one header line, whatever name a person or group was given (AT-158).
  const subject = letter.subject.replace(/\s+/g, ' ').trim()
  await sql`insert into mails (id, to_address, to_user_id, template, subject, body_text, body_html)
    values (${id}, ${letter.to}, ${letter.toUser}, ${letter.template}, ${subject}, ${asText(letter)}, ${asHtml(letter)})`.execute(
    tx,
  )
  await send(tx, 'mail.deliver', { mail: id })
  return id
}

function asText({ paragraphs, action, footer }: Letter): string {
  return [...paragraphs, ...(action ? [`${action.label}: ${action.url}`] : []), ...(footer ? ['--', footer] : [])].join(
    '\n\n',
  )
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\n/g, '<br>')

function asHtml({ paragraphs, action, footer }: Letter): string {
  const body = paragraphs.map((text) => `<p style="margin:0 0 16px">${escaped(text)}</p>`).join('')
  const button = action
    ? `<p style="margin:24px 0"><a href="${escaped(action.url)}" style="background:#1f4fd8;color:#ffffff;padding:10px 18px;border-radius:6px;text-decoration:none">${escaped(action.label)}</a></p>`
    : ''
  const foot = footer ? `<p style="margin:24px 0 0;color:#5c6370;font-size:13px">${escaped(footer)}</p>` : ''
  return `<div style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;color:#1c2230;max-width:560px">${body}${button}${foot}</div>`
}
