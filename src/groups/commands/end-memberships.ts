import type { UserId } from '../../base/ids.ts'
import { changed } from '../../operations/changed.ts'
import type { Tx } from '../../sql/database.ts'
import { keepAndEndMemberships } from '../kept-memberships.sql.ts'

/** Part of deleting a person, in its transaction. Which groups they were is kept for restoring (G72). */
export async function endMemberships(tx: Tx, user: UserId): Promise<number> {
  const ended = await keepAndEndMemberships(tx, user)
  if (ended > 0) await changed(tx, { topics: ['groups'], employees: true })
  return ended
}
