import type { MailShape } from './contract.ts'
import type { MailRow } from './mail.sql.ts'

export const asShape = (row: MailRow): MailShape => ({
  id: row.id,
  to: row.to_address,
  toName: row.to_name,
  subject: row.subject,
  template: row.template,
  state: row.state,
  createdAt: row.created_at,
  sentAt: row.sent_at,
  tries: row.tries,
  lastError: row.last_error,
})
