import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, gunzipSync, gzipSync } from 'node:zlib'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyDatabase, testDatabase } from '../../test/database.ts'
import { backup } from './backup.ts'
import { endOfArchive, type Manifest, readArchive, writePart } from './backup-archive.ts'
import { restore } from './backup-restore.ts'
import { dumpSchema } from './dump-schema.ts'
import { migrate } from './migrate.ts'

const { pool, url } = await testDatabase()
const empties = await Promise.all(Array.from({ length: 6 }, emptyDatabase))
const folder = await mkdtemp(join(tmpdir(), 'portico-backup-'))
afterAll(() => rm(folder, { recursive: true }))

const filesDir = join(folder, 'files')
const archive = join(folder, 'all of it; $(touch pwned).portico')
const leaveOut = ['sessions', 'confirmation_codes', 'password_resets', 'sign_in_attempts']
const contents: Record<string, string> = {
  'ab/cd/plain': 'content of a file',
  'ab/empty': '',
  [`deep/${'d'.repeat(90)}/${'long name '.repeat(9)}`]: 'long',
  "names/it's; rm -rf $HOME `x` Заявка": 'odd',
}

const appTable = `
  create table app_data."odd ""name""" (
    id uuid primary key default gen_random_uuid(),
    number bigint generated always as identity,
    "f_Title" text not null default 'tab	and \\ and ''quote''' check (length("f_Title") < 100),
    f_sum numeric(12, 2), f_tags text[], f_facts jsonb, f_day date, f_at timestamptz, f_raw bytea,
    f_double numeric generated always as (f_sum * 2) stored,
    created_by uuid references users (id),
    unique (number)
  );
  create index on app_data."odd ""name""" (f_sum desc nulls last) where f_sum is not null;
  comment on table app_data."odd ""name""" is 'It''s ours';
  comment on column app_data."odd ""name""".f_sum is 'In euros';
  insert into app_data."odd ""name""" (f_sum, f_tags, f_facts, f_day, f_at, f_raw, created_by)
    select n, array['a,b', null, 'c"d'], '{"k": "line\\nbreak"}', '2026-02-28', '2026-02-28 12:00+05', '\\x00ff09', (select min(id::text)::uuid from users)
    from generate_series(1, 2000) n;
  insert into app_data."odd ""name""" (f_sum) values (null);
`

beforeAll(async () => {
  await pool.query(appTable)
  await pool.query(
    `insert into sessions (id, token_hash, user_id, side, expires_at)
     select gen_random_uuid(), '\\x01', id, 'employee', now() + interval '1 day' from users limit 1`,
  )
  for (const [name, content] of Object.entries(contents)) {
    await mkdir(dirname(join(filesDir, name)), { recursive: true })
    await writeFile(join(filesDir, name), content)
  }
  await writeFile(join(filesDir, '.half-an-upload'), 'x')
  await backup({ database: url, filesDir, outFile: archive, leaveOut })
})

