import { join } from 'node:path'
import { links } from '../base/employee-links.ts'
import { type CliCommand, complain, print } from './cli-command.ts'
import { withDatabase } from './with-database.ts'

export const rescueCommand: CliCommand = {
  name: 'rescue',
  usage: '',
  summary: 'Prints a link by which the System supervisor gets back in without any factor left',
  details:
    'For a supervisor who has lost device, recovery codes and perhaps the password. The link works once, for 15 minutes,\n' +
    'while Portico runs. It sets a new password, removes second factors and passkeys, and ends every session and API token.\n' +
    'The audit keeps it, and the supervisor and all administrators are told by mail. Give the link to nobody else.',
  async run() {
    const [{ openBlobs }, { openDatabase }, { openQueue }, { openSecretBox }, { readSecretKey }] = await Promise.all([
      import('../blobs/blobs.ts'),
      import('../sql/database.ts'),
      import('../jobs/queue.ts'),
      import('../base/secret-box.ts'),
      import('./secret-key.ts'),
    ])
    const [{ run }, { asOperation }, { systemCall }, { startRescue }, { Refusal }] = await Promise.all([
      import('../operations/run.ts'),
      import('../operations/operation.ts'),
      import('./system-call.ts'),
      import('../signin/commands/rescue-supervisor.ts'),
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
        const made = (await run(database.db, asOperation(startRescue), {}, systemCall(around, 'portico rescue'))) as {
          fullName: string
          email: string | null
          token: string
        }
        print(
          `${made.fullName} (${made.email ?? 'without an address'}), the System supervisor, opens this link within 15 minutes:\n\n  ${config.baseUrl}${links.rescue({ token: made.token })}\n`,
        )
        return 0
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        complain(error.message)
        return 1
      } finally {
        await queue.stop()
        await database.close()
      }
    })
  },
}
