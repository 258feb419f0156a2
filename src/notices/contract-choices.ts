import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'

/** Mails a person may turn off; those about the account and its safety always come. */
export const choosableMails = ['task_waits', 'substitution', 'fresh_invitation_asked', 'no_free_seat'] as const
export type ChoosableMail = (typeof choosableMails)[number]
const mail = z.enum(choosableMails)

/** On both sides. */
export const getMailChoicesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/me/mail-choices',
  summary: 'Which mails one may turn off, and which one wants',
  input: z.strictObject({}),
  answer: z.object({ choices: z.array(z.object({ mail, isWanted: z.boolean() })) }),
})

/** On both sides. */
export const chooseMailsApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/me/mail-choices',
  summary: 'Turns mails to oneself off; all others come',
  input: z.strictObject({ unwanted: z.array(mail).max(choosableMails.length) }),
  answer: z.null(),
})
