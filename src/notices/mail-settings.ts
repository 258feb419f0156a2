import { Refusal } from '../base/refusal.ts'
import type { SecretBox } from '../base/secret-box.ts'
import { type MailSecurity, type MailSettingsRow, openPassword } from '../mail/mail-settings.ts'

type Server = { host: string; port: number; security: MailSecurity; user: string | null }

export function refuseStale(row: MailSettingsRow, seen: number): void {
  if (row.version === seen) return
  throw new Refusal(
    'conflict',
    'mail_settings.changed_meanwhile',
    `Expected version ${seen} of the mail settings, but ${row.changedBy ?? 'somebody'} has changed them since. Look at them again and repeat your change.`,
    { version: row.version },
  )
}

/**
 * The stored password goes to the server and user it was entered for and to nobody else: with another host in the form
 * it would be sent to that one.
 * @returns undefined when the server wants no sign-in.
 */
export function passwordFor(
  server: Server,
  given: string | undefined,
  stored: MailSettingsRow,
  secrets: SecretBox,
): string | undefined {
  if (server.user === null) return undefined
  if (given !== undefined) return given
  const isSame = server.host === stored.host && server.user === stored.user && server.port === stored.port
  const isAsSafe = server.security === stored.security || server.security !== 'none'
  const kept = isSame && isAsSafe ? openPassword(secrets, stored.password) : undefined
  if (kept) return kept
  throw new Refusal(
    'unprocessable',
    'mail_settings.password_needed',
    'Expected the password of the mail server: there is none that was entered for this server, user and security.',
  )
}
