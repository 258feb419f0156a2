import { X509Certificate } from 'node:crypto'
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import { Refusal } from '../base/refusal.ts'
import type { SamlConnection } from './contract.ts'
import { declined, notBelieved } from './failure.ts'
import type { Told } from './told.ts'
import type { VisitSecrets } from './visit.ts'

/** SAML 2.0, Web Browser SSO Profile (saml-profiles-2.0-os §4.1): request by redirect, answer by post. */
export type SamlProvider = SamlConnection & { name: string }

/** Who we are there, and the door the answer has to be for. */
export type SamlDoor = { entity: string; consumer: string }

const skew = 60_000
const longestAge = 10 * 60_000
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
const asAddress = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'

const pemOf = (text: string): string[] =>
  text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []

/** The certificates as they are; those that cannot be read are refused with a sentence. */
export function certificatesOf(text: string): X509Certificate[] {
  try {
    const found = pemOf(text).map((pem) => new X509Certificate(pem))
    if (found.length > 0 && found.every(({ publicKey }) => isStrong(publicKey))) return found
  } catch {
    // Told below: a certificate that cannot be read and none at all are mended in the same way.
  }
  throw new Refusal(
    'unprocessable',
    'provider.certificate_unfit',
    'Expected the certificates the provider signs with as PEM text, of RSA keys of at least 2048 bits, but one cannot be read or is weaker. Take them from the metadata of the provider.',
  )
}

const isStrong = ({ asymmetricKeyType, asymmetricKeyDetails }: X509Certificate['publicKey']): boolean =>
  asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048

function speaker(provider: SamlProvider, { request }: VisitSecrets, { entity, consumer }: SamlDoor): SAML {
  return new SAML({
    issuer: entity,
    audience: entity,
    callbackUrl: consumer,
    entryPoint: provider.signInUrl,
    idpIssuer: provider.issuer,
    idpCert: pemOf(provider.certificates),
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: skew,
    maxAssertionAgeMs: longestAge,
    generateUniqueId: () => request,
    // One request is answered, once: the visit is gone by now. Whatever comes unasked answers none (AT-101).
    validateInResponseTo: ValidateInResponseTo.always,
    requestIdExpirationPeriodMs: longestAge + skew,
    cacheProvider: {
      saveAsync: async () => null,
      getAsync: async (id) => (id === request ? new Date().toISOString() : null),
      removeAsync: async () => null,
    },
  })
}

export const samlAddress = (provider: SamlProvider, secrets: VisitSecrets, door: SamlDoor): Promise<string> =>
  speaker(provider, secrets, door).getAuthorizeUrlAsync(secrets.state, undefined, {})

/**
 * What the provider tells, of the assertion that it signed and of nothing else in the answer. The library checks
 * signature, audience, times and that our request is answered; who it is from and for which door is checked here.
 *
 * @throws ProviderRefusal
 */
export async function samlTold(
  provider: SamlProvider,
  secrets: VisitSecrets,
  door: SamlDoor,
  answer: string,
): Promise<Told> {
  const { name } = provider
  const response = new URLSearchParams(answer).get('SAMLResponse') ?? ''
  refuseDangerous(name, Buffer.from(response, 'base64').toString('utf8'))
  const { profile } = await speaker(provider, secrets, door)
    .validatePostResponseAsync({ SAMLResponse: response })
    .catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error)
      throw /provider returned/i.test(why) ? declined(name, why) : notBelieved(name, why)
    })
  const assertion = (profile?.getAssertion?.() as { Assertion?: Assertion } | undefined)?.Assertion
  if (!profile || !assertion) throw notBelieved(name, 'It holds no assertion')
  if (profile.issuer !== provider.issuer) throw notBelieved(name, `It is issued by ${profile.issuer}`)
  if (!isForThisDoor(assertion, secrets.request, door.consumer)) {
    throw notBelieved(name, 'It is not for this request and this address')
  }
  return toldBy(name, profile)
}

/** No entity is ever expanded, and SHA-1 has not been a signature since 2017 (RFC 9155). */
function refuseDangerous(name: string, xml: string): void {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw notBelieved(name, 'It declares a document type')
  if (/Algorithm\s*=\s*["'][^"']*#(rsa-|dsa-|hmac-)?(sha1|md5)["']/i.test(xml)) {
    throw notBelieved(name, 'It is signed with SHA-1 or MD5: let the provider sign with SHA-256')
  }
}

type Attributes = Record<string, string | undefined>
type Assertion = {
  Subject?: {
    SubjectConfirmation?: { $?: Attributes; SubjectConfirmationData?: { $?: Attributes }[] }[]
  }[]
}

/** saml-profiles §4.1.4.2 and §4.1.4.3: a bearer's confirmation names the request, the address and an end. */
const isForThisDoor = (assertion: Assertion, request: string, consumer: string): boolean =>
  (assertion.Subject?.[0]?.SubjectConfirmation ?? []).some(({ $, SubjectConfirmationData }) => {
    const data = SubjectConfirmationData?.[0]?.$
    return (
      $?.Method === bearer &&
      data?.Recipient === consumer &&
      data.InResponseTo === request &&
      Date.parse(data.NotOnOrAfter ?? '') + skew > Date.now()
    )
  })

const addressNames = [
  'email',
  'mail',
  'emailAddress',
  'urn:oid:0.9.2342.19200300.100.1.3',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
]
const nameNames = [
  'displayName',
  'name',
  'cn',
  'urn:oid:2.16.840.1.113730.3.1.241',
  'urn:oid:2.5.4.3',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
]

type Profile = { nameID?: unknown; nameIDFormat?: unknown; attributes?: unknown }

/** SAML has no word for a verified address: of the domains the provider is believed about, it is believed. */
function toldBy(provider: string, { nameID, nameIDFormat, attributes }: Profile): Told {
  if (typeof nameID !== 'string' || nameID.trim() === '' || nameID.length > 500) {
    throw notBelieved(provider, 'It names nobody (NameID)')
  }
  if (nameIDFormat === transient) {
    throw notBelieved(provider, 'It names people anew each time (transient): let it send a persistent NameID')
  }
  const given = (attributes ?? {}) as Record<string, unknown>
  const first = (names: string[]): string | null => {
    const values = names.map((name) => (Object.hasOwn(given, name) ? given[name] : undefined))
    const text = values.find((value) => typeof value === 'string' && value.trim() !== '') as string | undefined
    return text?.trim().slice(0, 320) ?? null
  }
  const email = first(addressNames) ?? (nameIDFormat === asAddress ? nameID : null)
  const fullName = first(nameNames)
  return {
    subject: nameID,
    label: email ?? fullName ?? nameID.slice(0, 320),
    fullName,
    email,
    whyNoEmail: email === null ? 'It told no e-mail address' : null,
  }
}

const inXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** What the provider has to know of us (saml-metadata-2.0-os §2.4.4). */
export const samlMetadata = (entity: string, consumers: string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${inXml(entity)}">
  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" AuthnRequestsSigned="false" WantAssertionsSigned="true">
    <NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat>
${consumers
  .map(
    (consumer, index) =>
      `    <AssertionConsumerService index="${index}"${index === 0 ? ' isDefault="true"' : ''} Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${inXml(consumer)}"/>`,
  )
  .join('\n')}
  </SPSSODescriptor>
</EntityDescriptor>
`
