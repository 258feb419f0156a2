import { visible } from '../../access/decide.ts'
import type { TaskId } from '../../base/ids.ts'
import type { QueryContext } from '../../operations/operation.ts'
import type { Sql } from '../../sql/database.ts'
import type { TaskShape } from '../contract.ts'
import { listTasks, whereIs } from '../list.sql.ts'
import { findStory } from '../story.sql.ts'
import { readerOf } from './task-page.ts'

export type TaskWithoutForm = Omit<TaskShape, 'form' | 'values' | 'buttons' | 'item'>

/**
 * One task without its form, as the reader may see it; undefined where they may not. People from outside are told what
 * waits for them, not who else was asked and why.
 */
export async function readTask(
  context: QueryContext & { visible: Sql<boolean> },
  id: TaskId,
): Promise<TaskWithoutForm | undefined> {
  const { db, actor } = context
  const managed = await visible(db, actor, 'task.manage')
  const { reader, isOutside } = readerOf(context)
  const [row] = await listTasks(db, {
    reader,
    isOutside,
    visible: context.visible,
    managed,
    where: whereIs(id),
    limit: 1,
  })
  if (!row) return undefined
  const { outcome, ...story } = await findStory(db, id)
  return { ...row, outcome, ...(isOutside ? { candidates: [], steps: [], history: [] } : story) }
}
