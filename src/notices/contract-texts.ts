import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { textLimits } from '../base/mail-template.ts'
import { nameText, plainText } from '../base/wire.ts'

export const textKinds = [
  'invitation',
  'confirmation_code',
  'proof_code',
  'address_in_use',
  'password_reset',
  'password_changed',
  'password_overdue',
  'sign_in_paused',
  'fresh_invitation_asked',
  'no_free_seat',
] as const

const kind = z.enum(textKinds)
const language = z.enum(['en', 'ru'])
const words = {
  subject: nameText(textLimits.subject),
  body: plainText(textLimits.body).trim().min(1, 'Expected a text'),
}

export const mailTextShape = z.object({
  kind,
  language,
  subject: z.string(),
  body: z.string().describe('Plain text; an empty line begins a new paragraph'),
  standard: z.object({ subject: z.string(), body: z.string() }),
  isOwn: z.boolean(),
  places: z.array(z.object({ name: z.string(), isNeeded: z.boolean() })),
  sample: z.record(z.string(), z.string()),
  button: z.string().nullable().describe('Stands below the text; its words and where it leads are Portico’s'),
  version: z.int().describe('0 while the words are Portico’s'),
  changedBy: z.string().nullable(),
  changedAt: z.date().nullable(),
})
export type MailTextShape = z.infer<typeof mailTextShape>

export const listMailTextsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/mail-texts',
  summary: 'Words of each kind of mail in each language, the company’s own or Portico’s',
  input: z.strictObject({}),
  answer: z.object({ rows: z.array(mailTextShape) }),
})

export const updateMailTextApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/mail-texts/:kind/:language',
  summary: 'Puts a kind of mail into own words; needs a recent proof',
  input: z.strictObject({ kind, language, version: z.int().min(0), ...words }),
  answer: z.object({ version: z.int() }),
  refusals: ['mail_text.changed_meanwhile', 'mail_text.unusable', 'session.proof_needed'],
})

export const restoreMailTextApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/mail-texts/:kind/:language',
  summary: 'Goes back to Portico’s words',
  input: z.strictObject({ kind, language }),
  answer: z.null(),
})

export const tryMailTextApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/mail-texts/:kind/:language/try',
  summary: 'Sends these words to oneself, with examples in their places',
  input: z.strictObject({ kind, language, ...words }),
  answer: z.object({ to: z.string() }),
  refusals: ['mail_text.unusable', 'mail_text.no_address'],
})
