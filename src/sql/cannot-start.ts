/**
 * Exit codes of `portico`, one for each reason an operator's script may want to tell apart. 1 stays "a bug", 2 "used
 * wrongly". They are kept clear of 126 and up, which shells use for signals.
 */
export const exitCodes = {
  dataFolderInUse: 10,
  dataFolderUnusable: 11,
  databaseDidNotStart: 12,
  schemaTooNew: 13,
  migrationRefused: 14,
  archiveRefused: 15,
  configurationWrong: 16,
  portInUse: 17,
  screensMissing: 18,
  databaseAway: 19,
} as const

/**
 * Portico cannot start, or a command of the command line cannot go on, for a reason outside of it. The message is a
 * whole answer for the operator (what was expected, what was found, what to do); the command line prints it without a
 * stack and ends with `exitCode`.
 */
export class CannotStart extends Error {
  readonly exitCode: number

  constructor(reason: keyof typeof exitCodes, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CannotStart'
    this.exitCode = exitCodes[reason]
  }
}

/** The system's error code (`ENOSPC`, `EACCES`, …) of whatever was thrown. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const folderSentences: Record<string, string> = {
  ENOSPC: 'the disk is full; free some space, then try again',
  EDQUOT: 'the disk quota is used up; free some space, then try again',
  EACCES:
    'this user may not write there; give it to this user, or name another place (PORTICO_DATA is the data folder)',
  EPERM: 'this user may not write there; give it to this user, or name another place (PORTICO_DATA is the data folder)',
  EROFS: 'that disk is mounted read-only; name another place (PORTICO_DATA is the data folder)',
  ENOTDIR: 'a part of that path is a file, not a folder; name another place (PORTICO_DATA is the data folder)',
  EEXIST: 'a part of that path is a file, not a folder; name another place (PORTICO_DATA is the data folder)',
}

/** Runs `work` on a named place; what the file system refuses becomes a sentence, everything else stays a bug. */
export async function onDisk<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const why = folderSentences[systemCode(error) ?? '']
    if (!why) throw error
    throw new CannotStart('dataFolderUnusable', `Portico cannot use the ${place}: ${why}.`, {
      cause: error,
    })
  }
}
