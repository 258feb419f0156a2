import { Refusal } from '../base/refusal.ts'
import { violatedConstraint } from '../sql/database.ts'

/** Runs a statement that writes an app's code and turns the unique index's "no" into a sentence. */
export async function explainTaken(write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (violatedConstraint(error) !== 'apps_workspace_id_code_key') throw error
    throw new Refusal(
      'conflict',
      'app.code_taken',
      'Expected a new code, but another app of this workspace, perhaps a deleted one, has it. Give a code of your own.',
    )
  }
}
