import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { tableName } from './backup.ts'
import { archiveRefused, type Manifest, manifest, type Part, readArchive } from './backup-archive.ts'
import { onDisk } from './cannot-start.ts'
import { columnText, describeTables, quoted } from './dump-schema.ts'
import { migrate, readMigrations } from './migrate.ts'

export type RestoreOptions = {
  inFile: string
  /** Address of an empty database: no table in schema public. */
  database: string
  /** Where contents of files go; empty or absent. */
  filesDir: string
  /** Tables whose rows are not taken even from an archive that has them (AT-112). */
  leaveOut: readonly string[]
}

const largestManifest = 64 * 1024 * 1024

/**
 * Brings an archive back into an empty database and an empty files folder, then migrates it to the newest schema.
 * Everything is checked before the first write; what fails later is taken back.
 * @throws CannotStart for an altered or foreign archive, for a newer one, and where something is in the way.
 */
export async function restore(options: RestoreOptions): Promise<{ tables: number; files: number; madeAt: string }> {
  const { inFile, filesDir, database } = options
  await access(inFile).catch((error: unknown) => {
    throw archiveRefused(`Expected a backup at ${inFile}, but it cannot be read.`, error)
  })
  const found = await verified(inFile)
  await requireKnown(found)
  await requireEmpty(options)
  const draft = `${filesDir}.restoring`
  try {
    await migrate(database, undefined, found.migrations.at(-1)!.number)
    const counts = await onDisk(`files folder ${filesDir}`, () => load(options, found, draft))
    await migrate(database)
    return { ...counts, madeAt: found.madeAt }
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    await rm(filesDir, { recursive: true, force: true })
    await empty(database)
    throw error
  }
}

/** Reads the whole archive once and compares every part with the manifest. Nothing is written. */
async function verified(file: string): Promise<Manifest> {
  const parts: Part[] = []
  let text = ''
  await readArchive(file, async (name, size, content) => {
    if (text) throw altered(file, `${name} comes after the manifest`)
    if (name === 'manifest.json' && size > largestManifest) throw altered(file, 'its manifest is too large')
    const hash = createHash('sha256')
    const kept: Buffer[] = []
    for await (const chunk of content) {
      hash.update(chunk)
      if (name === 'manifest.json') kept.push(Buffer.from(chunk))
    }
    if (name === 'manifest.json') text = Buffer.concat(kept).toString()
    else parts.push({ name, size, sha256: hash.digest('hex') })
  })
  const read = manifest.safeParse(parse(text))
  if (!read.success) throw archiveRefused(`${file} is not a backup of Portico. Nothing was written.`, read.error)
  compare(file, read.data, parts)
  return read.data
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const altered = (file: string, what: string) =>
  archiveRefused(`${file} was altered after it was made: ${what}. Nothing was written.`)

function compare(file: string, { parts: promised, tables }: Manifest, parts: Part[]): void {
  if (promised.length !== parts.length) throw altered(file, `it has ${parts.length} parts, not ${promised.length}`)
  for (const [at, { name, size, sha256 }] of promised.entries()) {
    const part = parts[at]!
    if (part.name !== name || part.size !== size || part.sha256 !== sha256) throw altered(file, `${name} differs`)
    const isFile = /^files\/[^/]/.test(name) && !name.split('/').some((step) => /^\.|^$|[\\\0]/.test(step))
    const isTable = tables.some((table) => name === `tables/${table.schema}.${table.name}`)
    if (!isFile && !isTable) throw altered(file, `${JSON.stringify(name)} is not a part a backup has`)
  }
}

async function requireKnown(found: Manifest): Promise<void> {
  const known = await readMigrations()
  for (const { number, name, checksum } of found.migrations) {
    const file = known.find((migration) => migration.number === number)
    if (!file)
      throw archiveRefused(`The backup has the schema of a newer Portico (${name}). Restore it with that version.`)
    if (file.checksum !== checksum)
      throw archiveRefused(`The backup was made by another Portico: its migration ${name} differs from ours.`)
  }
}

async function requireEmpty({ database, filesDir }: RestoreOptions): Promise<void> {
  const files = await readdir(filesDir).catch(() => [])
  if (files.length)
    throw archiveRefused(`Expected an empty files folder, but ${filesDir} holds ${files.length} entries.`)
  const [first] = await withClient(database, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema in ('public', 'app_data') limit 1`,
    )
    return rows
  })
  if (first)
    throw archiveRefused(
      `Expected an empty database, but it has the table ${first.name}. ` +
        'Restore into a new data folder (PORTICO_DATA) or a new database (DATABASE_URL); nothing is ever overwritten.',
    )
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(url)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Takes back what a failed restore has made; `requireEmpty` has seen that there was nothing before. */
const empty = (url: string) =>
  withClient(url, (client) =>
    client.query('drop schema if exists app_data cascade; drop schema public cascade; create schema public'),
  )

/**
 * All rows in one transaction. Foreign keys are dropped before and made again after, which checks every row; triggers
 * rest meanwhile. Both need no superuser, unlike `session_replication_role`.
 */
async function load({ inFile, database, filesDir, leaveOut }: RestoreOptions, found: Manifest, draft: string) {
  const counts = { tables: 0, files: 0 }
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  await withClient(database, async (client) => {
    await client.query('begin; set local statement_timeout = 0')
    const tables = await describeTables(client, ['public'])
    const keys = tables.flatMap((table) =>
      table.constraints
        .filter(({ kind }) => kind === 'f')
        .map(({ name, definition }) => ({ table: tableName(table), name: quoted(name), definition })),
    )
    for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`)
    for (const table of tables) await client.query(`alter table ${tableName(table)} disable trigger user`)
    // What migrations put in is in the archive too, as it was at the time.
    await client.query(`truncate ${tables.map(tableName).join(', ')}`)
    await makeAppTables(client, found)
    await readArchive(inFile, async (name, _size, content) => {
      const table = found.tables.find((one) => name === `tables/${one.schema}.${one.name}`)
      if (name.startsWith('files/')) counts.files += await loadFile(draft, name, content)
      else if (table && !(table.schema === 'public' && leaveOut.includes(table.name)))
        counts.tables += await loadTable(client, table, content)
      else for await (const _ of content);
    })
    for (const { schema, name, value } of found.sequences)
      await client.query('select setval($1::regclass, $2::bigint)', [tableName({ schema, name }), value])
    await finishAppTables(client, found)
    for (const { table, name, definition } of keys)
      await client.query(`alter table ${table} add constraint ${name} ${definition}`)
    for (const table of tables) await client.query(`alter table ${tableName(table)} enable trigger user`)
    await rm(filesDir, { recursive: true, force: true })
    await mkdir(dirname(filesDir), { recursive: true })
    await rename(draft, filesDir)
    await client.query('commit')
  })
  return counts
}

