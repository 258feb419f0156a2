import { sql } from 'kysely'
import { type MailId, newId, type UserId } from '../base/ids.ts'
import { escapeHtml, fillPlaces, fillTemplate } from '../base/mail-template.ts'
import { canonicalEmail } from '../base/text.ts'
import type { JobSender } from '../jobs/queue.ts'
import type { Tx } from '../sql/database.ts'
import { isMuted } from './muted-mails.sql.ts'

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
  /** With these the company's own words count in place of subject and paragraphs, where it has some. */
  own?: { language: 'en' | 'ru'; facts: Readonly<Record<string, string>> }
}

type Template = { html: string | null; text: string | null }
type OwnText = { subject: string | null; body: string | null }

/** What the System supervisor is asked is worded by nobody else (see the README of notices). */
const ownTextOf = ({ template, own, to, toUser }: Letter) => sql`left join mail_texts t on t.kind = ${template}
  and t.language = ${own?.language ?? ''} and not exists (select from company c join users u on u.id = c.supervisor_id
    where u.id = ${toUser} or u.email_canonical = ${canonicalEmail(to)})`

const inOwnWords = ({ own }: Letter, { subject, body }: OwnText): Partial<Letter> =>
  own && subject !== null && body !== null
    ? { subject: fillPlaces(subject, own.facts), paragraphs: paragraphsOf(fillPlaces(body, own.facts)) }
    : {}

/** An empty line begins a new one. */
export const paragraphsOf = (body: string): string[] =>
  body
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)

/**
 * Writes a mail and its delivery into the transaction, in the company's words and template. Nothing, and an id of nothing,
 * where the person has turned this kind of mail off.
 */
export async function queueMail(tx: Tx, send: JobSender, given: Letter): Promise<MailId> {
  const id = newId<'mail'>()
  if (given.toUser && (await isMuted(tx, given.toUser, given.template))) return id
  const { rows } = await sql<Template & OwnText>`select template_html as html, template_text as text, t.subject, t.body
    from mail_settings ${ownTextOf(given)}`.execute(tx)
  const letter = { ...given, ...inOwnWords(given, rows[0]!) }
  // A subject is one header line, whatever name a person or group was given (AT-158).
  const subject = letter.subject.replace(/\s+/g, ' ').trim()
  const { text, html } = writeLetter({ ...letter, subject }, rows[0])
  await sql`insert into mails (id, to_address, to_user_id, template, subject, body_text, body_html)
    values (${id}, ${letter.to}, ${letter.toUser}, ${letter.template}, ${subject}, ${text}, ${html})`.execute(tx)
  await send(tx, 'mail.deliver', { mail: id })
  return id
}

type Written = Pick<Letter, 'subject' | 'paragraphs' | 'action' | 'footer'>

/** Both bodies of a letter, in the template where there is one. */
export function writeLetter(letter: Written, template?: Template): { text: string; html: string } {
  const { subject } = letter
  return {
    text: fillTemplate(template?.text ?? ownText, { subject, body: asText(letter) }),
    html: fillTemplate(template?.html ?? ownHtml, { subject: escapeHtml(subject), body: asHtml(letter) }),
  }
}

export const ownText = '{{body}}'
export const ownHtml =
  '<div style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;color:#1c2230;max-width:560px">{{body}}</div>'

function asText({ paragraphs, action, footer }: Written): string {
  return [...paragraphs, ...(action ? [`${action.label}: ${action.url}`] : []), ...(footer ? ['--', footer] : [])].join(
    '\n\n',
  )
}

function asHtml({ paragraphs, action, footer }: Written): string {
  const body = paragraphs.map((text) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`).join('')
  const button = action
    ? `<p style="margin:24px 0"><a href="${escapeHtml(action.url)}" style="background:#1f4fd8;color:#ffffff;padding:10px 18px;border-radius:6px;text-decoration:none">${escapeHtml(action.label)}</a></p>`
    : ''
  const foot = footer ? `<p style="margin:24px 0 0;color:#5c6370;font-size:13px">${escapeHtml(footer)}</p>` : ''
  return body + button + foot
}
