import type { UserId } from '../base/ids.ts'
import { canonicalEmail } from '../base/text.ts'
import type { Db } from '../sql/database.ts'
import { type Account, findAccount, findAccountByEmail } from './account.sql.ts'
import { hashPassword, isOutdated, passwordMatches } from './hashing.ts'
import { countTry } from './tries.sql.ts'

/** What became of a password before the transaction: the right one's account, with a fresh hash when its is outdated. */
export type Tried = { account: Account | null; newHash: string | null }

/**
 * Tries a password for an e-mail address. The same statements and one hash, whether there is such an account or not.
 *
 * @throws Refusal 429 `sign_in.too_many_tries`
 */
export async function tryPassword(db: Db, email: string, password: string, address: string): Promise<Tried> {
  await countTry(db, canonicalEmail(email), address)
  return compare(await findAccountByEmail(db, email), password)
}

/** The same for somebody who is signed in and is asked for the password again. */
export async function tryOwnPassword(db: Db, user: UserId, password: string, address: string): Promise<Tried> {
  const account = await findAccount(db, user)
  await countTry(db, canonicalEmail(account?.email ?? user), address)
  return compare(account, password)
}

async function compare(account: Account | undefined, password: string): Promise<Tried> {
  const matches = await passwordMatches(account?.passwordHash ?? null, password)
  if (!matches || !account?.passwordHash) return { account: null, newHash: null }
  return { account, newHash: isOutdated(account.passwordHash) ? await hashPassword(password) : null }
}
