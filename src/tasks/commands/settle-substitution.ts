import { setTimeout as sleep } from 'node:timers/promises'
import type { SubstitutionId, TaskId } from '../../base/ids.ts'
import { asOperation } from '../../operations/operation.ts'
import { type Call, run } from '../../operations/run.ts'
import type { Db } from '../../sql/database.ts'
import { findUnsettled } from '../substitution.sql.ts'
import { carryOutSubstitution } from './carry-out-substitution.ts'

const mostPasses = 50
const pause = 200

/**
 * The job of a substitution's moments: batch after batch, each a transaction of its own, until all its tasks have been
 * looked at and none was passed over because somebody was at work on it. Where that does not come about, the job is
 * repeated later.
 */
export async function settleSubstitution(db: Db, call: () => Call, substitution: SubstitutionId): Promise<void> {
  const operation = asOperation(carryOutSubstitution)
  for (let pass = 0; pass < mostPasses; pass += 1) {
    let after: TaskId | null = null
    let passedOver = 0
    do {
      const answer = await run(db, operation, { substitution, after }, call())
      const { next, skipped } = answer as { next: TaskId | null; skipped: number }
      after = next
      passedOver += skipped
    } while (after !== null)
    if (passedOver === 0) return
    await sleep(pause)
  }
  throw new Error(`Expected to settle substitution ${substitution}, but its tasks are worked on without pause.`)
}

/** Those whose moment has passed without their job: it was lost, or given up after its repeats. */
export const forgottenSubstitutions = (db: Db): Promise<SubstitutionId[]> => findUnsettled(db)
