import type { UserId } from '../base/ids.ts'
import { canonicalEmail } from '../base/text.ts'
import { Refusal } from '../base/refusal.ts'
import type { Db } from '../sql/database.ts'
import { type Account, findAccount, findAccountByEmail, readCompany } from './account.sql.ts'
import { hashPassword, isOutdated, passwordMatches } from './hashing.ts'
import { judgePassword } from './password.ts'
import { readSecurity } from './security.sql.ts'
import { countTry, type TryContext } from './tries.sql.ts'

/**
 * What became of a password before the transaction: the right one's account, with a fresh hash when its is outdated, and
 * whether the rules of now would still take it.
 */
export type Tried = { account: Account | null; newHash: string | null; isBelowRules: boolean }

/**
 * Tries a password for an e-mail address. The same statements and one hash, whether there is such an account or not.
 *
 * @throws Refusal 429 `sign_in.too_many_tries`
 */
export async function tryPassword(context: TryContext, email: string, password: string): Promise<Tried> {
  await countTry(context, canonicalEmail(email))
  return compare(context.db, await findAccountByEmail(context.db, email), password)
}

/** The same for somebody who is signed in and is asked for the password again. */
export async function tryOwnPassword(context: TryContext, user: UserId, password: string): Promise<Tried> {
  const account = await findAccount(context.db, user)
  await countTry(context, canonicalEmail(account?.email ?? user))
  return compare(context.db, account, password)
}

async function compare(db: Db, account: Account | undefined, password: string): Promise<Tried> {
  const matches = await passwordMatches(account?.passwordHash ?? null, password)
  if (!matches || !account?.passwordHash) return { account: null, newHash: null, isBelowRules: false }
  const newHash = isOutdated(account.passwordHash) ? await hashPassword(password) : null
  return { account, newHash, isBelowRules: await isBelowRules(db, account, password) }
}

/** Rules count at the next new password; whoever has an older one is told when signing in, and comes in. */
async function isBelowRules(db: Db, account: Account, password: string): Promise<boolean> {
  const [rules, company] = [await readSecurity(db), await readCompany(db)]
  try {
    judgePassword(password, [company?.name ?? '', account.fullName, account.email ?? ''], rules)
    return false
  } catch (error) {
    if (error instanceof Refusal) return true
    throw error
  }
}
