import { Refusal } from '../../base/refusal.ts'
import type { UserId } from '../../base/ids.ts'
import type { SecretBox } from '../../base/secret-box.ts'
import { isPasswordOf, withDirectory } from '../../ldap/connect.ts'
import type { Db } from '../../sql/database.ts'
import { accountOf } from '../account.ts'
import { type Directory, findDirectory, noteAway } from '../directory.sql.ts'
import { readEntry } from '../entry.ts'
import { isEntry, peopleAsked } from '../read.ts'
import { findSignIn, findTied, howDirectoriesAre } from '../sign-in.sql.ts'

/** Milliseconds somebody at the door waits. */
const patience = 5_000

export type DirectoryAnswer = 'right' | 'wrong' | 'away'

/**
 * Asks the directory of this person whether the password is hers. The entry is looked up by what never changes of it, under
 * the filter of the import: who was taken out of it does not come in, and nothing typed at the door reaches a filter.
 *
 * @returns null when she signs in here
 */
export async function proveAtDirectory(
  { db, secrets }: { db: Db; secrets: SecretBox },
  user: UserId,
  password: string,
): Promise<DirectoryAnswer | null> {
  const found = await findSignIn(db, user)
  if (!found) return null
  // A moment after it did not answer nobody else waits for it.
  if (!found.isEnabled || found.wasJustAway) return 'away'
  const directory = await findDirectory(db, found.directory)
  if (!directory) return 'away'
  try {
    const answer = await ask(directory, secrets, found.externalId, password)
    if (found.awayAt) await noteAway(db, directory.id, false)
    return answer
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await noteAway(db, directory.id, true)
    return 'away'
  }
}

async function ask(directory: Directory, secrets: SecretBox, id: string, password: string): Promise<DirectoryAnswer> {
  const asked = peopleAsked(directory, isEntry(directory, id))
  const account = accountOf(directory, secrets)
  const entries = await withDirectory(directory, account, (session) => session.few(asked, 2), patience)
  const [entry] = entries
  if (!entry || entries.length > 1 || readEntry(entry, directory.attributes).isLocked) return 'wrong'
  return (await isPasswordOf(directory, { dn: entry.dn, password }, patience)) ? 'right' : 'wrong'
}

/** Whether any is asked at all, and whether one did not answer lately. */
export const directoriesAtDoor = (db: Db): Promise<{ areAsked: boolean; isAway: boolean }> => howDirectoriesAre(db)

export const signsInAtDirectory = async (db: Db, user: UserId): Promise<boolean> =>
  (await findSignIn(db, user)) !== undefined

/** Whether a directory keeps anything of this person. */
export const isOfDirectory = (db: Db, user: UserId): Promise<boolean> => findTied(db, user)
