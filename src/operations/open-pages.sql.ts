import { sql } from 'kysely'
import type { Db } from '../sql/database.ts'

/** Messages that wait for the one before them to go out, by database. */
const waiting = new WeakMap<Db, Set<string>>()

/** A payload of NOTIFY takes less than 8,000 bytes; who is told more than fits looks at everything again. */
const mostBytes = 7500
const everything = JSON.stringify({ everybody: true })

/**
 * Tells every process what changed, after the commit that changed it, so that its open pages ask again. NOTIFY inside
 * the transaction makes PostgreSQL commit such transactions one after the other, each with its own write to disk
 * (`LockDatabaseObject` in async.c, `PreCommit_Notify`): with ten at once, creating an item took a third longer. What comes while one message
 * is on its way goes together in the next.
 *
 * A message is a convenience and carries nothing: one that dies with its process between commit and here is made up for
 * by `heardNothing` when that process starts again, and sessions that ended are looked for every second (http/live.ts).
 */
export function tellOpenPages(db: Db, messages: readonly object[]): void {
  if (messages.length === 0) return
  const before = waiting.get(db)
  const queue = before ?? new Set<string>()
  for (const message of messages) queue.add(fitting(JSON.stringify(message)))
  if (before) return
  waiting.set(db, queue)
  void sendAll(db, queue)
}

const fitting = (message: string): string => (Buffer.byteLength(message) > mostBytes ? everything : message)

async function sendAll(db: Db, queue: Set<string>): Promise<void> {
  while (queue.size > 0) {
    const messages = [...queue]
    queue.clear()
    // Where the database is away the pages' own connection is too, and all look again when it is back.
    await sql`select notify_changed(message) from jsonb_array_elements(${`[${messages.join()}]`}::jsonb) message`
      .execute(db)
      .catch(() => undefined)
  }
  waiting.delete(db)
}
