import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { Readable, Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Client, type ClientBase } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { archiveRefused, endOfArchive, type Manifest, type Part, writePart } from './backup-archive.ts'
import { onDisk, systemCode } from './cannot-start.ts'
import { describeTables, quoted, type Table } from './dump-schema.ts'

export type BackupOptions = {
  /** Address of the database. A connection of its own: a copy cannot share a pipelined one. */
  database: string
  /** Where contents of files lie; everything below it is carried. It need not exist. */
  filesDir: string
  /** The archive to write; must not exist. */
  outFile: string
  /** Tables of schema public whose rows are never carried: sessions, codes, whatever lets somebody in. */
  leaveOut: readonly string[]
}

/**
 * Writes the whole installation into one archive (`backup-archive.ts` has its form) while it goes on working: all
 * tables as they were at one moment, then the files. A file is on disk before its row is there, so none a row names is
 * missing. Jobs of the queue (schema pgboss) are not carried: whatever starts them is a row that is.
 * @returns how much it was, and the SHA-256 of the archive.
 */
export async function backup(options: BackupOptions): Promise<{ tables: number; files: number; sha256: string }> {
  const { outFile } = options
  if (await exists(outFile)) throw archiveRefused(`Expected a new file for the backup, but ${outFile} exists.`)
  const draft = `${outFile}.part`
  return onDisk(`file ${outFile}`, async () => {
    try {
      const made = await writeArchive(options, draft)
      await sync(draft)
      await rename(draft, outFile)
      return made
    } finally {
      await rm(draft, { force: true })
      await rm(`${outFile}.table`, { force: true })
    }
  })
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync()
  await handle.close()
}

async function writeArchive(options: BackupOptions, draft: string) {
  const client = new Client({ connectionString: options.database, application_name: 'portico-backup' })
  await client.connect()
  const sum = createHash('sha256')
  const gzip = createGzip()
  const passing = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      sum.update(chunk)
      next(null, chunk)
    },
  })
  const writing = pipeline(gzip, passing, createWriteStream(draft, { mode: 0o600 }))
  // Whoever waits on `gzip` below gets the same failure; without a listener it would end the process first.
  writing.catch(() => undefined)
  try {
    const { manifest, parts } = await writeTables(client, options, gzip)
    const files = await writeFiles(options.filesDir, gzip)
    const text = Buffer.from(JSON.stringify({ ...manifest, parts: [...parts, ...files] } satisfies Manifest, null, 2))
    await writePart(gzip, 'manifest.json', text.length, Readable.from([text]))
    gzip.end(endOfArchive)
    await writing
    await client.end()
    return { tables: parts.length, files: files.length, sha256: sum.digest('hex') }
  } catch (error) {
    // A connection left in the middle of a copy answers nothing any more.
    void client.end().catch(() => undefined)
    gzip.destroy(error as Error)
    // Where writing failed first (a full disk), that is the reason to tell.
    await writing
    throw error
  }
}

/** All tables in one snapshot. Each goes through a file first, because a tar wants the size of a part before it. */
async function writeTables(client: ClientBase, { outFile, leaveOut }: BackupOptions, gzip: Writable) {
  await client.query('begin isolation level repeatable read read only')
  await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0')
  const all = await describeTables(client, ['public', 'app_data'])
  // Publishing an app alters its table; until the backup is through it waits.
  await client.query(`lock table ${all.map(tableName).join(', ')} in access share mode`)
  const tables = all.filter(({ schema, name }) => !(schema === 'public' && leaveOut.includes(name)))
  const parts: Part[] = []
  for (const table of tables) parts.push(await writeTable(client, table, `${outFile}.table`, gzip))
  const manifest = {
    format: 'portico-backup' as const,
    version: 1 as const,
    madeAt: new Date().toISOString(),
    migrations: await rows<Manifest['migrations'][number]>(
      client,
      'select number, name, checksum from public.schema_migrations order by number',
    ),
    tables: tables.map(({ schema, name, columns }) => ({ schema, name, columns: carried(columns) })),
    appTables: all.filter(({ schema }) => schema === 'app_data') as Manifest['appTables'],
    sequences: await rows<Manifest['sequences'][number]>(
      client,
      `select schemaname as schema, sequencename as name, last_value::text as value from pg_sequences
       where schemaname in ('public', 'app_data') and last_value is not null order by 1, 2`,
    ),
  }
  await client.query('rollback')
  return { manifest, parts }
}

const rows = async <T extends object>(client: ClientBase, text: string): Promise<T[]> =>
  (await client.query<T>(text)).rows

/** Columns the database computes cannot be loaded, so they are not carried. */
const carried = (columns: Table['columns']): string[] =>
  columns.filter(({ generated }) => !generated).map(({ name }) => name)

export const tableName = ({ schema, name }: { schema: string; name: string }): string =>
  `${quoted(schema)}.${quoted(name)}`

async function writeTable(client: ClientBase, table: Table, draft: string, gzip: Writable): Promise<Part> {
  const columns = carried(table.columns).map(quoted).join(', ')
  const copying = client.query(copyTo(`copy ${tableName(table)} (${columns}) to stdout`))
  await pipeline(copying, createWriteStream(draft, { mode: 0o600 }))
  const { size } = await stat(draft)
  return writePart(gzip, `tables/${table.schema}.${table.name}`, size, createReadStream(draft))
}

async function writeFiles(filesDir: string, gzip: Writable): Promise<Part[]> {
  const parts: Part[] = []
  if (!(await exists(filesDir))) return parts
  for (const entry of await readdir(filesDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = relative(filesDir, path).split(sep).join('/')
    // What begins with a dot is half an upload.
    if (!entry.isFile() || name.split('/').some((step) => step.startsWith('.'))) continue
    const found = await stat(path).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw error
    })
    if (found) parts.push(await writePart(gzip, `files/${name}`, found.size, createReadStream(path)))
  }
  return parts
}
