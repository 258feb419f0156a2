import type { Db } from '../../sql/database.ts'
import { hashPassword } from '../hashing.ts'
import { judgePassword } from '../password.ts'
import { readSecurity } from '../security.sql.ts'

/**
 * Judges a new password by the rules of now and hashes it. Call it before a transaction begins.
 *
 * @param words names of the company and the person, her e-mail address: none of them makes a password
 * @returns Argon2id in PHC form
 * @throws Refusal 422 `password.…`
 */
export async function newPasswordHash(db: Db, password: string, words: (string | null)[]): Promise<string> {
  judgePassword(
    password,
    words.filter((word) => word !== null),
    await readSecurity(db),
  )
  return hashPassword(password)
}
