import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { Provider } from 'oidc-provider'

/** Somebody with an account at the provider, and what it tells of her. */
export type Person = { sub: string; [claim: string]: unknown }

/** How the server behaves apart from what the standard says. */
export type Mood = {
  /** Answers instead of the server; false leaves it to the server. */
  before?: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Changes an answer of the server; `route` as the server calls it. */
  answer?: (route: string, body: Record<string, unknown>) => Promise<unknown> | unknown
}

export const client = { id: 'portico', secret: 'a secret of forty characters or thereabouts' }

/**
 * A real provider (`oidc-provider`) on loopback, whose people sign in without a screen: whoever stands in `whoSignsIn`
 * is signed in. Its key is known here, so that a test can sign what the server itself would never sign.
 */
export async function openOpenidProvider() {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key: JWK = { ...(await exportJWK(privateKey)), kid: 'test', alg: 'RS256', use: 'sig' }
  const people = new Map<string, Person>()
  const made = {
    issuer,
    people,
    whoSignsIn: '',
    /** Where it sends people back to; nowhere else. */
    backAddresses: [] as string[],
    mood: {} as Mood,
    asked: [] as string[],
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
    /** Signs claims as the server does, or with a key of somebody else. */
    async sign(claims: Record<string, unknown>, by: JWK = key) {
      return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'test' }).sign(await importJWK(by, 'RS256'))
    },
  }

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${issuer}/unused`],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [key as never] },
    cookies: { keys: ['for the cookies of this test'] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name'] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => {
      const person = people.get(id)
      return person && { accountId: id, claims: () => person }
    },
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client!.clientId,
        accountId: context.oidc.session!.accountId!,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  provider.Client.prototype.redirectUriAllowed = (address: string) => made.backAddresses.includes(address)
  provider.use(async (context, next) => {
    await next()
    const change = made.mood.answer
    if (change && context.oidc && context.body && typeof context.body === 'object') {
      context.body = await change(context.oidc.route, context.body as Record<string, unknown>)
    }
  })
  const callback = provider.callback()
  server.on('request', (request, response) => {
    made.asked.push(request.url!.split('?')[0]!)
    if (made.mood.before?.(request, response)) return
    if (request.url!.startsWith('/interaction/')) {
      void provider.interactionFinished(request, response, { login: { accountId: made.whoSignsIn } })
    } else void callback(request, response)
  })
  return made
}

export type OpenidServer = Awaited<ReturnType<typeof openOpenidProvider>>

/** A browser of the test: follows the provider's redirects with its cookies until it is sent back. */
export async function goTo(address: string, backTo: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = address
  for (let steps = 0; steps < 10; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const each of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(each)!
      cookies.set(name!, value!)
    }
    const next = response.headers.get('location')
    if (!next) throw new Error(`Expected to be sent on from ${url}, found ${response.status}: ${await response.text()}`)
    url = new URL(next, url).href
    if (url.startsWith(backTo)) return new URL(url).search.slice(1)
  }
  throw new Error('Expected to be sent back within ten steps')
}
