import { createTransport } from 'nodemailer'
import type { MailServer } from './mail-settings.ts'

/** A server that does not answer is told as such before anybody wonders whether the page hangs. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }
const fromRowsOnly = { disableFileAccess: true, disableUrlAccess: true }

export function openTransport(server: MailServer) {
  if ('url' in server) return createTransport(server.url, fromRowsOnly)
  const { host, port, security, user, password } = server
  return createTransport(
    {
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(user !== null && { auth: { user, pass: password ?? '' } }),
      ...patience,
    },
    fromRowsOnly,
  )
}

/**
 * What went wrong, as it may be read by whoever reads the outbox: some servers say in their refusal what they were told,
 * and a password is the System supervisor's alone (AT-167).
 */
export function failureOf(error: unknown, server: MailServer): string {
  const said = error instanceof Error ? error.message : String(error)
  const { user, password } = 'url' in server ? fromAddress(server.url) : server
  if (!password) return said
  const signIn = Buffer.from(`\0${user ?? ''}\0${password}`).toString('base64')
  const forms = [password, encodeURIComponent(password), Buffer.from(password).toString('base64'), signIn]
  return forms.reduce((text, form) => text.replaceAll(form, '…'), said)
}

const fromAddress = (url: string) => {
  const { username, password } = new URL(url)
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) }
}

/** Sends one mail now. The answer is the server's own words, whether it took the mail or not. */
export async function sendNow(
  server: MailServer,
  mail: { from: string; replyTo: string | null; to: string; subject: string; text: string; html: string },
): Promise<{ isSent: boolean; answer: string }> {
  try {
    const { replyTo, ...rest } = mail
    const { response } = await openTransport(server).sendMail({ ...rest, ...(replyTo && { replyTo }) })
    return { isSent: true, answer: response }
  } catch (error) {
    return { isSent: false, answer: failureOf(error, server) }
  }
}
