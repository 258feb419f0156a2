import { findMailSettings, senderOf } from '../../mail/mail-settings.ts'
import { writeLetter } from '../../mail/queue-mail.ts'
import { sendNow } from '../../mail/transport.ts'
import { command } from '../../operations/operation.ts'
import { sendTestMailApi } from '../contract-settings.ts'
import { passwordFor } from '../mail-settings.ts'

export const testLetter = {
  subject: 'A test of the mail server',
  paragraphs: ['If you read this, mail of Portico reaches you with these settings.'],
}

/** Sends before the transaction: no transaction waits for a server of others. */
export const sendTestMail = command({
  name: 'sendTestMail',
  endpoint: sendTestMailApi,
  permission: 'company.supervise',
  target: () => ({}),
  recent: true,
  async before({ db, secrets }, { to, server, password, senderName, senderAddress, replyTo }) {
    const stored = await findMailSettings(db)
    const kept = passwordFor(server, password, stored, secrets) ?? null
    const written = writeLetter(testLetter, { html: stored.templateHtml, text: stored.templateText })
    const from = senderOf(senderName, senderAddress)
    return sendNow({ ...server, password: kept }, { from, replyTo, to, subject: testLetter.subject, ...written })
  },
  async run({ note }, { to, server }, outcome) {
    note({ to, host: server.host, isSent: outcome.isSent })
    return { ...outcome, answer: outcome.answer.slice(0, 1000) }
  },
})
