import { join } from 'node:path'
import { Client } from 'pg'
import { openSecretBox } from '../base/secret-box.ts'
import { whatWentWrong } from '../base/what-went-wrong.ts'
import { keepTurnsRising } from '../audit/seal.sql.ts'
import { openBlobs } from '../blobs/blobs.ts'
import type { ChangeMessage, Live } from '../http/live.ts'
import { openQueue } from '../jobs/queue.ts'
import { CannotStart, systemCode } from '../sql/cannot-start.ts'
import { openDatabase } from '../sql/database.ts'
import { type Embedded, startEmbedded } from '../sql/embedded.ts'
import { migrate } from '../sql/migrate.ts'
import type { Config } from './config.ts'
import { jobHandlers } from './job-handlers.ts'
import { type Log, openLog } from './log.ts'
import type { Screens } from './screens.ts'
import { readSecretKey } from './secret-key.ts'
import { createWebServer } from './web-server.ts'

/** Milliseconds that answers have to end by themselves when the process is asked to stop (F-44). */
const patience = 10_000

export type Running = { address: string; databaseUrl: string; stop(): Promise<void> }

/**
 * Starts everything of one process: the database when none is given, migrations, the queue, the web server. Whatever
 * hinders it is a CannotStart with a sentence; what was started until then is stopped again.
 */
export async function start(config: Config, screens: Screens | null): Promise<Running> {
  const log = openLog(config.log)
  const started: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of started.toReversed())
      await end().catch((error: unknown) => log.error(whatWentWrong(error), 'while stopping'))
  }
  try {
    const embedded = config.databaseUrl ? null : await startDatabase(config, log, started)
    const connectionString = embedded?.url ?? config.databaseUrl!
    await reachable(connectionString)
    await migrate(connectionString)
    const database = openDatabase({ connectionString }, (error) =>
      log.warn(whatWentWrong(error), 'a database connection broke'),
    )
    started.push(() => database.close())
    await keepTurnsRising(database.db)
    const queue = openQueue({ connectionString }, (error) => log.warn(whatWentWrong(error), 'queue'))
    const blobs = openBlobs(join(config.dataDir, 'files'))
    const secrets = openSecretBox(await readSecretKey(config))
    const given = { db: database.db, config, send: queue.send, blobs, secrets, log }
    await queue.start(config.worker ? jobHandlers(given) : undefined)
    started.push(() => queue.stop())
    const { server, live } = createWebServer({
      db: database.db,
      send: queue.send,
      blobs,
      secrets,
      baseUrl: config.baseUrl,
      trustedProxies: config.trustedProxies,
      configuredMail: config.mail,
      licenseIssuer: config.licenseIssuer,
      log,
      screens,
    })
    started.push(listenForChanges(connectionString, live, log))
    await server
      .listen({ port: config.port, host: config.host })
      .catch((error: unknown) => throwPortInUse(error, config))
    // Live streams end first: the server waits for every answer that still runs, but not for ever for a stalled one.
    started.push(async () => {
      live.close()
      const late = setTimeout(() => server.server.closeAllConnections(), patience)
      await server.close().finally(() => clearTimeout(late))
    })
    await embedded?.announce(config.baseUrl)
    log.info({ address: config.baseUrl }, 'ready')
    return { address: config.baseUrl, databaseUrl: connectionString, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startDatabase(config: Config, log: Log, started: (() => Promise<unknown>)[]): Promise<Embedded> {
  const embedded = await startEmbedded({
    dataDir: join(config.dataDir),
    bin: config.postgresBin,
    log: (line) => log.debug({}, line),
  })
  started.push(() => embedded.stop())
  return embedded
}

/** The address without its password, for sentences. */
const shown = (url: string): string => url.replace(/\/\/([^:@/]*):[^@/]*@/, '//$1:…@')

async function reachable(connectionString: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
    await client.end()
  } catch (error) {
    const why = error instanceof Error ? error.message || systemCode(error) : String(error)
    throw new CannotStart(
      'databaseAway',
      `Expected a database at ${shown(connectionString)}, but it does not answer: ${why}. Check DATABASE_URL and start again.`,
      {
        cause: error,
      },
    )
  }
}

function throwPortInUse(error: unknown, { port, host }: Config): never {
  const code = systemCode(error)
  if (code === 'EADDRINUSE') {
    throw new CannotStart(
      'portInUse',
      `Port ${port} on ${host} is used by another program. Stop that one, or choose another port: PORTICO_PORT=4200 npm start`,
    )
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    throw new CannotStart(
      'portInUse',
      `Portico may not listen on ${host}:${port} (${code}). Choose another address or port with PORTICO_HOST and PORTICO_PORT.`,
    )
  }
  throw error
}

/**
 * Hears what any process changed, on a connection of its own. When that breaks, it comes back by itself, and everybody
 * looks again, because messages of the meantime are lost.
 */
function listenForChanges(connectionString: string, live: Live, log: Log): () => Promise<void> {
  let client: Client | undefined
  let ended = false
  let timer: NodeJS.Timeout | undefined
  const connect = async () => {
    client = new Client({ connectionString, keepAlive: true, application_name: 'portico-live' })
    client.on('error', again)
    client.on('end', again)
    client.on('notification', ({ payload }) => live.hear(JSON.parse(payload ?? '{}') as ChangeMessage))
    await client.connect()
    await client.query('listen portico_live')
    // Every process's pages look again: one that was killed may have died between a commit and telling of it.
    await client.query(`select notify_changed('{"everybody": true}')`)
  }
  const again = () => {
    if (ended || timer) return
    client?.removeAllListeners('end')
    timer = setTimeout(() => {
      timer = undefined
      connect().catch((error: unknown) => {
        log.warn(whatWentWrong(error), 'live events wait for the database')
        again()
      })
    }, 500)
  }
  connect().catch(again)
  return async () => {
    ended = true
    clearTimeout(timer)
    await client?.end()
  }
}
