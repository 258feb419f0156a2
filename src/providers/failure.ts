import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { Refusal, type RefusalKind } from '../base/refusal.ts'

/**
 * A sign-in by a provider that failed. Whoever stands at the door is told what to do; `why` is for administrators, who
 * find it at the provider: it may hold what the provider said.
 */
export class ProviderRefusal extends Refusal {
  readonly why: string

  constructor(kind: RefusalKind, code: string, message: string, provider: string, why: string, retryAfter?: number) {
    super(kind, code, message, { provider }, retryAfter)
    this.why = why.replace(/\p{Cc}/gu, ' ').slice(0, 500)
  }
}

export const away = (name: string, why: string): ProviderRefusal =>
  new ProviderRefusal(
    'unavailable',
    'provider.away',
    `“${name}” did not answer as it should, so nobody could be signed in by it. Try again in a few minutes, or sign in another way.`,
    name,
    why,
    60,
  )

export const notBelieved = (name: string, why: string): ProviderRefusal =>
  new ProviderRefusal(
    'unauthenticated',
    'sign_in.provider_refused',
    `What “${name}” answered did not pass our checks, so nobody was signed in. Begin again; if it happens again, tell your administrator.`,
    name,
    why,
  )

export const declined = (name: string, why: string): ProviderRefusal =>
  new ProviderRefusal(
    'unauthenticated',
    'sign_in.provider_declined',
    `“${name}” did not sign you in: it was cancelled there, or you may not use it. Begin again, or sign in another way.`,
    name,
    why,
  )

/** One answer for all who are nobody here, whatever the reason: it tells nothing of who has an account (AT-101). */
export const unknownHere = (name: string, why: string): ProviderRefusal =>
  new ProviderRefusal(
    'unauthenticated',
    'sign_in.identity_unknown',
    `“${name}” knows you, but no account here is linked to what you are there. Sign in another way and link it in your profile, or ask your administrator.`,
    name,
    why,
  )

/** Codes of the library that mean: what came is no answer of such a server at all. */
const garbage = new Set([
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_JWT_USERINFO_EXPECTED',
])

/** Turns what the protocol's library throws into a refusal; bugs of ours stay what they are. */
export function openidFailure(name: string, error: unknown): unknown {
  if (error instanceof Refusal) return error
  if (error instanceof AuthorizationResponseError) {
    return declined(name, `It answered ${error.error}: ${error.error_description ?? 'without a sentence'}`)
  }
  if (error instanceof ResponseBodyError) {
    const why = `It answered ${error.status} ${error.error}: ${error.error_description ?? 'without a sentence'}`
    return error.status >= 500 ? away(name, why) : notBelieved(name, why)
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    const { error: code, error_description: sentence } = error.cause[0]?.parameters ?? {}
    return notBelieved(name, `It answered ${error.status} ${code}: ${sentence ?? 'without a sentence'}`)
  }
  if (error instanceof ClientError) {
    const why = `${error.message}${detailOf(error.cause)} (${error.code ?? 'no code'})`
    return garbage.has(error.code ?? '') ? away(name, why) : notBelieved(name, why)
  }
  // What fetch throws when a server is not there, hangs up or sends too much.
  if (error instanceof TypeError || (error instanceof DOMException && /Abort|Timeout/.test(error.name))) {
    return away(name, `${error.message}${detailOf(error.cause)}`)
  }
  return error
}

function detailOf(cause: unknown): string {
  if (cause instanceof Error) return `: ${cause.message}`
  if (cause instanceof Response) return `: ${cause.status}`
  if (typeof cause !== 'object' || cause === null) return ''
  const { expected, claim, attribute } = cause as Record<string, unknown>
  const about = claim ?? attribute
  return typeof about === 'string' ? `: ${about}${typeof expected === 'string' ? `, expected ${expected}` : ''}` : ''
}
