import { sql } from 'kysely'
import type { OrgElementId, UserId } from '../base/ids.ts'
import type { Db } from '../sql/database.ts'
import type { OrgElementShape } from './contract.ts'

const person = (alias: 'lead' | 'u') =>
  sql`jsonb_build_object('id', ${sql.ref(`${alias}.id`)}, 'name', ${sql.ref(`${alias}.full_name`)}, 'status', ${sql.ref(`${alias}.status`)})`

/** Parents before children, siblings in their order. */
export async function readOrgChart(db: Db): Promise<OrgElementShape[]> {
  const { rows } = await sql<OrgElementShape>`
    with recursive tree as (
      select id, array[lpad(sort::text, 10, '0') || name] as place from org_elements where parent_id is null
      union all
      select e.id, t.place || (lpad(e.sort::text, 10, '0') || e.name) from org_elements e join tree t on e.parent_id = t.id
    )
    select e.id, e.kind, e.name, e.parent_id as parent, case when lead.id is not null then ${person('lead')} end as lead,
      coalesce((select jsonb_agg(${person('u')} order by u.full_name) from org_members m join users u on u.id = m.user_id
        where m.element_id = e.id and u.deleted_at is null), '[]') as people
    from tree join org_elements e on e.id = tree.id
      left join users lead on lead.id = e.lead_id and lead.deleted_at is null
    order by tree.place`.execute(db)
  return rows
}

/**
 * The nearest lead above who can sign in. The walk starts at every element the person leads or belongs to; leading an
 * element does not make her her own superior.
 */
export async function findSuperior(db: Db, user: UserId): Promise<UserId | null> {
  const { rows } = await sql<{ id: UserId }>`
    with recursive up (id, parent_id, lead_id, height) as (
      select id, parent_id, lead_id, 0 from org_elements
        where lead_id = ${user} or id in (select element_id from org_members where user_id = ${user})
      union all
      select e.id, e.parent_id, e.lead_id, up.height + 1 from org_elements e join up on e.id = up.parent_id
    )
    select u.id from up join users u on u.id = up.lead_id
    where u.id <> ${user} and u.status = 'active' and u.deleted_at is null
    order by up.height, u.id limit 1`.execute(db)
  return rows[0]?.id ?? null
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
