import { join } from 'node:path'
import type { UserId } from '../base/ids.ts'
import type { Db } from '../sql/database.ts'
import { complain } from './cli-command.ts'
import type { Config } from './config.ts'
import { withDatabase } from './with-database.ts'

/** What a command of the command line works with: the database, and operations run as the system under its name. */
export type OnServer = {
  db: Db
  config: Config
  perform(operation: unknown, input: unknown, behind?: UserId): Promise<unknown>
}

/** Runs a command of the command line as the system; a refusal is its sentence and exit code 1. */
export async function asSystem(reason: string, work: (server: OnServer) => Promise<number>): Promise<number> {
  const [{ openBlobs }, { openDatabase }, { openQueue }, { openSecretBox }, { readSecretKey }] = await Promise.all([
    import('../blobs/blobs.ts'),
    import('../sql/database.ts'),
    import('../jobs/queue.ts'),
    import('../base/secret-box.ts'),
    import('./secret-key.ts'),
  ])
  const [{ run }, { asOperation }, { systemCall }, { Refusal }] = await Promise.all([
    import('../operations/run.ts'),
    import('../operations/operation.ts'),
    import('./system-call.ts'),
    import('../base/refusal.ts'),
  ])
  return withDatabase(async (url, config) => {
    const database = openDatabase({ connectionString: url })
    const queue = openQueue({ connectionString: url }, (error) => complain(error.message))
    try {
      await queue.start()
      const around = {
        send: queue.send,
        blobs: openBlobs(join(config.dataDir, 'files')),
        secrets: openSecretBox(await readSecretKey(config)),
        baseUrl: config.baseUrl,
      }
      return await work({
        db: database.db,
        config,
        perform: (operation, input, behind) =>
          run(database.db, asOperation(operation), input, systemCall(around, reason, behind ?? null)),
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      complain(error.message)
      return 1
    } finally {
      await queue.stop()
      await database.close()
    }
  })
}