async function withClient<T>(address: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(address)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Every table with the sum of its rows, whatever their order. */
const sums = (address: string) =>
  withClient(address, async (client) => {
    const { rows } = await client.query<{ name: string; query: string }>(
      `select format('%I.%I', schemaname, tablename) as name,
         format('select count(*)::int as n, md5(coalesce(string_agg(t::text, chr(10) order by t::text), '''')) as sum from %I.%I t', schemaname, tablename) as query
       from pg_tables where schemaname in ('public', 'app_data') and tablename <> 'schema_migrations'`,
    )
    const found: Record<string, unknown> = {}
    for (const { name, query } of rows) found[name] = (await client.query(query)).rows[0]
    return found
  })

const isUntouched = (address: string) =>
  withClient(address, async (client) => {
    const { rows } = await client.query(`select from pg_tables where schemaname in ('public', 'app_data')`)
    return rows.length === 0
  })

describe('a restored backup', () => {
  const target = empties.pop()!
  const restoredFiles = join(folder, 'restored')
  beforeAll(() => restore({ inFile: archive, database: target, filesDir: restoredFiles, leaveOut }))

  it('has every row of every table, those of apps too', async () => {
    const [before, after] = [await sums(url), await sums(target)]
    for (const table of leaveOut) delete before[`public.${table}`]
    expect(after).toMatchObject(before)
    expect(after['app_data."odd ""name"""']).toMatchObject({ n: 2001 })
  })

  it('has the same schema: keys, indexes, triggers, comments', async () => {
    expect(await withClient(target, dumpSchema)).toBe(await withClient(url, dumpSchema))
  })

  it('AT-112: has no session and no pending code, so no former cookie opens it', async () => {
    const after = await sums(target)
    for (const table of leaveOut) expect(after[`public.${table}`]).toMatchObject({ n: 0 })
  })

  it('counts on where the former one stopped', async () => {
    const [row] = await withClient(target, async (client) => {
      const insert = 'insert into app_data."odd ""name""" default values returning number::int'
      return (await client.query<{ number: number }>(insert)).rows
    })
    expect(row).toEqual({ number: 2002 })
  })

  it('has every file, whatever its name, and no half upload', async () => {
    for (const [name, content] of Object.entries(contents))
      expect(await readFile(join(restoredFiles, name), 'utf8')).toBe(content)
    expect(await readdir(restoredFiles)).not.toContain('.half-an-upload')
  })

  it('still guards what the triggers guard', async () => {
    await expect(withClient(target, (client) => client.query('delete from audit_events'))).resolves.toBeDefined()
    await expect(withClient(target, (client) => client.query('truncate audit_events'))).rejects.toThrow(/append-only/)
  })
})

describe('taking a backup', () => {
  it('AT-170: takes a name for a name, never for a command', async () => {
    expect(await readdir(folder)).toContain('all of it; $(touch pwned).portico')
    expect(await readdir(process.cwd())).not.toContain('pwned')
  })

  it('never overwrites a file', async () => {
    await expect(backup({ database: url, filesDir, outFile: archive, leaveOut })).rejects.toThrow(/Expected a new file/)
  })

  it('into a folder that is not there leaves nothing and says why', async () => {
    const outFile = join(archive, 'inside', 'a file')
    await expect(backup({ database: url, filesDir, outFile, leaveOut })).rejects.toThrow(
      /a part of that path is a file/,
    )
  })

  it('shows one moment, although rows are written meanwhile', async () => {
    const outFile = join(folder, 'one-moment')
    const writing = pool.query(`select pg_sleep(0.01); update users set full_name = full_name || '!'`)
    await backup({ database: url, filesDir, outFile, leaveOut })
    await writing
    const parts: string[] = []
    await readArchive(outFile, async (name, _size, content) => {
      let text = ''
      for await (const chunk of content) text += String(chunk)
      if (name === 'tables/public.users') parts.push(text)
    })
    const names = parts.join('').trim().split('\n')
    expect(new Set(names.map((line) => line.includes('!\t'))).size).toBe(1)
  })
})

/** The archive taken apart and put together again with changes, as somebody would who wants it to look right. */
async function forged(
  name: string,
  change: (part: { name: string; content: Buffer }, manifest: Manifest) => void,
): Promise<string> {
  const parts: { name: string; content: Buffer }[] = []
  await readArchive(archive, async (name, _size, content) => {
    const chunks: Buffer[] = []
    for await (const chunk of content) chunks.push(Buffer.from(chunk))
    parts.push({ name, content: Buffer.concat(chunks) })
  })
  const manifest = JSON.parse(String(parts.pop()!.content)) as Manifest
  for (const part of parts) change(part, manifest)
  parts.push({ name: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) })
  const file = join(folder, name)
  const gzip = createGzip()
  const chunks: Buffer[] = []
  const done = pipeline(gzip, async (source) => {
    for await (const chunk of source) chunks.push(chunk as Buffer)
  })
  for (const { name, content } of parts) await writePart(gzip, name, content.length, Readable.from([content]))
  gzip.end(endOfArchive)
  await done
  await writeFile(file, Buffer.concat(chunks))
  return file
}

