import { sql } from 'kysely'
import type { Sql, Tx } from '../sql/database.ts'
import type { GroupId, UserId } from '../base/ids.ts'

export type Membership = { group: GroupId; user: UserId }

const asRows = (memberships: Membership[]): Sql =>
  sql`jsonb_to_recordset(${JSON.stringify(memberships)}::jsonb) as m ("group" uuid, "user" uuid)`

const touched = (groups: Sql): Sql => sql`update groups set version = version + 1 where id in (${groups})`

export async function joinMany(tx: Tx, memberships: Membership[]): Promise<Membership[]> {
  const { rows } = await sql<Membership>`
    with joined as (
      insert into group_members (group_id, member_id, audience)
      select g.id, m."user", 'employees' from ${asRows(memberships)}
        join groups g on g.id = m."group" and g.scope = 'company' and g.type = 'group' and g.membership = 'by_hand' and g.deleted_at is null
      on conflict do nothing returning group_id, member_id
    ), touched as (${touched(sql`select group_id from joined`)})
    select group_id as "group", member_id as "user" from joined`.execute(tx)
  return rows
}

export async function leaveMany(tx: Tx, memberships: Membership[]): Promise<void> {
  await sql`with gone as (
      delete from group_members g using ${asRows(memberships)} where g.group_id = m."group" and g.member_id = m."user" returning group_id
    ) ${touched(sql`select group_id from gone`)}`.execute(tx)
}
