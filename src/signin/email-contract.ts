import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { emailText, idOf, version } from '../base/wire.ts'
import { linkToken, portalCode } from './contract.ts'

/** Changing the address one signs in with: one's own by confirming it, an employee's by whoever controls the account. */

/** How long the new address may take to confirm, and how long the old one may undo it afterwards. */
export const confirmHours = 24
export const undoDays = 7
/** How many changes an hour one person may ask for, so that nobody fills mailboxes. */
export const changesPerHour = 5

/** On both sides. */
export const getMyEmailChangeApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/me/email-change',
  summary: 'The new address that waits to be confirmed',
  input: z.strictObject({}),
  answer: z.object({
    pending: z.object({ email: z.string(), expiresAt: z.date() }).nullable(),
    isElsewhere: z.boolean().describe('A directory keeps the address; it is changed there'),
  }),
})

/** On both sides. */
export const changeMyEmailApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/me/email-change',
  status: 202,
  summary:
    'Asks for another address of one’s own: it stays the old one until the new one confirms. The answer never tells whether another account has it',
  input: z.strictObject({
    email: emailText,
    portal: portalCode.optional().describe('On the portal side: where the links of the mails lead'),
  }),
  answer: z.object({ expiresAt: z.date() }),
  refusals: ['email_change.same', 'email_change.too_many', 'email_change.in_directory'],
})

/** On both sides. */
export const dropMyEmailChangeApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/me/email-change',
  summary: 'Forgets the new address that waits to be confirmed',
  input: z.strictObject({}),
  answer: z.null(),
})

export const confirmEmailChangeApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/email-changes/confirm',
  summary: 'Makes the new address the one to sign in with; ends every session but the one that asked',
  input: z.strictObject({ token: linkToken }),
  answer: z.object({ email: z.string() }),
  refusals: ['email_change.spent', 'user.email_taken'],
})

export const undoEmailChangeApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/email-changes/undo',
  summary: 'By the old address: stops a change, or takes it back and ends every session and token',
  input: z.strictObject({ token: linkToken }),
  answer: z.object({ email: z.string(), was: z.enum(['stopped', 'undone']) }),
  refusals: ['email_change.spent', 'user.email_taken'],
})

export const changeEmailOfUserApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/users/:user/email',
  summary: 'Gives an employee another address to sign in with; the old and the new one are told',
  input: z.strictObject({ user: idOf('user'), version, email: emailText }),
  answer: z.object({ version: z.int() }),
  refusals: [
    'user.email_taken',
    'user.changed_meanwhile',
    'email_change.same',
    'email_change.in_directory',
    'email_change.own',
  ],
})
