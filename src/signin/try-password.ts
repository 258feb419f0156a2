import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { UserId } from '../base/ids.ts'
import { canonicalEmail } from '../base/text.ts'
import { Refusal } from '../base/refusal.ts'
import type { SecretBox } from '../base/secret-box.ts'
import { directoriesAtDoor, proveAtDirectory } from '../directories/queries/prove-at-directory.ts'
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
export type Tried = {
  account: Account | null
  newHash: string | null
  isBelowRules: boolean
  /** It was the password of a directory. */
  isElsewhere: boolean
  /** A directory that people sign in by could not be asked; told to everybody whose sign-in fails meanwhile. */
  isAway: boolean
}

type Context = TryContext & { secrets: SecretBox }

/** Whose password was tried, for the audit of a refusal; never for the answer. */
export const whosePassword = async ({ db }: { db: Db }, { email }: { email: string }): Promise<UserId | undefined> =>
  (await findAccountByEmail(db, email))?.id

/**
 * Where a directory is asked, no refusal comes earlier, whoever was asked: neither its time nor its absence tells who has
 * an account, and where (AT-105).
 */
const shortestRefusal = 400

/**
 * Tries a password for an e-mail address. The same statements and one hash, whether there is such an account or not.
 *
 * @throws Refusal 429 `sign_in.too_many_tries`
 */
export async function tryPassword(context: Context, email: string, password: string): Promise<Tried> {
  const begun = Date.now()
  await countTry(context, triesKey(email))
  const tried = await compare(context, await findAccountByEmail(context.db, email), password)
  if (tried.account) return tried
  const { areAsked, isAway } = await directoriesAtDoor(context.db)
  if (areAsked) await wait(Math.max(0, begun + shortestRefusal - Date.now()))
  return { ...tried, isAway }
}

/** People type a password where the address belongs. What can be nobody's address is counted without being kept (AT-167). */
const triesKey = (email: string): string =>
  email.includes('@') ? canonicalEmail(email) : `no address ${createHash('sha256').update(email).digest('hex')}`

/** The same for somebody who is signed in and is asked for the password again. */
export async function tryOwnPassword(context: Context, user: UserId, password: string): Promise<Tried> {
  const account = await findAccount(context.db, user)
  await countTry(context, canonicalEmail(account?.email ?? user))
  return compare(context, account, password)
}

const wrong: Tried = { account: null, newHash: null, isBelowRules: false, isElsewhere: false, isAway: false }

/** The hash is computed for everybody; a directory's answer counts instead of it, never beside it. */
async function compare(context: Context, account: Account | undefined, password: string): Promise<Tried> {
  const { db } = context
  const matches = await passwordMatches(account?.passwordHash ?? null, password)
  const answer = account?.kind === 'employee' ? await proveAtDirectory(context, account.id, password) : null
  if (account && answer !== null) {
    return { ...wrong, account: answer === 'right' ? account : null, isElsewhere: true, isAway: answer === 'away' }
  }
  if (!matches || !account?.passwordHash) return wrong
  const newHash = isOutdated(account.passwordHash) ? await hashPassword(password) : null
  return { ...wrong, account, newHash, isBelowRules: await isBelowRules(db, account, password) }
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