describe('AT-170: an archive is refused before any write', () => {
  const target = empties.pop()!
  const into = join(folder, 'never')
  const refused = async (inFile: string, why: RegExp, database = target) => {
    await expect(restore({ inFile, database, filesDir: into, leaveOut })).rejects.toMatchObject({
      exitCode: 15,
      message: expect.stringMatching(why),
    })
    expect(await readdir(into).catch(() => 'absent')).toBe('absent')
    if (database === target) expect(await isUntouched(target)).toBe(true)
  }

  it('when it is not there', () => refused(join(folder, 'no such'), /cannot be read/))

  it('when it is something else', async () => {
    const file = join(folder, 'else')
    await writeFile(file, 'create table users ()')
    await refused(file, /damaged or not a backup/)
    await writeFile(file, gzipSync('create table users ()'.repeat(100)))
    await refused(file, /damaged or not a backup/)
    await writeFile(file, gzipSync(endOfArchive))
    await refused(file, /not a backup of Portico/)
  })

  it('when it is cut off anywhere', async () => {
    const whole = await readFile(archive)
    const file = join(folder, 'cut')
    for (const share of [0, 0.01, 0.5, 0.9, 0.999]) {
      await writeFile(file, whole.subarray(0, Math.floor(whole.length * share)))
      await refused(file, /damaged or not a backup/)
    }
  })

  it('when a byte of it has changed', async () => {
    const whole = await readFile(archive)
    const file = join(folder, 'bit')
    for (const at of [20, Math.floor(whole.length / 2), whole.length - 6]) {
      const changed = Buffer.from(whole)
      changed.writeUInt8(changed.readUInt8(at) ^ 0x10, at)
      await writeFile(file, changed)
      await refused(file, /damaged|altered|not a backup/)
    }
  })

  it('when a row was changed inside and the manifest left alone', async () => {
    const file = await forged('row', (part) => {
      if (part.name === 'tables/public.users')
        part.content = Buffer.from(String(part.content).replace('active', 'locked'))
    })
    await refused(file, /altered after it was made: tables\/public\.users differs/)
  })

  it('when a part would land outside of the files folder', async () => {
    const file = await forged('outside', (part, manifest) => {
      if (!part.name.endsWith('plain')) return
      manifest.parts.find(({ name }) => name === part.name)!.name = 'files/../../pwned'
      part.name = 'files/../../pwned'
    })
    await refused(file, /"files\/\.\.\/\.\.\/pwned" is not a part/)
  })

  it('when it comes from a newer or another Portico', async () => {
    const newer = await forged('newer', (_, manifest) => {
      if (!manifest.migrations.some(({ number }) => number === 9999))
        manifest.migrations.push({ number: 9999, name: '9999_later.sql', checksum: '' })
    })
    await refused(newer, /schema of a newer Portico \(9999_later\.sql\)/)
    const other = await forged('other', (_, manifest) => {
      manifest.migrations[0]!.checksum = createHash('sha256').digest('hex')
    })
    await refused(other, /made by another Portico/)
  })

  it('when the database is not empty', async () => {
    const database = empties.pop()!
    await migrate(database)
    await refused(archive, /Expected an empty database/, database)
  })

  it('when there are files already', async () => {
    const filesDir = join(folder, 'taken')
    await mkdir(filesDir)
    await writeFile(join(filesDir, 'mine'), 'mine')
    await expect(restore({ inFile: archive, database: target, filesDir, leaveOut })).rejects.toThrow(
      /empty files folder/,
    )
    expect(await readFile(join(filesDir, 'mine'), 'utf8')).toBe('mine')
  })

  it('takes everything back when the rows do not fit together, and can be tried again', async () => {
    const database = empties.pop()!
    const file = await forged('orphans', (part, manifest) => {
      if (part.name !== 'tables/public.principals') return
      part.content = Buffer.from('')
      const line = manifest.parts.find(({ name }) => name === part.name)!
      line.size = 0
      line.sha256 = createHash('sha256').digest('hex')
    })
    await expect(restore({ inFile: file, database, filesDir: into, leaveOut })).rejects.toThrow(/foreign key/)
    expect(await isUntouched(database)).toBe(true)
    expect(await readdir(folder)).not.toContain('never')
    await restore({ inFile: archive, database, filesDir: into, leaveOut })
    await rm(into, { recursive: true })
  })
})

it('an archive opens with the tools of any system', async () => {
  const tar = gunzipSync(await readFile(archive))
  expect(tar.subarray(257, 262).toString()).toBe('ustar')
  expect(tar.length % 512).toBe(0)
})
