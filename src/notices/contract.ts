import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, pageInput, pageOf } from '../base/wire.ts'

export const mailStates = ['waiting', 'kept', 'sent', 'failed'] as const

export const mailShape = z.object({
  id: idOf('mail'),
  to: z.string(),
  /** Name of the person it went to, when it is somebody who is known. */
  toName: z.string().nullable(),
  subject: z.string(),
  template: z.string(),
  state: z.enum(mailStates).describe('kept: no mail server is set, it is read here'),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
  tries: z.int(),
  lastError: z.string().nullable(),
})
export type MailShape = z.infer<typeof mailShape>

const mail = idOf('mail')

export const listMailsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/mails',
  summary: 'Mails Portico has written, the newest first',
  input: pageInput.extend({
    search: z.string().trim().max(200).optional(),
    state: z.enum(mailStates).optional(),
  }),
  answer: pageOf(mailShape),
})

export const getMailApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/mails/:mail',
  summary: 'One mail with its text',
  input: z.strictObject({ mail }),
  answer: mailShape.extend({
    text: z.string().nullable().describe('null when it is not for the reader; `withheld` says why'),
    html: z.string().nullable(),
    withheld: z.enum(['delivered', 'for_supervisor', 'for_administrator']).nullable(),
  }),
})
