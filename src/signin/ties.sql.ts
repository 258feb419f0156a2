import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { Db } from '../sql/database.ts'
import type { TiesShape } from './accounts-contract.ts'

/** Tasks named beside their number. */
const mostTasks = 20

/**
 * What hangs on one person, in one statement: open tasks by name, groups and departments nobody else who can sign in
 * counts as, places she leads, lanes of processes in use that would have nobody, and API tokens, which stop with her. It reads tables of other rooms,
 * because it is one question, and writes none.
 */
export async function findTies(db: Db, user: UserId): Promise<TiesShape> {
  const { rows } = await sql<TiesShape>`
    with person as (select id, email_canonical from users where id = ${user}),
    held as (
      select t.id, t.name, t.due_at, t.created_at, p.name as process from tasks t
        left join process_instances i on i.id = t.instance_id left join processes p on p.id = i.process_id
      where (t.state = 'claimed' and t.assignee_id = ${user}) or (t.state = 'ready' and t.id in (
        select task_id from task_candidates where principal_id = ${user} and open))
    ),
    alone as (
      select mine.principal_id as id from user_principals mine
      where mine.user_id = ${user} and mine.principal_id <> ${user} and not exists (
        select from user_principals other join users u on u.id = other.user_id
        where other.principal_id = mine.principal_id and other.user_id <> ${user} and u.status = 'active' and u.deleted_at is null)
    ),
    led as (select id, name, kind from org_elements where lead_id = ${user}),
    rules as (
      select p.id as process_id, p.name as process, lane.value ->> 'name' as lane,
        lane.value -> 'executor' ->> 'kind' as kind, lane.value -> 'executor' ->> 'ref' as ref
      from processes p join process_versions v on v.id = p.current_version_id cross join lateral jsonb_each(v.definition -> 'lanes') lane
      where p.deleted_at is null and lane.value -> 'executor' ->> 'kind' in ('user', 'group', 'position', 'department')
    ),
    idle as (
      select distinct process_id, process, lane from rules r where case r.kind
        when 'user' then exists (select from person where r.ref in (id::text, email_canonical))
        when 'group' then exists (select from alone join groups g using (id) where r.ref in (g.id::text, g.code))
        when 'position' then exists (select from led where kind = 'position' and (r.ref = id::text or lower(r.ref) = lower(name)))
        else exists (select from alone join org_elements e using (id) where e.kind = 'department' and (r.ref = e.id::text or lower(r.ref) = lower(e.name))) end
    )
    select
      (select jsonb_build_object('total', count(*), 'rows', coalesce(
        (select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'process', process, 'dueAt', to_json(due_at)) order by due_at, created_at)
          from (select * from held order by due_at, created_at limit ${sql.lit(mostTasks)}) first_ones), '[]')) from held) as tasks,
      coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'type', g.type) order by g.name)
        from alone join groups g using (id) where g.deleted_at is null), '[]') as groups,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'kind', kind) order by name) from led), '[]') as places,
      coalesce((select jsonb_agg(jsonb_build_object('process', jsonb_build_object('id', process_id, 'name', process), 'lane', lane)
        order by process, lane) from idle), '[]') as lanes,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name)
        from api_tokens t join sessions s on s.id = t.id
        where s.user_id = ${user} and s.ended_at is null and s.expires_at > now()), '[]') as tokens`.execute(db)
  return rows[0]!
}
