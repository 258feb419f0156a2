import { sql } from 'kysely'
import type { OrgElementId, UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'

export async function listPlacesOf(db: Db, user: UserId): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from org_elements where deleted_at is null
      and (lead_id = ${user} or id in (select element_id from org_members where user_id = ${user}))
    order by name`.execute(db)
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
    from org_elements e where e.id = ${id} and e.deleted_at is null for update of e`.execute(tx)
  return rows[0]
}

export async function fillPosition(tx: Tx, id: OrgElementId, user: UserId): Promise<void> {
  await sql`update org_elements set lead_id = ${user}, version = version + 1 where id = ${id}`.execute(tx)
}

export async function joinElement(tx: Tx, id: OrgElementId, user: UserId): Promise<void> {
  await sql`insert into org_members (element_id, user_id) values (${id}, ${user}) on conflict do nothing`.execute(tx)
}
