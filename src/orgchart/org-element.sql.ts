import { sql } from 'kysely'
import type { OrgElementId, UserId } from '../base/ids.ts'
import type { Db } from '../sql/database.ts'
import type { OrgElementShape, OrgPersonShape } from './contract.ts'

export const leadOf = sql`case when lead.id is not null
  then jsonb_build_object('id', lead.id, 'name', lead.full_name, 'status', lead.status) end as lead`

/** Parents before children, siblings in their order. */
export async function readOrgChart(db: Db): Promise<OrgElementShape[]> {
  const { rows } = await sql<OrgElementShape>`
    with recursive tree as (
      select id, array[lpad(sort::text, 10, '0') || name] as place from org_elements where parent_id is null and deleted_at is null
      union all
      select e.id, t.place || (lpad(e.sort::text, 10, '0') || e.name) from org_elements e join tree t on e.parent_id = t.id
    ), counted as (select element_id, count(*) as people from org_members group by element_id)
    select e.id, e.kind, e.name, e.parent_id as parent, e.sort, ${leadOf}, coalesce(c.people, 0) as people
    from tree join org_elements e on e.id = tree.id
      left join counted c on c.element_id = e.id left join users lead on lead.id = e.lead_id
    order by tree.place`.execute(db)
  return rows
}

export type Start = [string, string] | undefined

/** Of the published chart, or as the draft has it. */
export async function listPeopleOf(
  db: Db,
  of: 'org_members' | 'org_draft_people',
  { element, after, limit }: { element: OrgElementId; after: Start; limit: number },
): Promise<OrgPersonShape[]> {
  const { rows } = await sql<OrgPersonShape>`
    select u.id, u.full_name as name, u.status from ${sql.table(of)} m join users u on u.id = m.user_id
    where m.element_id = ${element} and u.deleted_at is null
      and ${after ? sql`(u.full_name, u.id) > (${after[0]}, ${after[1]}::uuid)` : sql`true`}
    order by u.full_name, u.id limit ${limit}`.execute(db)
  return rows
}

export async function elementExists(db: Db, element: OrgElementId): Promise<boolean> {
  const { rows } = await sql`select from org_elements where id = ${element} and deleted_at is null`.execute(db)
  return rows.length > 0
}

/** The one answer, also for processes and substitutions, is the function of migration 0016. */
export async function findSuperior(db: Db, user: UserId): Promise<UserId | null> {
  const { rows } = await sql<{ id: UserId | null }>`select superior_of(${user}) as id`.execute(db)
  return rows[0]!.id
}

/** Lead and people of one element itself, those who can sign in. */
export async function listHolders(db: Db, element: OrgElementId): Promise<UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    select u.id from users u
    where u.status = 'active' and u.deleted_at is null and (
      exists (select from org_elements e where e.id = ${element} and e.lead_id = u.id)
      or exists (select from org_members m where m.element_id = ${element} and m.user_id = u.id))
    order by u.full_name, u.id`.execute(db)
  return rows.map((row) => row.id)
}
