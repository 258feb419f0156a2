import { sql } from 'kysely'
import type { TaskId, UserId } from '../base/ids.ts'
import type { Db, Sql } from '../sql/database.ts'

/** Open, and either taken by the person or offered to the person by name. */
export const heldBy = (user: UserId): Sql<boolean> => sql`(
  (t.state = 'claimed' and t.assignee_id = ${user}) or (t.state = 'ready' and t.id in (
    select task_id from task_candidates where principal_id = ${user} and open)))`

export async function listOpenTasksOf(db: Db, user: UserId): Promise<TaskId[]> {
  const { rows } = await sql<{ id: TaskId }>`
    select t.id from tasks t where ${heldBy(user)} order by t.created_at, t.id limit 5000`.execute(db)
  return rows.map(({ id }) => id)
}
