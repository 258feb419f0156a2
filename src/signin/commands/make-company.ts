import type { UserId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { takeSeat } from '../../licensing/commands/take-seat.ts'
import { makeUser } from '../../people/commands/make-user.ts'
import type { Tx } from '../../sql/database.ts'
import { insertCompany, lockSetUp } from '../account.sql.ts'

/**
 * Makes the company and its System supervisor, who takes the first seat. Once in the life of an installation: of two
 * set-ups at once the second waits and finds it done; the primary key of `company` stands behind it (AT-057).
 *
 * @throws Refusal 410 `setup.done`
 */
export async function makeCompany(
  tx: Tx,
  given: {
    companyName: string
    fullName: string
    email: string
    /** From `newPasswordHash`. */
    passwordHash: string
    language: string
    timeZone: string
  },
): Promise<UserId> {
  if (!(await lockSetUp(tx))) throw setUpDone()
  const { companyName, fullName, email, passwordHash, language, timeZone } = given
  const supervisor = await makeUser(tx, {
    kind: 'employee',
    status: 'active',
    fullName,
    email,
    phone: null,
    organization: null,
    language,
    timeZone,
    passwordHash,
    by: null,
  })
  await insertCompany(tx, { name: companyName, supervisor, language, timeZone })
  await takeSeat(tx, 'named', supervisor)
  return supervisor
}

export const setUpDone = (): Refusal =>
  new Refusal('gone', 'setup.done', 'This installation has been set up already, which happens once. Sign in instead.')
