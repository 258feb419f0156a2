import { sql } from 'kysely'
import type { OrgElementId, UserId } from '../base/ids.ts'
import type { Tx } from '../sql/database.ts'

/** Takes a person out of every place and gives the names of the places. */
export async function clearPlaces(tx: Tx, user: UserId): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    with led as (update org_elements set lead_id = null, version = version + 1 where lead_id = ${user} returning id),
      left_behind as (delete from org_members where user_id = ${user} returning element_id as id)
    select name from org_elements where id in (select id from led union all select id from left_behind)
    order by name`.execute(tx)
  return rows.map(({ name }) => name)
}

export type Place = {
  id: OrgElementId
  kind: 'department' | 'position' | 'employee_group'
  name: string
  holder: string | null
}

export async function lockPlace(tx: Tx, id: OrgElementId): Promise<Place | undefined> {
  const { rows } = await sql<Place>`
    select e.id, e.kind, e.name, (select full_name from users where id = e.lead_id) as holder
    from org_elements e where e.id = ${id} for update of e`.execute(tx)
  return rows[0]
}

export async function fillPosition(tx: Tx, id: OrgElementId, user: UserId): Promise<void> {
  await sql`update org_elements set lead_id = ${user}, version = version + 1 where id = ${id}`.execute(tx)
}

export async function joinElement(tx: Tx, id: OrgElementId, user: UserId): Promise<void> {
  await sql`insert into org_members (element_id, user_id) values (${id}, ${user}) on conflict do nothing`.execute(tx)
}
