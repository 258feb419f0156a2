import type { UserId } from '../base/ids.ts'
import type { MailRow } from './mail.sql.ts'

/** Whoever reads the outbox, and whether she is the System supervisor. */
type Reader = { id: UserId; supervises: boolean }

/**
 * Why the text of a mail is kept from this reader. Its links are keys: those of a delivered mail belong to whoever got
 * it, those of a mail to the supervisor would give the role away, and those to another administrator the account that
 * only the supervisor controls (decision 0026).
 */
export function withheldFrom(
  reader: Reader,
  mail: MailRow,
): 'delivered' | 'for_supervisor' | 'for_administrator' | null {
  const isMine = mail.to_user_id === reader.id
  if (mail.to_supervisor && !isMine) return 'for_supervisor'
  if (mail.to_administrator && !isMine && !reader.supervises) return 'for_administrator'
  return mail.state === 'sent' ? 'delivered' : null
}
