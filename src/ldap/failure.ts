import {
  BusyError,
  InvalidCredentialsError,
  NoSuchObjectError,
  SizeLimitExceededError,
  TimeLimitExceededError,
  TLSNotSupportedError,
  InsufficientAccessError,
  ConfidentialityRequiredError,
  InappropriateAuthError,
  InvalidDNSyntaxError,
  StrongAuthRequiredError,
  ResultCodeError,
  UnavailableError,
} from 'ldapts'
import { Refusal } from '../base/refusal.ts'

const refusal = (reason: string, sentence: string, error: unknown): Refusal =>
  new Refusal('unprocessable', `ldap.${reason}`, sentence, { answer: wordsOf(error) })

/** In the words of the server or the network, for whoever looks after it; a hostile server may say much. */
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 300)

const known: [new (...given: never[]) => Error, reason: string, sentence: string][] = [
  [
    InvalidCredentialsError,
    'credentials_refused',
    'Expected the directory to take this account and its password, but it refused them. Check the name and the password.',
  ],
  [InappropriateAuthError, 'credentials_refused', 'Expected an account with a password, but the directory refused it.'],
  [
    NoSuchObjectError,
    'base_missing',
    'Expected the base to be there, but the directory has nothing of this name. Check the base.',
  ],
  [
    InvalidDNSyntaxError,
    'name_malformed',
    'Expected a name such as ou=people,dc=example,dc=com. Check base and account.',
  ],
  [
    SizeLimitExceededError,
    'size_limit',
    'Expected all entries page by page, but the directory stops at a limit. Let this account read pages without a limit, or narrow the filter.',
  ],
  [TimeLimitExceededError, 'time_limit', 'Expected an answer in time, but the directory gave up. Narrow the filter.'],
  [
    TLSNotSupportedError,
    'no_start_tls',
    'Expected StartTLS, but this directory does not offer it. Use ldaps:// instead.',
  ],
  [
    ConfidentialityRequiredError,
    'tls_required',
    'Expected to be let in, but the directory wants TLS. Switch StartTLS on or use ldaps://.',
  ],
  [StrongAuthRequiredError, 'tls_required', 'Expected to be let in, but the directory wants TLS or signing. Use TLS.'],
  [
    InsufficientAccessError,
    'not_allowed',
    'Expected this account to read people, but the directory does not let it. Give it the right to read.',
  ],
]

/** Of Node's TLS; more than these begin with CERT_, which is asked by prefix. */
const certificateCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** What went wrong between us and a directory, as a refusal with what to do. */
export function ldapFailure(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  for (const [kind, reason, sentence] of known) if (error instanceof kind) return refusal(reason, sentence, error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (certificateCodes.has(code) || code.startsWith('CERT_')) {
    return refusal(
      'certificate_refused',
      'Expected a certificate of an authority that is believed, for this very name, but the directory showed another. Paste the certificate of its authority, or correct the address.',
      error,
    )
  }
  if (error instanceof ResultCodeError && !(error instanceof BusyError || error instanceof UnavailableError)) {
    return refusal('refused', 'Expected an answer, but the directory refused the question.', error)
  }
  return refusal(
    'unreachable',
    'Expected an answer of the directory, but there was none, or none that is LDAP. Check address, port and firewall.',
    error,
  )
}
