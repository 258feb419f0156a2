/** Started by `src/sql/embedded.test.ts` as a process of its own, so that it can be killed. Argument: data folder. */
import { CannotStart } from '../src/sql/cannot-start.ts'
import { startEmbedded } from '../src/sql/embedded.ts'

try {
  const server = await startEmbedded({ dataDir: process.argv[2]!, log: () => undefined })
  await server.announce('http://localhost:3000')
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`)
  process.once('SIGTERM', async () => {
    await server.stop()
    process.exit(0)
  })
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  process.stdout.write(`${JSON.stringify({ refused: error.message })}\n`)
  process.exitCode = error.exitCode
}
