import { visible } from '../../access/decide.ts'
import type { UserId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { cursorOf, type Page, readCursor } from '../../base/wire.ts'
import type { QueryContext } from '../../operations/operation.ts'
import type { Sql } from '../../sql/database.ts'
import type { TaskRowShape } from '../contract.ts'
import { listTasks } from '../list.sql.ts'

/** Whoever reads; a list has no other reader, because nobody else is let to a listing. */
export const readerOf = ({ actor }: Pick<QueryContext, 'actor'>): { reader: UserId; isOutside: boolean } => {
  if (actor.kind !== 'user') throw new Error(`Expected a user to read tasks, found ${actor.kind}`)
  return { reader: actor.id, isOutside: actor.userKind === 'external' }
}

/** One page of a list of tasks, newest first. */
export async function taskPage(
  context: QueryContext & { visible: Sql<boolean> },
  { after, limit }: { after?: string | undefined; limit: number },
  where: Sql,
  by: 'created_at' | 'ended_at' = 'created_at',
): Promise<Page<TaskRowShape>> {
  const start = readCursor(after, 2) as [string, string] | undefined
  if (after && !start)
    throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
  const rows = await listTasks(context.db, {
    ...readerOf(context),
    visible: context.visible,
    managed: await visible(context.db, context.actor, 'task.manage'),
    where,
    by,
    after: start,
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const lastAt = by === 'created_at' ? last?.createdAt : last?.endedAt
  return { rows: page, next: rows.length > limit && last ? cursorOf([lastAt ?? null, last.id]) : null }
}
