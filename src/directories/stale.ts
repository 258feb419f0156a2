import { Refusal } from '../base/refusal.ts'
import { violatedConstraint } from '../sql/database.ts'
import type { Directory } from './directory.sql.ts'

/** Two edit one directory: the second looks again (AT-016). */
export function refuseStale(directory: Directory, seen: number): void {
  if (directory.version === seen) return
  throw new Refusal(
    'conflict',
    'directory.changed_meanwhile',
    `Expected version ${seen} of “${directory.name}”, but ${directory.changedBy ?? 'somebody'} has changed it since. Look at it again and repeat your change.`,
    { version: directory.version },
  )
}

/** Turns the schema's "no" into a sentence. */
export async function explainDirectoryWrite<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const constraint = violatedConstraint(error)
    if (constraint === 'directories_name') {
      throw new Refusal('conflict', 'directory.name_taken', 'Expected a name of its own, but another directory has it.')
    }
    if (constraint?.startsWith('directory_groups') || constraint === 'directory_fills_company_groups') {
      throw new Refusal(
        'unprocessable',
        'directory.group_unfit',
        'Expected company groups of employees that take members by hand. A directory fills no system group and no role.',
      )
    }
    throw error
  }
}
