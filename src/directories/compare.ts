import type { Tx } from '../sql/database.ts'
import { compareEntries, compareGone, compareMembers, keepAdministrators, type Sums, sumUp } from './compare.sql.ts'
import type { Directory } from './directory.sql.ts'
import { moveRun, type Run } from './run.sql.ts'

/** Compares what was read with who is here, and decides whether the run goes on, waits, asks or fails. */
export async function compareRun(tx: Tx, run: Run, directory: Directory): Promise<void> {
  await compareEntries(tx, run.id, directory)
  await compareGone(tx, run.id, directory)
  await keepAdministrators(tx, run.id)
  await compareMembers(tx, run.id, directory)
  const sums = await sumUp(tx, run.id, directory)
  await moveRun(tx, run.id, 'reading', whatNext(sums, run, directory))
}

type Next = Parameters<typeof moveRun>[3]

export function whatNext(
  sums: Sums,
  { origin }: Pick<Run, 'origin'>,
  { mostLeaving }: Pick<Directory, 'mostLeaving'>,
): Next {
  const { entries, people, locks, memberships, leaves } = sums
  // An empty answer is a mistake of a filter or a right, whatever share is allowed to leave.
  if (entries === 0 && people > 0) {
    return {
      state: 'failed',
      code: 'directory.nobody_found',
      message: `Expected the directory to know at least one of its ${people} people, but it named nobody. Check base, filter and the rights of its account. Nothing was changed.`,
    }
  }
  if (origin === 'preview') return { state: 'ready' }
  const isTooMany = (leaving: number, of: number) => leaving * 100 > mostLeaving * of
  if (isTooMany(locks, people)) {
    return asks(`${locks} of ${people} people would be locked, more than the ${mostLeaving} % that may be.`)
  }
  if (isTooMany(leaves, memberships)) {
    return asks(
      `${leaves} of ${memberships} members would leave their groups, more than the ${mostLeaving} % that may.`,
    )
  }
  return { state: 'applying' }
}

const asks = (sentence: string): Next => ({
  state: 'asks',
  code: 'directory.too_many_leave',
  message: `${sentence} Nothing was changed yet: look at the rows, then apply or cancel the run.`,
})
