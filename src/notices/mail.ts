import type { UserId } from '../base/ids.ts'
import type { MailRow } from './mail.sql.ts'

/**
 * Why the text of a mail is kept from this reader. Its links are keys: those of a delivered mail belong to whoever got
 * it, and those of a mail to the supervisor would give the supervisor's role to the administrator who reads it.
 */
export function withheldFrom(reader: UserId, mail: MailRow): 'delivered' | 'for_supervisor' | null {
  if (mail.to_supervisor && mail.to_user_id !== reader) return 'for_supervisor'
  return mail.state === 'sent' ? 'delivered' : null
}
