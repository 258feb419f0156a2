import { sql } from 'kysely'
import type { TaskId } from '../base/ids.ts'
import type { Db } from '../sql/database.ts'
import type { TaskShape } from './contract.ts'

type Story = Pick<TaskShape, 'outcome' | 'candidates' | 'steps' | 'history'>

/** How a task came to who has it: to whom it was offered, each step of the choice, and what was done since. */
export async function findStory(db: Db, id: TaskId): Promise<Story> {
  const { rows } = await sql<Story>`select t.outcome,
      coalesce((select json_agg(coalesce(u.full_name, g.name, o.name, c.name) order by coalesce(u.full_name, g.name, o.name, c.name)) from task_candidates a
        left join users u on u.id = a.principal_id left join groups g on g.id = a.principal_id
        left join org_elements o on o.id = a.principal_id left join organizations c on c.id = a.principal_id
        where a.task_id = t.id), '[]') as candidates,
      coalesce((select json_agg(step ->> 'text' order by number) from (select facts from task_events
          where task_id = t.id and kind = 'resolved' order by at desc limit 1) last,
        jsonb_array_elements(last.facts -> 'steps') with ordinality as steps (step, number)), '[]') as steps,
      coalesce((select json_agg(json_build_object('at', to_json(e.at), 'kind', e.kind,
          'actor', case when u.id is not null then json_build_object('id', u.id, 'name', u.full_name) end,
          'to', case when r.id is not null then json_build_object('id', r.id, 'name', r.full_name) end,
          'actingFor', case when f.id is not null then json_build_object('id', f.id, 'name', f.full_name) end,
          'reason', nullif(e.facts ->> 'reason', '')) order by e.at)
        from task_events e left join users u on u.id = e.actor_user_id left join users r on r.id = (e.facts ->> 'to')::uuid
          left join users f on f.id = (e.facts ->> 'for')::uuid
        where e.task_id = t.id), '[]') as history
    from tasks t where t.id = ${id}`.execute(db)
  return rows[0]!
}
