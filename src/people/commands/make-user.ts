import { newId, type UserId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { type Tx, violatedConstraint } from '../../sql/database.ts'
import { insertUser, type NewUser } from '../user.sql.ts'
import { emailTaken } from '../user.ts'
import { keptPhones } from './kept-phones.ts'

/**
 * Writes a person with an account, for commands that bring somebody in (adding, inviting, set-up).
 *
 * @throws Refusal `user.email_taken` (AT-104), `organization.not_found`
 */
export async function makeUser(tx: Tx, user: Omit<NewUser, 'id'>): Promise<UserId> {
  const id = newId<'user'>()
  const kept = await keptPhones(tx, user)
  await explainUserWrite(() => insertUser(tx, { ...kept, id }))
  return id
}

/** Runs a statement that writes a user and turns the schema's "no" into a sentence. */
export async function explainUserWrite<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const constraint = violatedConstraint(error)
    if (constraint === 'users_email') throw emailTaken()
    if (constraint === 'users_organization_id_fkey') {
      throw new Refusal(
        'unprocessable',
        'organization.not_found',
        'Expected an organization that exists. Choose it again from the list.',
      )
    }
    throw error
  }
}
