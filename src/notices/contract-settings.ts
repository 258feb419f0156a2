import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { emailText, idOf, nameText, plainText, version } from '../base/wire.ts'

export const templateLimits = { html: 50_000, text: 10_000 } as const

const server = z.strictObject({
  host: z
    .string()
    .trim()
    .min(1, 'Expected the name of the mail server')
    .max(255)
    .regex(/^[A-Za-z0-9._:-]+$/, 'Expected a name or address such as mail.example.com'),
  port: z.int().min(1).max(65_535),
  security: z
    .enum(['tls', 'starttls', 'none'])
    .describe('tls: from the first byte (465); starttls: before anything is said (587); none: in the open (25)'),
  user: nameText(320).nullable().describe('null: the server wants no sign-in'),
})

const sender = {
  senderName: nameText(120),
  senderAddress: emailText.nullable(),
  replyTo: emailText.nullable().describe('Where answers go; null: to the sender'),
}

const password = plainText(500)
  .min(1)
  .optional()
  .describe('Left out: the stored one, which goes to no other server or user than it was entered for')

const template = z.strictObject({
  html: z.string().max(templateLimits.html),
  text: z.string().max(templateLimits.text),
})

export const mailSettingsShape = z.object({
  server: server.nullable().describe('null: mails are kept in the outbox'),
  hasPassword: z.boolean(),
  isPasswordLost: z.boolean().describe('Sealed under another key than this installation has: enter it anew'),
  ...sender,
  configured: z
    .object({ server: z.string(), from: z.string() })
    .nullable()
    .describe('What the environment says (PORTICO_SMTP_URL); it goes before what is set here'),
  template: template.nullable().describe('null: our own'),
  ownTemplate: template,
  sample: z
    .object({ subject: z.string(), html: z.string(), text: z.string() })
    .describe('A letter as it stands in the place of {{body}}, for the preview'),
  version: z.int(),
  changedBy: z.string().nullable(),
  changedAt: z.date().nullable(),
  can: z.object({
    edit: z.boolean().describe('The System supervisor alone: every link to a new password goes this way'),
  }),
})
export type MailSettingsShape = z.infer<typeof mailSettingsShape>

export const getMailSettingsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/mail-settings',
  summary: 'How mail leaves; never with the password',
  input: z.strictObject({}),
  answer: mailSettingsShape,
})

export const updateMailServerApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/mail-settings/server',
  summary: 'Sets the mail server and the sender; the System supervisor alone',
  input: z.strictObject({ version, server: server.nullable(), password, ...sender }),
  answer: z.object({ version: z.int() }),
  secret: true,
  refusals: ['mail_settings.changed_meanwhile', 'mail_settings.password_needed', 'mail_settings.sender_needed'],
})

export const sendTestMailApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/mail-settings/test',
  summary: 'Sends a mail with these settings now and tells what the server answered; the System supervisor alone',
  input: z.strictObject({ to: emailText, server, password, ...sender, senderAddress: emailText }),
  answer: z.object({ isSent: z.boolean(), answer: z.string().describe('In the words of the server') }),
  secret: true,
  refusals: ['mail_settings.password_needed'],
})

export const updateMailTemplateApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/mail-settings/template',
  summary: 'Sets the template around every system mail, or goes back to our own; the System supervisor alone',
  input: z.strictObject({ version, template: template.nullable() }),
  answer: z.object({ version: z.int() }),
  refusals: ['mail_settings.changed_meanwhile', 'mail_settings.template_unusable'],
})

export const resendMailApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/mails/:mail/resend',
  summary: 'Sends a mail that failed or was kept',
  input: z.strictObject({ mail: idOf('mail') }),
  answer: z.null(),
  refusals: ['mail.not_resendable', 'mail.no_server'],
})

export const resendMailsApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/mails/resend',
  summary: 'Sends all mails that failed, or all that were kept, at most 500 at a time',
  input: z.strictObject({ state: z.enum(['failed', 'kept']) }),
  answer: z.object({ count: z.int(), more: z.boolean().describe('Whether there are others left; call again') }),
  refusals: ['mail.no_server'],
})
