import { sql } from 'kysely'
import type { AppId, ItemId, TaskId } from '../base/ids.ts'
import type { ItemValue } from '../apps/contract-items.ts'
import type { Db } from '../sql/database.ts'
import type { Work } from './step.sql.ts'

export type Seen = Pick<Work, 'form' | 'buttons'> & {
  app: AppId | null
  item: ItemId | null
  /** As the task's element sees them: its own scope's over those around it. */
  variables: Record<string, ItemValue>
}

/** The same with what its form shows; an ended task shows the values its instance has now. */
export async function findSeen(db: Db, task: TaskId): Promise<Seen | undefined> {
  const { rows } = await sql<Seen>`
    with recursive work as (select * from tasks where id = ${task}), scopes (key, depth) as (
      select coalesce((select e.scope_key from element_instances e join work w on w.instance_id = e.instance_id and w.element_key = e.key), 0), 0
      union all
      select e.scope_key, s.depth + 1 from scopes s join work w on true
        join element_instances e on e.instance_id = w.instance_id and e.key = s.key where s.key <> 0 and s.depth < 60
    )
    select w.form, w.buttons, w.app_id as app, w.item_id as item,
      coalesce((select jsonb_object_agg(v.name, v.value) from (select distinct on (v.name) v.name, v.value
        from process_variables v join scopes s on s.key = v.scope_key where v.instance_id = w.instance_id order by v.name, s.depth) v), '{}') as variables
    from work w`.execute(db)
  return rows[0]
}
