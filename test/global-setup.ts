import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../src/sql/embedded.ts'
import { migrate } from '../src/sql/migrate.ts'

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
