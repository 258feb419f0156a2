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
  createsPeople: z
    .boolean()
    .describe('Whoever has such an address and no account, or an invitation, becomes an employee'),
  renamesPeople: z.boolean().describe('At each sign-in the name here becomes the one it tells'),
}

const openidShape = z.strictObject({
  protocol: z.literal('openid'),
  issuer: webAddress.describe('As the provider itself spells it'),
  clientId: plainText(300).trim().min(1, 'Expected what the provider calls this installation'),
})
export type OpenidConnection = z.infer<typeof openidShape>

const samlShape = z.strictObject({
  protocol: z.literal('saml'),
  issuer: z
    .string()
    .trim()
    .max(500)
    .regex(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"']+$/, 'Expected the entity ID of the provider, an address or a urn:'),
  signInUrl: z
    .string()
    .trim()
    .max(1000)
    .regex(/^https?:\/\/[^\s<>"']+$/, 'Expected an address such as https://login.example.com/saml/sso'),
  certificates: z
    .string()
    .max(60_000)
    .regex(
      /^\s*(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/,
      'Expected certificates as PEM text',
    ),
})
export type SamlConnection = z.infer<typeof samlShape>

const connectionShape = z.discriminatedUnion('protocol', [openidShape, samlShape])
export type Connection = z.infer<typeof connectionShape>

const secret = plainText(1000)
  .min(1)
  .optional()
  .describe('Left out: the stored one, which goes to no other issuer and client than it was entered for')

const summary = z.object({
  id: provider,
  name: z.string(),
  protocol: z.enum(['openid', 'saml']),
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

const providerShape = z.object({
  ...rules,
  connection: connectionShape,
  portals: z.array(z.object({ id: idOf('portal'), name: z.string() })),
  id: provider,
  isEnabled: z.boolean(),
  isSecretLost: z.boolean().describe('Sealed under another key than this installation has: enter it anew'),
  people: z.int(),
  backAddresses: z.array(z.string()).describe('Where it sends people back to; it has to know them'),
  entity: z.string().nullable().describe('SAML: what this installation is called there'),
  metadata: z.string().nullable().describe('SAML: where all of it can be read'),
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
  'provider.certificate_unfit',
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
  summary: 'Asks the provider now what it says of itself, or reads its certificates, and says whether it would do',
  input: z.strictObject({ connection: connectionShape }),
  answer: z.object({
    signInAddress: z.string(),
    keys: z.int().describe('With which it signs'),
    tellsAddress: z
      .boolean()
      .nullable()
      .describe('It says that it can tell of e-mail addresses; null: it does not say'),
    keysUntil: z.date().nullable().describe('SAML: when the first of its certificates ends'),
  }),
  refusals: ['provider.in_the_open', 'provider.unfit', 'provider.certificate_unfit'],
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

export const getProviderMetadataApi = endpoint({
  side: 'public',
  method: 'GET',
  path: '/providers/:provider/metadata',
  summary: 'What a SAML provider has to know of this installation, as its metadata',
  input: z.strictObject({ provider }),
  answer: z.any(),
  download: true,
})
