import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { Tx } from '../sql/database.ts'
import { atCommit } from './at-commit.sql.ts'

/**
 * Tells open pages, once it is committed, that something changed; never what. `topics` are names such as `tasks` or `app:<id>`.
 * People from outside are told only when they are named in `users`: that something moved in a list they see a part of
 * would be knowledge too (AT-031, AT-032). `employees` tells everyone on the employee side.
 */
export async function changed(
  tx: Tx,
  message: { topics: string[]; users?: (UserId | null)[]; employees?: boolean },
): Promise<void> {
  const users = message.users?.filter((user) => user !== null)
  const told = { ...message, ...(users && { users }) }
  const collected = atCommit(tx)
  if (collected) collected.told.push(told)
  else await sql`select notify_changed(${JSON.stringify(told)}::jsonb)`.execute(tx)
}
