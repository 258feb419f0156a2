import type { UserId } from '../../base/ids.ts'
import type { Tx } from '../../sql/database.ts'
import { saveUser } from '../user.sql.ts'
import { explainUserWrite } from './make-user.ts'

/**
 * Writes the address of somebody, for commands that know it is hers; links to a new password die by the schema.
 *
 * @throws Refusal `user.email_taken` (AT-104)
 */
export const setEmail = (tx: Tx, user: UserId, email: string): Promise<number> =>
  explainUserWrite(() => saveUser(tx, user, { email }))
