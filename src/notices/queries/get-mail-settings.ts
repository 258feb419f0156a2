import { ability } from '../../access/decide.ts'
import { findMailSettings, type MailSettings, openPassword } from '../../mail/mail-settings.ts'
import { ownHtml, ownText, writeLetter } from '../../mail/queue-mail.ts'
import { query } from '../../operations/operation.ts'
import { getMailSettingsApi } from '../contract-settings.ts'
import { mayOf } from '../mail.sql.ts'

const sampleLetter = {
  subject: 'Lena Fischer invites you to Larkfield',
  paragraphs: [
    'Lena Fischer invites you to work in Portico with Larkfield.',
    'Choose your name and password with the link below.',
  ],
  action: { label: 'Accept the invitation', url: 'https://portico.example/invitation' },
}

/** The server of the environment by name; its address holds the password. */
const shown = (configured: MailSettings | undefined) => {
  if (!configured) return null
  const { server, from } = configured
  return { server: 'url' in server ? new URL(server.url).host : `${server.host}:${server.port}`, from }
}

export const getMailSettings = query({
  name: 'getMailSettings',
  endpoint: getMailSettingsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db, actor, secrets, configuredMail }) {
    const row = await findMailSettings(db)
    const { host, port, security, user, templateHtml, templateText, password, ...rest } = row
    return {
      ...rest,
      server: host !== null && port !== null && security !== null ? { host, port, security, user } : null,
      hasPassword: password !== null,
      isPasswordLost: openPassword(secrets, password) === undefined,
      configured: shown(configuredMail),
      template: templateHtml !== null && templateText !== null ? { html: templateHtml, text: templateText } : null,
      ownTemplate: { html: ownHtml, text: ownText },
      sample: { subject: sampleLetter.subject, ...writeLetter(sampleLetter, { html: '{{body}}', text: '{{body}}' }) },
      can: { edit: await mayOf(db, ability(actor, 'company.supervise')) },
    }
  },
})
