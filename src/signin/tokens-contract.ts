import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { codeText, emailText, idOf, nameText, pageInput, pageOf, plainText } from '../base/wire.ts'

/** What stands before every secret, so that a leaked one is found and known for what it is. */
export const tokenPrefix = 'portico_'
export const longestTokenDays = 730
/** Of each token, counted by all processes together. */
export const tokenRequestsAMinute = 600

const tokenFields = {
  name: nameText(100).describe('What uses it: "Nightly import"'),
  access: z.enum(['read', 'write']).describe('read: only what a GET answers'),
  administers: z
    .boolean()
    .default(false)
    .describe('Whether the administration rights of the person count too. Not together with workspaces'),
  workspaces: z
    .array(idOf('workspace'))
    .min(1)
    .max(50)
    .nullable()
    .default(null)
    .describe('Only what belongs to these; null: everywhere'),
  days: z.int().min(1).max(longestTokenDays).default(90).describe('How long it works'),
}

const tokenRefusals = [
  'session.proof_needed',
  'token.too_wide',
  'token.unknown_workspace',
  'token.needs_named_seat',
  'token.too_many',
]

export const tokenShape = z.object({
  id: idOf('session'),
  name: z.string(),
  user: idOf('user'),
  userName: z.string(),
  access: z.enum(['read', 'write']),
  administers: z.boolean(),
  workspaces: z.array(z.object({ id: idOf('workspace'), name: z.string() })).nullable(),
  createdAt: z.date(),
  createdBy: z.string(),
  expiresAt: z.date(),
  lastUsedAt: z.date().nullable(),
  lastAddress: z.string(),
  state: z.enum(['works', 'expired', 'ended']),
})
export type TokenShape = z.infer<typeof tokenShape>

const tokenMade = z.object({
  id: idOf('session'),
  token: z.string().describe('The secret. Told once: only its hash is kept'),
  expiresAt: z.date(),
})

export const listTokensApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/tokens',
  summary: 'API tokens of everybody, newest first',
  input: pageInput.extend({
    search: plainText(200).default(''),
    user: idOf('user').optional(),
    state: z.enum(['works', 'expired', 'ended']).optional(),
  }),
  answer: pageOf(tokenShape),
})

export const createTokenApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/users/:user/tokens',
  status: 201,
  secret: true,
  summary: 'Makes an API token that acts as an employee; needs a recent proof',
  input: z.strictObject({ user: idOf('user'), ...tokenFields }),
  answer: tokenMade,
  refusals: [...tokenRefusals, 'token.employees_only', 'token.of_supervisor', 'user.not_active'],
})

export const revokeTokenApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/tokens/:token',
  summary: 'Ends an API token of anybody, at once and for good',
  input: z.strictObject({ token: idOf('session') }),
  answer: z.null(),
})

export const listMyTokensApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/profile/tokens',
  summary: 'API tokens that act as oneself and still work, newest first',
  input: z.strictObject({}),
  answer: z.object({
    rows: z.array(tokenShape),
    hasSeat: z.boolean().describe('Whether one holds the named seat that a token needs'),
  }),
})

export const createMyTokenApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/profile/tokens',
  status: 201,
  secret: true,
  summary: 'Makes an API token that acts as oneself; needs a recent proof',
  input: z.strictObject(tokenFields),
  answer: tokenMade,
  refusals: tokenRefusals,
})

export const revokeMyTokenApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/profile/tokens/:token',
  summary: 'Ends an API token of one’s own, at once and for good',
  input: z.strictObject({ token: idOf('session') }),
  answer: z.null(),
})

/* Run by the command line on the server, never mounted. */

export const issueTokenApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/tokens/issue',
  secret: true,
  summary: 'Makes an API token that acts as the employee with this address',
  input: z.strictObject({ email: emailText, ...tokenFields, workspaces: z.array(codeText).min(1).max(50).nullable() }),
  answer: tokenMade.extend({ userName: z.string() }),
  refusals: [...tokenRefusals, 'token.employees_only', 'token.of_supervisor', 'user.not_active', 'token.nobody'],
})

export const withdrawTokenApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/tokens/withdraw',
  summary: 'Ends an API token of anybody, at once and for good',
  input: z.strictObject({ token: idOf('session') }),
  answer: z.null(),
})
