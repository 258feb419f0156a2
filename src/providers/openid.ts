import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
} from 'openid-client'
import type { OpenidConnection } from './contract.ts'
import { away, notBelieved, openidFailure } from './failure.ts'
import { isSafeAddress } from './provider.ts'
import type { Told } from './told.ts'
import type { VisitSecrets } from './visit.ts'

/** Seconds a server has for each answer: somebody stands at the door. */
const patience = 5
const mostBytes = 512 * 1024

/** The answers of these servers are small; one that never ends is left. */
async function briefFetch(url: string, options: object): Promise<Response> {
  const response = await fetch(url, options)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.byteLength
    if (size > mostBytes) throw new TypeError(`The answer is longer than ${mostBytes} bytes`)
    parts.push(part)
  }
  const { status, headers } = response
  return new Response([101, 204, 205, 304].includes(status) ? null : Buffer.concat(parts), { status, headers })
}

/** What the server says of itself, and whether it would do (OpenID Connect Discovery 1.0). */
async function discovered(name: string, { issuer, clientId }: OpenidConnection) {
  const isPlain = issuer.startsWith('http:')
  try {
    const found = await discovery(new URL(issuer), clientId, undefined, undefined, {
      timeout: patience,
      [customFetch]: briefFetch as never,
      ...(isPlain && { execute: [allowInsecureRequests] }),
    })
    const server = found.serverMetadata()
    refuseUnfitServer(name, issuer, server)
    return server
  } catch (error) {
    if (error instanceof ClientError && error.code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED') {
      throw away(name, 'The one there calls itself otherwise')
    }
    throw openidFailure(name, error)
  }
}

type Server = ReturnType<Configuration['serverMetadata']>

/** A browser is sent to one of these addresses, codes and secrets to the others. */
function refuseUnfitServer(name: string, issuer: string, server: Server): void {
  if (URL.parse(server.issuer)?.href !== URL.parse(issuer)?.href) {
    throw away(name, `It calls itself ${server.issuer}, not ${issuer}`)
  }
  for (const key of ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'userinfo_endpoint'] as const) {
    const address = server[key]
    if (key === 'userinfo_endpoint' && address === undefined) continue
    if (address === undefined) throw away(name, `It names no ${key}`)
    if (!isSafeAddress(address)) throw away(name, `Its ${key} is not an address with https://`)
  }
}

/** RFC 6749 §2.3.1: the header is what every server has to take; some say that they want the body. */
function clientAuthentication({ token_endpoint_auth_methods_supported: methods }: Server, secret: string) {
  const wantsBody =
    methods !== undefined && !methods.includes('client_secret_basic') && methods.includes('client_secret_post')
  return wantsBody ? ClientSecretPost(secret) : ClientSecretBasic(secret)
}

async function connect(name: string, connection: OpenidConnection, secret: string): Promise<Configuration> {
  const server = await discovered(name, connection)
  const client = new Configuration(
    server,
    connection.clientId,
    { client_secret: secret },
    clientAuthentication(server, secret),
  )
  client.timeout = patience
  client[customFetch] = briefFetch as never
  if (connection.issuer.startsWith('http:')) allowInsecureRequests(client)
  // The library would trust TLS alone for a token that comes straight from the server.
  enableNonRepudiationChecks(client)
  return client
}

type Kept = { client: Promise<Configuration>; until: number }
const kept = new Map<string, Kept>()
const keptFor = 60_000
const failureKeptFor = 2_000
const mostKept = 100

export type OpenidProvider = OpenidConnection & { id: string; version: number; name: string; clientSecret: string }

/**
 * What the server says of itself is kept for a minute, a failure for two seconds, so that a crowd at the door asks once.
 * It decides nothing by itself: whether the provider is on and offered is asked in the transaction (decision 0007).
 */
function clientOf(provider: OpenidProvider): Promise<Configuration> {
  const key = `${provider.id} ${provider.version}`
  const known = kept.get(key)
  if (known && known.until > Date.now()) return known.client
  kept.delete(key)
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
  const made: Kept = {
    client: connect(provider.name, provider, provider.clientSecret),
    until: Date.now() + keptFor,
  }
  made.client.catch(() => void (made.until = Date.now() + failureKeptFor))
  kept.set(key, made)
  return made.client
}

/** For somebody who sets it up: asks now, without client and secret. */
export async function tryOpenid(connection: OpenidConnection) {
  const name = new URL(connection.issuer).host
  const server = await discovered(name, connection)
  try {
    const answer = await briefFetch(server.jwks_uri!, { signal: AbortSignal.timeout(patience * 1000) })
    const { keys } = (await answer.json()) as { keys?: unknown }
    if (!Array.isArray(keys) || keys.length === 0) throw away(name, 'It names no keys')
    const tells = [...(server.claims_supported ?? []), ...(server.scopes_supported ?? [])]
    return {
      signInAddress: server.authorization_endpoint!,
      keys: keys.length,
      tellsAddress: tells.includes('email'),
      keysUntil: null,
    }
  } catch (error) {
    throw error instanceof SyntaxError ? away(name, 'Its keys are no JSON') : openidFailure(name, error)
  }
}

/** Where the browser is sent: code flow with PKCE (RFC 9700 §2.1.1), state and nonce. @throws Refusal `provider.away` */
export async function openidAddress(
  provider: OpenidProvider,
  { state, nonce, verifier }: VisitSecrets,
  redirect: string,
): Promise<string> {
  const client = await clientOf(provider)
  const address = buildAuthorizationUrl(client, {
    redirect_uri: redirect,
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return address.href
}

/**
 * Trades the code for what the provider tells: issuer, audience, signature, times, nonce and the issuer of the answer
 * (RFC 9207) are checked by the library.
 *
 * @param answer the search part of the address the browser came back to
 * @throws ProviderRefusal
 */
export async function openidTold(
  provider: OpenidProvider,
  { state, nonce, verifier }: VisitSecrets,
  redirect: string,
  answer: string,
): Promise<Told> {
  const client = await clientOf(provider)
  try {
    const back = new URL(redirect)
    back.search = answer
    const tokens = await authorizationCodeGrant(client, back, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()!
    if (claims.sub === '' || claims.sub.length > 255) throw notBelieved(provider.name, 'Its sub is empty or too long')
    const hasMore = claims.email === undefined && client.serverMetadata().userinfo_endpoint !== undefined
    return toldBy(hasMore ? await fetchUserInfo(client, tokens.access_token, claims.sub) : claims)
  } catch (error) {
    throw openidFailure(provider.name, error)
  }
}

/** Only `true` is verified: a text, or nothing at all, is not (AT-101). */
function toldBy(claims: { sub: string; [claim: string]: unknown }): Told {
  const text = (name: string) => {
    const value = claims[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 320) : null
  }
  const address = text('email')
  const isVerified = claims.email_verified === true
  const parts = [text('given_name'), text('family_name')].filter((part) => part !== null)
  const fullName = text('name') ?? (parts.length > 0 ? parts.join(' ') : null)
  return {
    subject: claims.sub,
    label: address ?? fullName ?? claims.sub.slice(0, 320),
    fullName,
    email: isVerified ? address : null,
    whyNoEmail:
      address === null
        ? 'It told no e-mail address'
        : isVerified
          ? null
          : `It does not say that ${address} is verified`,
  }
}
