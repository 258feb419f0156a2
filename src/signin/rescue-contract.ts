import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { linkToken, newPasswordText, passwordRefusals } from './contract.ts'

export const rescueMinutes = 15

/** Of the command line on the server alone; no address leads here. */
export const startRescueApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/rescues',
  summary: 'Makes a link for the System supervisor who has no factor left',
  input: z.strictObject({}),
  answer: z.object({ fullName: z.string(), email: z.string().nullable(), token: z.string(), expiresAt: z.date() }),
  refusals: ['rescue.no_company'],
})

export const finishRescueApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/rescues/use',
  summary:
    'Gives the System supervisor a new password, removes her second factors and passkeys, ends every session and token',
  input: z.strictObject({ token: linkToken, password: newPasswordText }),
  answer: z.object({ sessionsEnded: z.int(), factorsRemoved: z.int() }),
  refusals: ['rescue.spent', ...passwordRefusals],
})