async function loadTable(client: Client, table: Manifest['tables'][number], content: AsyncIterable<Buffer>) {
  const copying = client.query(
    copyFrom(`copy ${tableName(table)} (${table.columns.map(quoted).join(', ')}) from stdin`),
  )
  await pipeline(Readable.from(content), copying)
  return 1
}

async function loadFile(draft: string, name: string, content: AsyncIterable<Buffer>): Promise<number> {
  const path = join(draft, name.slice('files/'.length))
  await mkdir(dirname(path), { recursive: true })
  await pipeline(Readable.from(content), createWriteStream(path, { mode: 0o600, flush: true }))
  return 1
}

/** The tables without what would slow the loading down or needs other tables to be there. */
async function makeAppTables(client: Client, { appTables }: Manifest): Promise<void> {
  for (const table of appTables)
    await client.query(
      `create table ${tableName(table)} (${table.columns.map((column) => columnText(column, quoted)).join(', ')})`,
    )
}

async function finishAppTables(client: Client, { appTables }: Manifest): Promise<void> {
  const order = ['p', 'u', 'c', 'x', 'f']
  const all = appTables.flatMap((table) => table.constraints.map((constraint) => ({ table, ...constraint })))
  for (const { table, name, definition } of all.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)))
    await client.query(`alter table ${tableName(table)} add constraint ${quoted(name)} ${definition}`)
  for (const table of appTables) {
    for (const statement of [...table.indexes, ...table.triggers, ...table.grants]) await client.query(statement)
    if (table.comment)
      await client.query(`comment on table ${tableName(table)} is ${client.escapeLiteral(table.comment)}`)
    for (const { name, comment } of table.columns)
      if (comment)
        await client.query(`comment on column ${tableName(table)}.${quoted(name)} is ${client.escapeLiteral(comment)}`)
  }
}
