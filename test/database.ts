import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, inject } from 'vitest'
import { type Database, openDatabase } from '../src/sql/database.ts'

export type TestDatabase = Database & { url: string }

/**
 * A fresh, migrated database of this test file's own, gone after the file. Call it at the top of the file:
 * `const { db } = await testDatabase()`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { admin, template, address } = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  // Copying files was measured at half the time of copying through the log, since nothing is synced here.
  await once(admin, `create database ${name} template ${template} strategy file_copy`)
  const url = address.replace('NAME', name)
  const database = openDatabase({ connectionString: url, max: 10 })
  afterAll(async () => {
    await database.close()
    await once(admin, `drop database ${name} with (force)`)
  })
  return { ...database, url }
}

/** An empty database, without the migrations: for what makes or restores a schema itself. Its address. */
export async function emptyDatabase(): Promise<string> {
  const { admin, address } = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await once(admin, `create database ${name} template template0`)
  afterAll(() => once(admin, `drop database ${name} with (force)`))
  return address.replace('NAME', name)
}

async function once(url: string, statement: string): Promise<void> {
  const client = new Client(url)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
