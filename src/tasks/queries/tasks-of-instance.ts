import { visible } from '../../access/decide.ts'
import type { ProcessInstanceId } from '../../base/ids.ts'
import type { QueryContext } from '../../operations/operation.ts'
import type { TaskRowShape } from '../contract.ts'
import { listTasks, whereOf } from '../list.sql.ts'
import { readerOf } from './task-page.ts'

/** Tasks of one instance that the reader may see, newest first; for the page of the instance. */
export async function tasksOfInstance(context: QueryContext, instance: ProcessInstanceId): Promise<TaskRowShape[]> {
  const { db, actor } = context
  return listTasks(db, {
    ...readerOf(context),
    visible: await visible(db, actor, 'task.view'),
    managed: await visible(db, actor, 'task.manage'),
    where: whereOf(instance),
    limit: 200,
  })
}
