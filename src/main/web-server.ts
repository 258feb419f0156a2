import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Side } from '../base/endpoint.ts'
import { notFound } from '../base/refusal.ts'
import type { SecretBox } from '../base/secret-box.ts'
import { getSite } from '../company/queries/get-site.ts'
import type { Blobs } from '../blobs/blobs.ts'
import { apiPage } from '../http/api-page.ts'
import { pagePolicy } from '../http/headers.ts'
import { createLive, type Live } from '../http/live.ts'
import { type Described, openApiDocument } from '../http/openapi.ts'
import { createServer, type HttpCall, mount, newNonce } from '../http/server.ts'
import type { JobSender } from '../jobs/queue.ts'
import type { MailSettings } from '../mail/mail-settings.ts'
import type { Download, Operation } from '../operations/operation.ts'
import { run } from '../operations/run.ts'
import { idleTime } from '../signin/security.sql.ts'
import { authenticate, recentActor, secretHash } from '../signin/session.sql.ts'
import { authenticateToken, countTokenRequest } from '../signin/token.sql.ts'
import type { Db } from '../sql/database.ts'
import { mountLanding } from './landing.ts'
import type { Log } from './log.ts'
import { operations } from './operations.ts'
import { mountScreens, type Screens } from './screens.ts'

export type WebOptions = {
  db: Db
  send: JobSender
  blobs: Blobs
  secrets: SecretBox
  baseUrl: string
  trustedProxies: string[]
  /** The mail server of the environment; it goes before the one set by screen. */
  configuredMail?: MailSettings
  /** Public key of whoever issues license keys. */
  licenseIssuer?: string | undefined
  log: Log
  /** The built screens; without them only the API is served. */
  screens: Screens | null
}

export const porticoVersion = '0.1.0'

/** The whole HTTP face: every operation, live events, the API's own pages, the screens. */
export function createWebServer(options: WebOptions): { server: FastifyInstance; live: Live } {
  const { db, baseUrl, log } = options
  const server = createServer({ baseUrl, log, trustedProxies: options.trustedProxies })
  const live = createLive({
    baseOrigin: new URL(baseUrl).origin,
    userOf: (side, token) => userOf(db, side, token),
    ended: (tokens) => endedSessions(db, tokens),
  })
  for (const operation of operations) mountOperation(server, operation, options, live)
  live.mount(server)
  mountApiPages(server)
  mountHealth(server, db)
  mountLanding(server)
  if (options.screens) mountScreens(server, options.screens, () => getSite(db))
  return { server, live }
}

function mountOperation(server: FastifyInstance, operation: Operation, options: WebOptions, live: Live) {
  mount(server, operation.endpoint, async (input, call) => {
    if (call.bearer) await countTokenRequest(options.db, call.bearer)
    const answer = await run(options.db, operation, input, {
      requestId: call.requestId,
      address: call.address,
      userAgent: call.userAgent,
      baseUrl: options.baseUrl,
      licenseIssuer: options.licenseIssuer,
      send: options.send,
      blobs: options.blobs,
      secrets: options.secrets,
      configuredMail: options.configuredMail ?? null,
      cookies: call.cookies,
      authenticate: (db, side) => whoAsks(db, side, call, operation.type === 'command'),
      recentActor: (side) => recentActor(side, call.token(side)),
      ...(call.upload && { upload: call.upload }),
      ...(call.idempotencyKey && { idempotencyKey: call.idempotencyKey }),
    })
    if (operation.endpoint.download)
      await endWithSession(options.db, live, operation.endpoint.side, call, answer as Download)
    return answer
  })
}

const whoAsks = (db: Db, side: Side, call: HttpCall, writes: boolean) =>
  call.bearer && side !== 'public'
    ? authenticateToken(db, side, call.bearer, { writes, address: call.address })
    : authenticate(db, side, call.token(side))

/** A download that still runs when its reader is locked stops like any open page (AT-110). */
async function endWithSession(db: Db, live: Live, side: Side, call: HttpCall, download: Download) {
  const token = call.bearer ?? call.token(side)
  if (!token) return
  const { actor } = await whoAsks(db, side, call, false)
  if (actor.kind !== 'user') return
  const stream = download.stream as NodeJS.ReadableStream & { destroy(error?: Error): void }
  const forget = live.follow(side, token, actor.id, (reason) => stream.destroy(new Error(`session ended: ${reason}`)))
  stream.once('close', forget)
}

async function userOf(db: Db, side: Side, token: string | undefined): Promise<string> {
  const { actor } = await authenticate(db, side, token)
  if (actor.kind !== 'user') throw notFound()
  return actor.id
}

/** One statement for all open pages; a token that is not there any more has ended too. */
async function endedSessions(db: Db, tokens: string[]): Promise<Map<string, string>> {
  const byHash = new Map(tokens.map((token) => [secretHash(token).toString('hex'), token]))
  const { rows } = await sql<{ hash: string; reason: string }>`
    select encode(asked.hash, 'hex') as hash, coalesce(s.end_reason, case when u.status = 'locked' then 'locked' when u.deleted_at is not null then 'ended_by_administrator' end, 'expired') as reason
    from unnest(${[...byHash.keys()].map((hash) => `\\x${hash}`)}::bytea[]) asked (hash)
      left join sessions s on s.token_hash = asked.hash left join users u on u.id = s.user_id
    where s.id is null or s.ended_at is not null or s.expires_at <= now() or u.status <> 'active' or u.deleted_at is not null
      or s.last_seen_at <= now() - ${idleTime(sql`s.side`)}`.execute(db)
  return new Map(rows.map(({ hash, reason }) => [byHash.get(hash)!, reason]))
}

export const described = (): Described[] =>
  operations.map((operation) => ({
    name: operation.name,
    endpoint: operation.endpoint,
    permission: operation.permission,
    writes: operation.type === 'command',
  }))

function mountApiPages(server: FastifyInstance) {
  const document = JSON.stringify(openApiDocument(described(), porticoVersion))
  const tag = `"${createHash('sha256').update(document).digest('base64url').slice(0, 20)}"`
  server.get('/api/v1/openapi.json', async (_request, reply) =>
    reply.type('application/json').header('etag', tag).send(document),
  )
  server.get('/api/v1/docs', async (_request, reply) => {
    const nonce = newNonce()
    return reply
      .header('content-security-policy', pagePolicy(nonce))
      .type('text/html')
      .send(apiPage(described(), nonce))
  })
}

/** Cheap, and tells nothing but whether this process can serve (AT-166). */
function mountHealth(server: FastifyInstance, db: Db) {
  server.get('/healthz', async (_request, reply) => {
    const ready = await sql`select 1`.execute(db).then(
      () => true,
      () => false,
    )
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'database away' })
  })
}
