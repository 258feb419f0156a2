import { Refusal } from '../base/refusal.ts'
import { violatedConstraint } from '../sql/database.ts'

/** Two calendars of one name could not be told apart where one is chosen. */
export async function explainTaken<T>(name: string, write: () => Promise<T>): Promise<T> {
  return write().catch((error: unknown) => {
    if (violatedConstraint(error) !== 'calendars_name') throw error
    throw new Refusal(
      'conflict',
      'calendar.name_taken',
      `Expected a name of its own, but there is a calendar “${name}” already.`,
    )
  })
}
