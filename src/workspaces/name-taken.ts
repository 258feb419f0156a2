import { Refusal } from '../base/refusal.ts'
import { violatedConstraint } from '../sql/database.ts'

/** Runs a statement that writes a workspace's name or code and turns a unique index's "no" into a sentence. */
export async function explainTaken(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    const constraint = violatedConstraint(error)
    if (constraint === 'workspaces_name') {
      throw new Refusal(
        'conflict',
        'workspace.name_taken',
        `Expected a new name, but a workspace “${name}” exists already. Choose another.`,
      )
    }
    if (constraint === 'workspaces_code_key') {
      throw new Refusal(
        'conflict',
        'workspace.code_taken',
        'Expected a new code, but another workspace, perhaps a deleted one, has it. Give a code of your own.',
      )
    }
    throw error
  }
}
