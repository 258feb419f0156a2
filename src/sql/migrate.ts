import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, type ClientConfig, DatabaseError, type Pool } from 'pg'
import { CannotStart } from './cannot-start.ts'

/** One file of `migrations/`. `breaking`: a process that does not know it must not run against the result. */
export type Migration = { number: number; name: string; checksum: string; breaking: boolean; sql: string }

type Landed = Omit<Migration, 'sql'>

export const migrationsFolder = join(import.meta.dirname, '..', '..', 'migrations')

const historyTable = `
  create table if not exists public.schema_migrations (
    number integer primary key,
    name text not null,
    checksum text not null,
    breaking boolean not null,
    applied_at timestamptz not null default now()
  )`

/** Reads the migrations in their order. @throws CannotStart for a misnamed file or a number used twice. */
export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql') && file !== 'schema.sql').sort()
  const migrations: Migration[] = []
  for (const file of files) {
    const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1])
    if (!number) throw refused(`Expected a name like 0007_what_it_does.sql in migrations, found ${file}.`)
    const twin = migrations.find((other) => other.number === number)
    if (twin) throw refused(`Expected one migration with the number ${number}, found ${twin.name} and ${file}.`)
    // Line ends are the checkout's business, not a change of the migration.
    const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
    const checksum = createHash('sha256').update(sql).digest('hex')
    migrations.push({ number, name: file, checksum, breaking: /^-- breaking\b/.test(sql), sql })
  }
  return migrations
}

/**
 * Brings the database to the newest migration, or to the number `upTo` as a restore needs it; any number of processes
 * may do so at once.
 * @returns the names of the migrations this call has applied.
 * @throws CannotStart when a landed file was edited, one came in out of order, or the schema is too new for us.
 */
export async function migrate(
  config: string | ClientConfig,
  folder = migrationsFolder,
  upTo = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = new Client(config)
  client.on('error', () => undefined)
  await client.connect()
  try {
    // Data changes on large tables take longer than any request may.
    await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0')
    await makeHistory(client)
    const applied: string[] = []
    for (const migration of migrations.filter(({ number }) => number <= upTo))
      if (await applyOnce(client, migrations, migration)) applied.push(migration.name)
    check(migrations, await history(client))
    return applied
  } finally {
    await client.end()
  }
}

/**
 * Refuses to go on against a schema this program does not fit. Asked by long-running processes from time to time: an
 * upgrade elsewhere may have made a breaking migration meanwhile.
 */
export async function requireKnownSchema(pool: Pool, folder = migrationsFolder): Promise<void> {
  check(await readMigrations(folder), await history(pool))
}

/** "if not exists" still fails when two sessions make the table in the same instant; the second try finds it there. */
async function makeHistory(client: Client): Promise<void> {
  await client.query(historyTable).catch(() => client.query(historyTable))
}

async function history(client: Client | Pool): Promise<Landed[]> {
  const { rows } = await client.query<Landed>(
    'select number, name, checksum, breaking from public.schema_migrations order by number',
  )
  return rows
}

/** One file, one transaction; its row goes in first, under a lock that makes every other process wait and look again. */
async function applyOnce(client: Client, all: Migration[], migration: Migration): Promise<boolean> {
  const { number, name, checksum, breaking, sql } = migration
  await client.query('begin')
  try {
    await client.query('lock table public.schema_migrations in exclusive mode')
    const landed = await history(client)
    check(all, landed)
    if (landed.some((other) => other.number === number)) {
      await client.query('rollback')
      return false
    }
    const newest = landed.at(-1)
    if (newest && newest.number > number)
      throw refused(`Migration ${name} comes after ${newest.name}, which has landed. Give it the next free number.`)
    await client.query(
      'insert into public.schema_migrations (number, name, checksum, breaking) values ($1, $2, $3, $4)',
      [number, name, checksum, breaking],
    )
    await client.query(sql)
    await client.query('commit')
    return true
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    if (error instanceof DatabaseError) throw refused(`Migration ${name} failed: ${said(error, sql)}`, error)
    throw error
  }
}

function check(known: Migration[], landed: Landed[]): void {
  for (const { number, name, checksum, breaking } of landed) {
    const file = known.find((migration) => migration.number === number)
    if (!file && breaking)
      throw new CannotStart(
        'schemaTooNew',
        `The database has ${name}, which this version of Portico does not know and must not run against. ` +
          'Start the newer version.',
      )
    if (file && file.checksum !== checksum)
      throw refused(
        `Migration ${file.name} was changed after it had landed as ${name}. ` +
          'Put the file back as it was and write the change as a new migration.',
      )
  }
}

/** The database's own words with the line they are about. */
function said(error: DatabaseError, sql: string): string {
  const position = Number(error.position)
  const line = position ? ` (line ${sql.slice(0, position).split('\n').length})` : ''
  return `${error.message}${line}. ${error.detail ?? ''} ${error.hint ?? ''}`.trim()
}

const refused = (message: string, cause?: unknown): CannotStart =>
  new CannotStart('migrationRefused', message, { cause })
