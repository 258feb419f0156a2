import { sql } from 'kysely'
import type { AnswerOf } from '../base/endpoint.ts'
import type { UserId } from '../base/ids.ts'
import type { Db, Sql } from '../sql/database.ts'
import type { AbsenceShape, listRulePlacesApi } from './contract-substitutions.ts'

type Wanted = {
  visible: Sql<boolean>
  days: number
  search: string | undefined
  after: [string, string] | undefined
  limit: number
}

const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Who is away now or soon, for all colleagues: when, and whom to ask. Why, and what moves, is for those who take part. */
export async function listAbsenceRows(
  db: Db,
  { visible, days, search, after, limit }: Wanted,
): Promise<AbsenceShape[]> {
  const { rows } = await sql<AbsenceShape>`
    select s.id, json_build_object('id', target.id, 'name', target.full_name) as person,
      case when m.id is not null then json_build_object('id', m.id, 'name', m.full_name) end as substitute,
      to_json(s.starts_at) as "startsAt", to_json(s.ends_at) as "endsAt", s.starts_at <= now() as "isNow"
    from substitutions s join users target on target.id = s.absent_id left join users m on m.id = s.substitute_id
    where s.ends_at > now() and s.starts_at <= now() + ${days} * interval '1 day' and target.status = 'active'
      and target.deleted_at is null and ${visible}
      and ${search ? sql`target.full_name ilike ${likeText(search)}` : sql`true`}
      and ${after ? sql`(s.starts_at, s.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
    order by s.starts_at, s.id limit ${limit}`.execute(db)
  return rows
}

export async function findAbsenceNotice(db: Db): Promise<number> {
  const { rows } = await sql<{ days: number }>`select absence_notice_days as days from company`.execute(db)
  return rows[0]!.days
}

export const saveAbsenceNotice = (db: Db, days: number) =>
  sql`update company set absence_notice_days = ${days}`.execute(db)

/** Of the latest thousand tasks each: held, done, and offered. */
export async function findRulePlaces(db: Db, absent: UserId): Promise<AnswerOf<typeof listRulePlacesApi>> {
  const { rows } = await sql<AnswerOf<typeof listRulePlacesApi>>`
    with known as (
      (select instance_id from tasks where assignee_id = ${absent} and state = 'claimed' order by created_at desc limit 1000)
      union (select instance_id from tasks where ended_by = ${absent} order by ended_at desc limit 1000)
      union (select t.instance_id from task_candidates c join tasks t on t.id = c.task_id
        where c.open and c.principal_id in (select principal_id from actor_principals where user_id = ${absent}) limit 1000)
    ), places as (
      select distinct p.id, p.name, w.id as workspace_id, w.name as workspace from known k
        join process_instances i on i.id = k.instance_id join processes p on p.id = i.process_id
        join workspaces w on w.id = p.workspace_id where p.deleted_at is null
    )
    select coalesce((select json_agg(json_build_object('id', id, 'name', name) order by lower(name), id) from places), '[]') as processes,
      coalesce((select json_agg(json_build_object('id', w.id, 'name', w.name) order by lower(w.name), w.id)
        from (select distinct workspace_id as id, workspace as name from places) w), '[]') as workspaces`.execute(db)
  return rows[0]!
}
