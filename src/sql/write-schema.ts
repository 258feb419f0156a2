/**
 * `npm run schema`: writes what the migrations add up to, as SQL to be read and as types. With `--check` it writes
 * nothing and fails where either differs, which `npm test` asks.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { dumpSchema } from './dump-schema.ts'
import { startEmbedded } from './embedded.ts'
import { generateTypes } from './generate-types.ts'
import { migrate, migrationsFolder } from './migrate.ts'

const files = {
  'migrations/schema.sql': join(migrationsFolder, 'schema.sql'),
  'src/sql/schema.ts': join(import.meta.dirname, 'schema.ts'),
}

async function fromMigrations(): Promise<Record<keyof typeof files, string>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portico-schema-'))
  const server = await startEmbedded({ dataDir, durable: false, log: () => undefined })
  try {
    await migrate(server.url)
    const client = new Client(server.url)
    await client.connect()
    const made = { 'migrations/schema.sql': await dumpSchema(client), 'src/sql/schema.ts': await generateTypes(client) }
    await client.end()
    return made
  } finally {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

const check = process.argv.includes('--check')
for (const [name, made] of Object.entries(await fromMigrations())) {
  const file = files[name as keyof typeof files]
  const found = await readFile(file, 'utf8').catch(() => '')
  if (found === made) continue
  if (check) process.exitCode = 1
  else await writeFile(file, made)
  const line = made.split('\n').findIndex((text, index) => text !== found.split('\n')[index]) + 1
  process.stdout.write(
    check
      ? `${name} differs from what the migrations make, from line ${line} on. Run "npm run schema".\n`
      : `${name} written.\n`,
  )
}
