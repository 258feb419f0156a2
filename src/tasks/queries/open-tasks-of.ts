import type { TaskId, UserId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import { listOpenTasksOf } from '../held.sql.ts'

/** Ids of the open tasks that wait for this person by name: taken, or offered to the person and not through a group. */
export const openTasksOf = (db: Db, user: UserId): Promise<TaskId[]> => listOpenTasksOf(db, user)
