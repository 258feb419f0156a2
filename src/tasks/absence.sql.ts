import { sql } from 'kysely'
import type { Db, Sql } from '../sql/database.ts'
import type { AbsenceShape } from './contract-substitutions.ts'

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
