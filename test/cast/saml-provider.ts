import { Constants, IdentityProvider, SamlLib, ServiceProvider, setSchemaValidator } from 'samlify'
import { own } from './saml-keys.ts'

/** Somebody with an account at the provider. */
export type SamlPerson = { nameId: string; email?: string; name?: string }

/** What stands in an answer, before it is signed. */
export type SamlValues = Record<string, string>

export type SamlMood = {
  /** Other values than the right ones. */
  values?: (values: SamlValues) => SamlValues
  /** Changes the whole answer before it is signed. */
  template?: (xml: string) => string
  /** Changes what was signed. */
  afterwards?: (xml: string) => string
  /** Who signs, and how. */
  keys?: { key: string; certificate: string }
  algorithm?: string
  /** Signs the answer around the assertion instead of the assertion. */
  signsAround?: boolean
}

export const entity = 'https://login.acme.example/saml'
export const signInUrl = 'https://login.acme.example/saml/sso'

const sha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const { redirect } = Constants.namespace.binding
const text = { nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic', valueXsiType: 'xs:string' }

// The library wants somebody to look at the schema; the tests are about what comes after that.
setSchemaValidator({ validate: async () => 'looked at' })

function providerOf({ keys = own, algorithm = sha256 }: SamlMood) {
  return IdentityProvider({
    entityID: entity,
    privateKey: keys.key,
    signingCert: keys.certificate,
    requestSignatureAlgorithm: algorithm,
    isAssertionEncrypted: false,
    wantAuthnRequestsSigned: false,
    nameIDFormat: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
    singleSignOnService: [{ Binding: redirect, Location: signInUrl }],
    singleLogoutService: [{ Binding: redirect, Location: `${signInUrl}/out` }],
    loginResponseTemplate: {
      context: SamlLib.defaultLoginResponseTemplate.context,
      attributes: [
        { ...text, name: 'email', valueTag: 'user.email' },
        { ...text, name: 'displayName', valueTag: 'user.name' },
      ],
    },
  })
}

/**
 * A real identity provider (`samlify`), that reads our request and our metadata and answers as the standard says, or
 * as a test wants it. @returns the fields a browser would post, as the search part of an address
 */
export async function answerOf(
  address: string,
  metadata: string,
  person: SamlPerson,
  mood: SamlMood = {},
): Promise<{ response: string; state: string }> {
  const url = new URL(address)
  const provider = providerOf(mood)
  const ours = ServiceProvider({
    metadata: mood.signsAround
      ? metadata.replace('WantAssertionsSigned="true"', 'WantAssertionsSigned="false"')
      : metadata,
  })
  const request = await provider.parseLoginRequest(ours, 'redirect', { query: Object.fromEntries(url.searchParams) })
  const asked = request.extract.request as Record<string, string>
  const [id, consumer] = [asked.id!, asked.assertionConsumerServiceUrl!]
  const now = Date.now()
  const later = new Date(now + 300_000).toISOString()
  const right: SamlValues = {
    ID: '_answer',
    AssertionID: '_assertion',
    Destination: consumer,
    Audience: String(ours.entityMeta.getEntityID()),
    SubjectRecipient: consumer,
    Issuer: entity,
    IssueInstant: new Date(now).toISOString(),
    StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    ConditionsNotBefore: new Date(now - 1000).toISOString(),
    ConditionsNotOnOrAfter: later,
    SubjectConfirmationDataNotOnOrAfter: later,
    NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    NameID: person.nameId,
    InResponseTo: id,
    AuthnStatement: '',
    attrUserEmail: person.email ?? '',
    attrUserName: person.name ?? '',
  }
  const values = mood.values?.(right) ?? right
  const fill = (template: string) => {
    const changed = mood.template?.(template) ?? template
    return { id: values.ID!, context: SamlLib.replaceTagsByValue(changed, values) }
  }
  const { context } = await provider.createLoginResponse(
    ours,
    { ...request },
    'post',
    {},
    { customTagReplacement: fill },
  )
  const xml = Buffer.from(context, 'base64').toString('utf8')
  const sent = mood.afterwards?.(xml) ?? xml
  return { response: Buffer.from(sent).toString('base64'), state: url.searchParams.get('RelayState') ?? '' }
}

export const asPosted = ({ response, state }: { response: string; state: string }): string =>
  new URLSearchParams({ SAMLResponse: response, state }).toString()
