import { sql } from 'kysely'
import type { SecretBox } from '../base/secret-box.ts'
import type { Db, Tx } from '../sql/database.ts'

/** tls: from the first byte (465); starttls: turned on before anything is said (587); none: in the open. */
export type MailSecurity = 'tls' | 'starttls' | 'none'

export type MailServer =
  | { url: string }
  | { host: string; port: number; security: MailSecurity; user: string | null; password: string | null }

/** How mail leaves; null: it is kept in the outbox. */
export type MailSettings = { server: MailServer; from: string; replyTo: string | null } | null

export type MailSettingsRow = {
  host: string | null
  port: number | null
  security: MailSecurity | null
  user: string | null
  password: Buffer | null
  senderName: string
  senderAddress: string | null
  replyTo: string | null
  templateHtml: string | null
  templateText: string | null
  version: number
  changedBy: string | null
  changedAt: Date | null
}

const select = sql`select host, port, security, user_name as "user", password_sealed as password, sender_name as "senderName",
  sender_address as "senderAddress", reply_to as "replyTo", template_html as "templateHtml", template_text as "templateText",
  version, changed_at as "changedAt", (select full_name from users where id = changed_by) as "changedBy" from mail_settings`

export async function findMailSettings(db: Db): Promise<MailSettingsRow> {
  const { rows } = await sql<MailSettingsRow>`${select}`.execute(db)
  return rows[0]!
}

export async function lockMailSettings(tx: Tx): Promise<MailSettingsRow> {
  const { rows } = await sql<MailSettingsRow>`${select} for update`.execute(tx)
  return rows[0]!
}

const passwordPurpose = 'mail_settings.password'

export const sealPassword = (secrets: SecretBox, password: string): Buffer => secrets.seal(password, passwordPurpose)

/** Undefined when there is one that this installation's key does not open. */
export const openPassword = (secrets: SecretBox, sealed: Buffer | null): string | null | undefined =>
  sealed && secrets.open(sealed, passwordPurpose)

export const senderOf = (name: string, address: string): string => `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`

/** What delivers a mail now: the environment's server, else the one set by screen, else none. */
export async function settingsNow(db: Db, configured: MailSettings, secrets: SecretBox): Promise<MailSettings> {
  if (configured) return configured
  const { host, port, security, user, password, senderName, senderAddress, replyTo } = await findMailSettings(db)
  if (host === null || port === null || security === null || senderAddress === null) return null
  const opened = openPassword(secrets, password)
  if (opened === undefined)
    throw new Error(
      'The password of the mail server was sealed under another key (secret.key): enter it anew in Administration → Mail.',
    )
  const from = senderOf(senderName, senderAddress)
  return { server: { host, port, security, user, password: opened }, from, replyTo }
}

export type MailServerChange = {
  server: { host: string; port: number; security: MailSecurity; user: string | null } | null
  password: Buffer | null
  senderName: string
  senderAddress: string | null
  replyTo: string | null
}

export async function saveMailServer(tx: Tx, change: MailServerChange, by: string): Promise<number> {
  const { server } = change
  const { rows } = await sql<{ version: number }>`update mail_settings set host = ${server?.host ?? null},
    port = ${server?.port ?? null}, security = ${server?.security ?? null}, user_name = ${server?.user ?? null},
    password_sealed = ${change.password}, sender_name = ${change.senderName}, sender_address = ${change.senderAddress},
    reply_to = ${change.replyTo}, version = version + 1, changed_by = ${by}, changed_at = now() returning version`.execute(
    tx,
  )
  return rows[0]!.version
}

export async function saveMailTemplate(tx: Tx, template: { html: string; text: string } | null, by: string) {
  const { rows } = await sql<{ version: number }>`update mail_settings set template_html = ${template?.html ?? null},
    template_text = ${template?.text ?? null}, version = version + 1, changed_by = ${by}, changed_at = now()
    returning version`.execute(tx)
  return rows[0]!.version
}
