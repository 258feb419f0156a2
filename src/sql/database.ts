import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely'
import { Pool, type PoolClient, type PoolConfig, types } from 'pg'
import type { DB } from './schema.ts'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>
/** A fragment of SQL with its parameters. */
export type Sql<T = unknown> = RawBuilder<T>

export type Database = {
  db: Db
  pool: Pool
  close(): Promise<void>
}

// int8 and numeric arrive as strings by default; counts and versions are far below 2^53 here.
types.setTypeParser(20, Number)

/**
 * Few, because statements are short: with 20 on a machine of 2 cores the same creates took 36 ms and with 5 they took 23
 * (20 at once; reads 6.0 and 3.5, 10 at once), the rest being processes of the database that take turns.
 */
const connections = Math.max(6, 2 * availableParallelism() + 1)

/**
 * Opens a pool on one PostgreSQL primary.
 *
 * Statements are prepared once per connection under a name made from their text, from their third use on: parsing and
 * planning a rule with its branches costs more than running it. `statement_timeout` bounds every statement; a
 * connection that dies is replaced by the pool.
 */
export function openDatabase(config: PoolConfig, onBroken: (error: Error) => void = () => {}): Database {
  const pool = new Pool({
    max: connections,
    connectionTimeoutMillis: 5000,
    idle_in_transaction_session_timeout: 30_000,
    statement_timeout: 30_000,
    keepAlive: true,
    application_name: 'portico',
    pipeline: true,
    ...config,
  })
  pool.on('error', onBroken)
  // A connection that breaks between two statements of a transaction tells nobody else, and would end the process.
  pool.on('connect', (client) => void client.on('error', onBroken))
  const nameOf = preparedNames()
  const seen = new WeakMap<PoolClient, PoolClient>()
  const connect = async () => {
    const client = await pool.connect()
    const known = seen.get(client)
    if (known) return known
    const statements = statementsOf(client, nameOf)
    seen.set(client, statements)
    return statements
  }
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: {
        connect,
        end: () => pool.end(),
        options: pool.options,
      },
    }),
  })
  return { db, pool, close: () => db.destroy() }
}

const usesBeforePreparing = 3
const mostPrepared = 1000

function preparedNames(): (text: string) => string | undefined {
  const seen = new Map<string, { uses: number; name: string }>()
  return (text) => {
    const known = seen.get(text)
    if (!known) {
      if (seen.size >= mostPrepared) seen.delete(seen.keys().next().value!)
      seen.set(text, { uses: 1, name: createHash('sha1').update(text).digest('base64url') })
      return undefined
    }
    known.uses += 1
    return known.uses >= usesBeforePreparing ? known.name : undefined
  }
}

/**
 * Begins a statement whose answer nobody waits for: it goes out in one packet with the statement after it, which fails
 * with it. A round trip costs this process and the database some 60 µs each beside what the statement does.
 */
export const withNext = sql.raw('/* with the next */ ')

/**
 * How a transaction begins. Its statements find rows by keys, for which the plan made once is as good as one made for
 * the values at hand; left to itself, PostgreSQL makes a new one each time for every statement with an array in it
 * (choosing an executor: 0.9 ms of planning for 0.3 ms of work).
 */
const begin = 'begin; set local plan_cache_mode = force_generic_plan'
const isSentWithNext = (text: string): boolean => text === begin || text.startsWith('/* with the next */')

type Connection = { connection: { stream: { cork(): void; uncork(): void } } }

/** What Kysely's driver sees of a connection: names are added to statements, and some are sent with the next one. */
function statementsOf(client: PoolClient, nameOf: (text: string) => string | undefined): PoolClient {
  const { stream } = (client as unknown as Connection).connection
  // What is asked at once goes out in one packet.
  let isCorked = false
  const gather = () => {
    if (isCorked) return
    isCorked = true
    stream.cork()
    process.nextTick(() => {
      isCorked = false
      stream.uncork()
    })
  }
  const send = (text: string, values: unknown[]) => {
    gather()
    const name = values.length > 0 ? nameOf(text) : undefined
    return client.query({ ...(name && { name }), text, values })
  }
  let ahead: Promise<unknown>[] = []
  const sendAhead = (text: string, values: unknown[]) => {
    stream.cork()
    const sent = send(text, values)
    sent.catch(() => undefined)
    ahead.push(sent)
    return { command: '', rowCount: 0, rows: [] }
  }
  const sendAfter = async (text: string, values: unknown[]) => {
    const before = ahead
    ahead = []
    const sent = send(text, values)
    sent.catch(() => undefined)
    for (const _ of before) stream.uncork()
    // Whatever failed first is why those after it fail.
    for (const each of before) await each
    return sent
  }
  return {
    query: (asked: string, values: unknown[] = []) => {
      const text = asked === 'begin' ? begin : asked
      if (isSentWithNext(text)) return Promise.resolve(sendAhead(text, values))
      return ahead.length > 0 ? sendAfter(text, values) : send(text, values)
    },
    release: (discard?: boolean) => client.release(discard),
  } as unknown as PoolClient
}

/** SQLSTATEs after which the whole transaction may simply be run again: serialization failure and deadlock. */
const retryable = new Set(['40001', '40P01'])

export const sqlState = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** The name of the violated constraint, for the code that explains it. */
export const violatedConstraint = (error: unknown): string | undefined =>
  error instanceof Error && 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined

/** One transaction; run again up to three times when the database asks for it (F-29). */
export async function transaction<T>(db: Db, run: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(run)
    } catch (error) {
      if (attempt >= 3 || !retryable.has(sqlState(error) ?? '')) throw error
      await new Promise((resolve) => setTimeout(resolve, 10 * attempt * (1 + Math.random())))
    }
  }
}
