import { Refusal } from '../base/refusal.ts'
import { violatedConstraint } from '../sql/database.ts'

/** Runs a statement that writes a group's name and turns the unique index's "no" into a sentence. */
export async function explainTaken(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    const constraint = violatedConstraint(error)
    if (constraint === 'groups_name') {
      throw new Refusal(
        'conflict',
        'group.name_taken',
        `Expected a new name, but a group “${name}” exists already. Choose another.`,
      )
    }
    if (constraint === 'groups_code') {
      throw new Refusal(
        'conflict',
        'group.code_taken',
        'Expected a new code, but another group, perhaps a deleted one, has it. Give a code of your own.',
      )
    }
    throw error
  }
}
