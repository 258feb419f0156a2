import { randomBytes, randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { apiPath, type Endpoint, pathNames, type Side } from '../base/endpoint.ts'
import { Refusal } from '../base/refusal.ts'
import { whatWentWrong } from '../base/what-went-wrong.ts'
import {
  clearedCookie,
  clearedProofCookie,
  cookieName,
  proofCookie,
  proofCookieName,
  readBearer,
  readCookie,
  sessionCookie,
} from './cookies.ts'
import { everyAnswer } from './headers.ts'
import { refuseForeignOrigin } from './origin.ts'
import { problemOf } from './problem.ts'
import { answerSchema } from './schemas.ts'

/** What a mounted endpoint is called with: the merged input and what came beside it. Product-free. */
export type HttpCall = {
  requestId: string
  address: string
  userAgent: string
  idempotencyKey?: string
  upload?: NodeJS.ReadableStream
  /** The secret of an API token; with it no cookie counts. */
  bearer: string | undefined
  /** The session token of a side, as the browser sent it. */
  token(side: Side): string | undefined
  cookies: {
    sent(): string | undefined
    setSession(token: string, expires: Date): void
    clearSession(): void
    proof: { sent(): string | undefined; set(token: string, expires: Date): void; clear(): void }
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Other sites send browsers here; it changes nothing, whoever comes. */
    isLanding?: boolean
  }
}

export type Handler = (input: unknown, call: HttpCall) => Promise<unknown>

export type ServerOptions = {
  /** The configured address; its origin is the only one whose requests change anything. */
  baseUrl: string
  log: { error(facts: object, sentence: string): void; info(facts: object, sentence: string): void }
  /** Proxies whose X-Forwarded-For is believed; from anybody else the header is ignored (AT-116). */
  trustedProxies?: string[]
  /** Largest JSON body in bytes. */
  bodyLimit?: number
}

const mebibyte = 1024 * 1024

/** A Fastify server with our headers, origin check, problems and nothing mounted yet. */
export function createServer({
  baseUrl,
  log,
  trustedProxies = [],
  bodyLimit = 4 * mebibyte,
}: ServerOptions): FastifyInstance {
  const base = new URL(baseUrl)
  const common = everyAnswer(base.protocol === 'https:')
  const server = Fastify({
    logger: false,
    bodyLimit,
    routerOptions: { maxParamLength: 200 },
    trustProxy: trustedProxies.length > 0 ? trustedProxies : false,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    requestTimeout: 120_000,
    // Fastify's own guard against `__proto__` and `constructor` in JSON refuses with 400 (AT-017).
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    return503OnClosing: true,
  })
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(common)
    if (!request.routeOptions.config?.isLanding) refuseForeignOrigin(request.method, request.headers, base.origin)
  })
  server.removeContentTypeParser('text/plain')
  server.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, log))
  server.setNotFoundHandler((request, reply) => {
    const missing = new Refusal('not_found', 'resource.not_found', 'Nothing was found here that you can see.')
    return sendProblem(missing, request, reply, log)
  })
  return server
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: ServerOptions['log']) {
  const { problem, retryAfter, bug } = problemOf(error, request.id)
  if (bug)
    log.error(
      { ...whatWentWrong(error), requestId: request.id, method: request.method, url: request.routeOptions.url },
      'bug',
    )
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfter))))
  return reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

/** Mounts one endpoint. Rows leave only in the shape of its contract: the serializer knows no other property. */
export function mount(server: FastifyInstance, endpoint: Endpoint, handler: Handler): void {
  const names = pathNames(endpoint.path)
  const status = endpoint.status ?? 200
  const schema = endpoint.download ? undefined : answerSchema(endpoint.answer)
  server.route({
    method: endpoint.method,
    url: apiPath(endpoint),
    ...(schema && { schema: { response: { [status]: schema } } }),
    exposeHeadRoute: endpoint.method === 'GET',
    handler: async (request, reply) => {
      const answer = await handler(inputOf(endpoint, names, request), callOf(endpoint, request, reply))
      reply.status(status)
      if (endpoint.download) return sendDownload(reply, answer as Parameters<typeof sendDownload>[1])
      return answer ?? null
    },
  })
}

/** Path parameters cannot be said again in the query or the body: the path decides (AT-006). */
function inputOf(endpoint: Endpoint, names: string[], request: FastifyRequest): unknown {
  const rest = endpoint.method === 'GET' || endpoint.upload ? request.query : (request.body ?? {})
  if (typeof rest !== 'object' || Array.isArray(rest)) {
    throw new Refusal('invalid', 'request.invalid', 'Expected a JSON object.')
  }
  if (endpoint.upload && !request.headers['content-type']?.startsWith('application/octet-stream')) {
    throw new Refusal('media_type', 'request.media_type', 'Expected the file as application/octet-stream.')
  }
  const repeated = names.find((name) => Object.hasOwn(rest as object, name))
  if (repeated) {
    throw new Refusal('invalid', 'request.invalid', `${repeated}: is in the address already and cannot be given again.`)
  }
  return { ...rest, ...(request.params as object) }
}

function callOf(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): HttpCall {
  const key = request.headers['idempotency-key']
  if (key !== undefined && (typeof key !== 'string' || !/^[\w-]{8,100}$/.test(key))) {
    throw new Refusal('invalid', 'request.invalid', 'Idempotency-Key: expected 8 to 100 letters, digits, - or _.')
  }
  const bearer = readBearer(request.headers.authorization)
  const cookies = bearer === undefined ? request.headers.cookie : undefined
  return {
    bearer,
    requestId: request.id,
    address: request.ip,
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 300),
    ...(typeof key === 'string' && endpoint.method === 'POST' && { idempotencyKey: key }),
    ...(endpoint.upload && { upload: request.body as NodeJS.ReadableStream }),
    token: (side) => readCookie(cookies, cookieName(side)),
    cookies: cookiesOf(cookieSide(endpoint), cookies, reply),
  }
}

function cookiesOf(side: Side, sent: string | undefined, reply: FastifyReply): HttpCall['cookies'] {
  const write = (cookie: string) => void reply.header('set-cookie', cookie)
  return {
    sent: () => readCookie(sent, cookieName(side)),
    setSession: (token, expires) => write(sessionCookie(side, token, expires)),
    clearSession: () => write(clearedCookie(side)),
    proof: {
      sent: () => readCookie(sent, proofCookieName(side)),
      set: (token, expires) => write(proofCookie(side, token, expires)),
      clear: () => write(clearedProofCookie(side)),
    },
  }
}

/** Public endpoints of the portal (registration, sign-in) stand below `/portal/…` and set the portal's cookie. */
const cookieSide = (endpoint: Endpoint): Side =>
  endpoint.side === 'portal' || endpoint.path.startsWith('/portal/') ? 'portal' : 'employee'

function sendDownload(
  reply: FastifyReply,
  file: { stream: NodeJS.ReadableStream; name: string; mediaType: string; size?: number; isLasting?: boolean },
) {
  // RFC 6266 with RFC 8187 for names beyond ASCII; quotes and controls cannot enter either form (AT-128).
  const plain = file.name.replace(/[^\x20-\x7e]|["\\/]/g, '_')
  const encoded = encodeURIComponent(file.name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  if (file.size !== undefined) reply.header('content-length', String(file.size))
  if (file.isLasting) reply.header('cache-control', 'public, max-age=31536000, immutable')
  return reply
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .type(file.mediaType)
    .send(file.stream)
}

/** For the CSP of one page. */
export const newNonce = (): string => randomBytes(16).toString('base64url')
