import type { ParseArgsOptionsConfig } from 'node:util'

export type CliCommand = {
  /** As typed: `process check`. */
  name: string
  /** Arguments after the name, for the help line. */
  usage: string
  summary: string
  /** More for `--help`. */
  details?: string
  options?: ParseArgsOptionsConfig
  /** Answers with the exit code. */
  run(positionals: string[], options: Record<string, string | boolean | undefined>): Promise<number>
}

/** Used wrongly: the sentence; the command line adds where to look. */
export class Misused extends Error {}

export const print = (text: string): void => void process.stdout.write(`${text}\n`)
export const complain = (text: string): void => void process.stderr.write(`${text}\n`)
