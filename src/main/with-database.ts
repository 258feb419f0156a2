import { type Config, readConfig } from './config.ts'

/**
 * A database for one command of the command line: the given one, the one of a Portico that runs on this data folder, or
 * the embedded one for as long as it takes.
 */
export async function withDatabase<T>(work: (url: string, config: Config) => Promise<T>): Promise<T> {
  const config = await readConfig(process.env)
  if (config.databaseUrl) return work(config.databaseUrl, config)
  const { findEmbedded, startEmbedded } = await import('../sql/embedded.ts')
  const running = await findEmbedded(config.dataDir)
  if (running) return work(running, config)
  const embedded = await startEmbedded({ dataDir: config.dataDir, bin: config.postgresBin, log: () => undefined })
  try {
    return await work(embedded.url, config)
  } finally {
    await embedded.stop()
  }
}
