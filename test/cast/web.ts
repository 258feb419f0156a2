import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { cookieName } from '../../src/http/cookies.ts'
import { createWebServer } from '../../src/main/web-server.ts'
import { baseUrl, type Someone, type World } from './world.ts'

export type Answer = { status: number; body: string; json: unknown; headers: LightMyRequestResponse['headers'] }

export type Web = {
  server: FastifyInstance
  /** A request as a browser of ours would send it: JSON, our origin, the cookie of the person's side. */
  ask(who: Someone | null, method: string, url: string, body?: unknown, more?: Partial<InjectOptions>): Promise<Answer>
  close(): Promise<void>
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** The whole web server over a world, asked without a socket. */
export function openWeb(world: World): Web {
  const errors: object[] = []
  const { server, live } = createWebServer({
    db: world.db,
    send: world.send,
    blobs: world.blobs,
    secrets: world.secrets,
    baseUrl,
    trustedProxies: [],
    log: { ...silent, error: (facts) => void errors.push(facts) },
    screens: null,
  })
  return {
    server,
    async ask(who, method, url, body, more = {}) {
      const side = who?.actor.userKind === 'external' ? 'portal' : 'employee'
      const { headers, ...rest } = more
      const answer = await server.inject({
        method: method as 'GET',
        url,
        headers: {
          'sec-fetch-site': 'same-origin',
          origin: baseUrl,
          ...(who && { cookie: `${cookieName(side)}=${who.token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { payload: JSON.stringify(body) }),
        ...rest,
      })
      let json: unknown
      try {
        json = JSON.parse(answer.body)
      } catch {
        json = undefined
      }
      if (answer.statusCode >= 500 && answer.statusCode !== 503 && answer.statusCode !== 507) {
        throw new Error(`${method} ${url} answered ${answer.statusCode}`, { cause: errors.at(-1) })
      }
      return { status: answer.statusCode, body: answer.body, json, headers: answer.headers }
    },
    async close() {
      live.close()
      await server.close()
    },
  }
}

/** What two answers have to agree in to be the same "not found": everything but the request's own number. */
export const likeness = ({ status, body, headers }: Answer): object => ({
  status,
  body: body.replace(/"requestId":"[^"]*"/, '"requestId":"…"'),
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'date')),
})
