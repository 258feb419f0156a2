import { pino } from 'pino'
import type { Config } from './config.ts'

export type Log = {
  debug(facts: object, sentence: string): void
  info(facts: object, sentence: string): void
  warn(facts: object, sentence: string): void
  error(facts: object, sentence: string): void
}

/** JSON lines on standard error. Secrets never enter a log line: what is logged is named, nothing is dumped (AT-167). */
export const openLog = (
  level: Config['log'],
  to: pino.DestinationStream = pino.destination({ dest: 2, sync: false }),
): Log => pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to)
