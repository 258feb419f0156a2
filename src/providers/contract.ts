import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, nameText, pageInput, pageOf, plainText, version } from '../base/wire.ts'

const provider = idOf('provider')

/** An address a browser or this server is sent to. That it is safe is judged by the command, with a sentence. */
const webAddress = z
  .string()
  .trim()
  .max(500)
  .regex(
    /^https?:\/\/(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?(\/[A-Za-z0-9._~:@!$&'()*+,;=%/-]*)?$/,
    'Expected an address such as https://login.example.com, without a question mark',
  )

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u, 'Expected a domain such as example.com')

const rules = {
  name: nameText(60).describe('As the button at the door says it'),
  forEmployees: z.boolean(),
  portals: z.array(idOf('portal')).max(200).describe('At whose doors it is offered'),
  domains: z
    .array(domain)
    .max(50, 'Expected at most 50 domains')
    .describe('Whose addresses it is believed about: an account with one is linked at the first sign-in'),
  createsPeople: z.boolean().describe('Whoever has such an address and no account becomes an employee'),
}

export const connectionShape = z.strictObject({
  issuer: webAddress.describe('As the provider itself spells it'),
  clientId: plainText(300).trim().min(1, 'Expected what the provider calls this installation'),
})
export type Connection = z.infer<typeof connectionShape>

const secret = plainText(1000)
  .min(1)
  .optional()
  .describe('Left out: the stored one, which goes to no other issuer and client than it was entered for')

const summary = z.object({
  id: provider,
  name: z.string(),
  issuer: z.string(),
  isEnabled: z.boolean(),
  forEmployees: z.boolean(),
  portals: z.int(),
  people: z.int().describe('With a linked identity'),
  lastUsedAt: z.date().nullable(),
  refusedAt: z.date().nullable(),
})
export type ProviderSummary = z.infer<typeof summary>

export const listProvidersApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/providers',
  summary: 'Providers people sign in by',
  input: pageInput,
  answer: pageOf(summary),
})

const providerShape = connectionShape.extend({
  ...rules,
  portals: z.array(z.object({ id: idOf('portal'), name: z.string() })),
  id: provider,
  isEnabled: z.boolean(),
  isSecretLost: z.boolean().describe('Sealed under another key than this installation has: enter it anew'),
  people: z.int(),
  backAddresses: z.array(z.string()).describe('Where it sends people back to; it has to know them'),
  refusedAt: z.date().nullable(),
  refusedWhy: z.string().nullable(),
  version: z.int(),
  changedBy: z.string().nullable(),
  changedAt: z.date(),
})
export type ProviderShape = z.infer<typeof providerShape>

export const getProviderApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/providers/:provider',
  summary: 'One provider; never with its secret',
  input: z.strictObject({ provider }),
  answer: providerShape,
})

const settings = { ...rules, connection: connectionShape }
const writeRefusals = [
  'provider.name_taken',
  'provider.secret_needed',
  'provider.in_the_open',
  'provider.nowhere',
  'provider.domains_needed',
  'provider.portal_unfit',
] as const

export const createProviderApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/providers',
  status: 201,
  summary: 'Adds a provider, switched off',
  input: z.strictObject({ ...settings, secret }),
  answer: z.object({ id: provider }),
  secret: true,
  refusals: writeRefusals,
})

export const updateProviderApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/providers/:provider',
  summary: 'Changes a provider; another issuer or client wants its secret anew',
  input: z.strictObject({ provider, version, ...settings, secret }),
  answer: z.object({ version: z.int() }),
  secret: true,
  refusals: [...writeRefusals, 'provider.changed_meanwhile', 'provider.has_people'],
})

export const testProviderApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/providers/test',
  summary: 'Asks the provider now what it says of itself, and whether it would do',
  input: z.strictObject({ connection: connectionShape }),
  answer: z.object({
    signInAddress: z.string(),
    keys: z.int().describe('With which it signs'),
    tellsAddress: z.boolean().describe('It says that it can tell of e-mail addresses'),
  }),
  refusals: ['provider.in_the_open', 'provider.unfit'],
})

export const switchProviderApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/providers/:provider/enabled',
  summary: 'Switches a provider on or off; off means that nobody comes in by it. Who is in stays in',
  input: z.strictObject({ provider, isEnabled: z.boolean() }),
  answer: z.null(),
})

export const deleteProviderApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/providers/:provider',
  summary: 'Deletes a provider and what links people to it; accounts stay',
  input: z.strictObject({ provider }),
  answer: z.object({ people: z.int() }),
})
