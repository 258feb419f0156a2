import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, type Transaction, type RawBuilder } from 'kysely'
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
 * Opens a pool on one PostgreSQL primary.
 *
 * Statements are prepared once per connection under a name made from their text, from their third use on: parsing and
 * planning a rule with its branches costs more than running it. `statement_timeout` bounds every statement; a
 * connection that dies is replaced by the pool.
 */
export function openDatabase(config: PoolConfig, onBroken: (error: Error) => void = () => {}): Database {
  const pool = new Pool({
    max: 20,
    connectionTimeoutMillis: 5000,
    idle_in_transaction_session_timeout: 30_000,
    statement_timeout: 30_000,
    keepAlive: true,
    application_name: 'portico',
    ...config,
  })
  pool.on('error', onBroken)
  // A connection that breaks between two statements of a transaction tells nobody else, and would end the process.
  pool.on('connect', (client) => void client.on('error', onBroken))
  const prepared = preparedNames()
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: {
        connect: async () => withPreparedNames(await pool.connect(), prepared),
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

type Client = PoolClient

/** Kysely's driver calls `query(text, values)`; this adds the name of the prepared statement. */
function withPreparedNames(client: Client, nameOf: (text: string) => string | undefined) {
  return {
    query: (text: unknown, values?: unknown[]) => {
      if (typeof text !== 'string') return client.query(text as never)
      const name = values?.length ? nameOf(text) : undefined
      return client.query({ ...(name && { name }), text, values: values ?? [] })
    },
    release: () => client.release(),
  } as unknown as Client
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
