import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { hash } from '@node-rs/argon2'
import { openQueue } from '../src/jobs/queue.ts'
import { makeCast } from '../src/main/demo/cast.ts'
import { openDatabase, transaction } from '../src/sql/database.ts'
import { startEmbedded } from '../src/sql/embedded.ts'
import { migrate } from '../src/sql/migrate.ts'
import { castPassword } from './cast/password.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Addresses of the run's database server: `admin` makes databases, `template` names the migrated one. */
    postgres: { admin: string; template: string; address: string }
  }
}

/**
 * One database server for the whole run, in a temporary folder and without fsync; it holds the migrated template that
 * `testDatabase()` clones. It hangs on this process, so it ends with the run however the run ends.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portico-test-'))
  const server = await startEmbedded({ dataDir, durable: false, log: () => undefined })
  await migrate(server.url)
  await addCast(server.url)
  project.provide('postgres', {
    admin: server.urlOf('postgres'),
    template: 'portico',
    address: server.urlOf('NAME'),
  })
  return async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** The template holds the cast, whose password is known to the tests only, and the tables of the queue. */
async function addCast(url: string): Promise<void> {
  const { db, close } = openDatabase({ connectionString: url })
  const passwordHash = await hash(castPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  await transaction(db, (tx) => makeCast(tx, passwordHash))
  await close()
  const queue = openQueue({ connectionString: url }, () => undefined)
  await queue.start()
  await queue.stop()
}
