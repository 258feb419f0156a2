import { sql } from 'kysely'
import type { OrgElementId, UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'
import { draftMembers } from './draft.sql.ts'

/** Before anything of the chart or the closure is read: whoever publishes waits for whoever changes memberships. */
export async function lockChart(tx: Tx): Promise<void> {
  await sql`select lock_closure('{}', true)`.execute(tx)
}

export async function nextVersion(tx: Tx): Promise<number> {
  const { rows } = await sql<{
    number: number
  }>`select coalesce(max(number), 0) + 1 as number from org_chart_versions`.execute(tx)
  return rows[0]!.number
}

type Version = { number: number; by: UserId; note: string; restores: number | null }

export async function insertVersion(tx: Tx, { number, by, note, restores }: Version): Promise<void> {
  await sql`insert into org_chart_versions (number, published_by, note, restores)
    values (${number}, ${by}, ${note}, ${restores})`.execute(tx)
}

const state = (row: 'e' | 'd') => {
  const of = (column: string) => sql.ref(`${row}.${column}`)
  return sql`jsonb_build_object('kind', ${of('kind')}, 'name', ${of('name')}, 'parent', ${of('parent_id')}, 'lead', ${of('lead_id')}, 'sort', ${of('sort')})`
}

/**
 * Makes the draft the chart, in one statement: every part reads the chart as it was, and what the database checks at the
 * end of a statement (one tree, the closure) sees it as it will be. Gives how many elements changed.
 */
export async function applyDraft(tx: Tx, version: number | null): Promise<number> {
  const recorded =
    version === null
      ? sql`select 1 where false`
      : sql`insert into org_chart_changes (version, element_id, before, after, joined, "left")
          select ${version}, element_id, before, after, joined, "left" from difference`
  const { rows } = await sql<{ changes: number }>`
    with joining as (
      select m.element_id, m.user_id from ${draftMembers} m
      where m.is_member and not exists (select from org_draft_elements r where r.element_id = m.element_id and r.removed)
    ), leaving as (
      select m.element_id, m.user_id from org_members m where
        exists (select from org_draft_elements r where r.element_id = m.element_id and r.removed)
        or exists (select from org_draft_members d where d.element_id = m.element_id and d.user_id = m.user_id and not d.is_member)
    ), people as (
      select element_id, coalesce(array_agg(user_id) filter (where joins), '{}') as joined,
        coalesce(array_agg(user_id) filter (where not joins), '{}') as "left"
      from (select *, true as joins from joining union all select *, false from leaving) moved group by element_id
    ), difference as (
      select coalesce(d.element_id, p.element_id) as element_id,
        case when e.id is not null and e.deleted_at is null then ${state('e')} end as before,
        case when d.element_id is null then ${state('e')} when not d.removed then ${state('d')} end as after,
        coalesce(p.joined, '{}') as joined, coalesce(p."left", '{}') as "left"
      from org_draft_elements d full join people p on p.element_id = d.element_id
        left join org_elements e on e.id = coalesce(d.element_id, p.element_id)
    ), recorded as (${recorded}),
    named as (
      insert into principals (id, kind, audience)
      select element_id, 'org_element', 'employees' from org_draft_elements d
      where not removed and not exists (select from org_elements e where e.id = d.element_id)
    ), made as (
      insert into org_elements (id, kind, name, parent_id, lead_id, sort)
      select element_id, kind, name, parent_id, lead_id, sort from org_draft_elements d
      where not removed and not exists (select from org_elements e where e.id = d.element_id)
    ), kept as (
      update org_elements e set name = d.name, sort = d.sort, version = version + 1,
        parent_id = case when not d.removed then d.parent_id end, lead_id = case when not d.removed then d.lead_id end,
        deleted_at = case when d.removed then now() end
      from org_draft_elements d where e.id = d.element_id
    ), gone as (
      delete from org_members m using leaving l where m.element_id = l.element_id and m.user_id = l.user_id
    ), came as (
      insert into org_members (element_id, user_id) select element_id, user_id from joining on conflict do nothing
    )
    select count(*) as changes from difference`.execute(tx)
  return rows[0]!.changes
}

/** Removed elements that something still names: grants, groups, visibility, open tasks. */
export async function listStillNamed(db: Db): Promise<{ id: OrgElementId; name: string; times: number }[]> {
  const { rows } = await sql<{ id: OrgElementId; name: string; times: number }>`
    with removed as (select element_id as id, name from org_draft_elements where removed),
    named as (
      select principal_id as id from grants where revoked_at is null and principal_id in (select id from removed)
      union all select member_id from group_members where member_id in (select id from removed)
      union all select principal_id from visibility where principal_id in (select id from removed)
      union all select principal_id from task_candidates where open and principal_id in (select id from removed)
    )
    select removed.id, removed.name, count(*) as times from named join removed using (id)
    group by removed.id, removed.name order by removed.name limit 200`.execute(db)
  return rows
}

export type NamedInLane = { id: OrgElementId; name: string; process: string; lane: string; isGone: boolean }

/**
 * Elements that a lane or task of a published process names, and where nobody will be found once the draft is published:
 * it goes, its name changes where it was named by that, or it is left without anybody. As `executor.sql.ts` of tasks looks
 * them up: by id, or by name in small letters.
 */
export async function listNamedInLanes(db: Db): Promise<NamedInLane[]> {
  const { rows } = await sql<NamedInLane>`
    with rules as (
      select distinct p.name as process, coalesce(place ->> 'name', '') as lane, place -> 'executor' ->> 'kind' as kind,
        place -> 'executor' ->> 'ref' as ref
      from processes p join process_versions v on v.id = p.current_version_id cross join lateral
        jsonb_path_query(v.definition, '$.** ? (@.executor.kind == "position" || @.executor.kind == "department")') place
      where p.deleted_at is null
    ), named as (
      select e.id, e.name, e.kind, r.process, r.lane, r.ref from rules r join org_elements e
        on e.deleted_at is null and e.kind = r.kind and (e.id::text = r.ref or lower(e.name) = lower(r.ref))
    ), meant as (
      select n.*, c.id as still, c.lead_id from named n left join org_draft_chart c
        on c.id = n.id and (c.id::text = n.ref or lower(c.name) = lower(n.ref))
    )
    select m.id, m.name, m.process, m.lane, m.still is null as "isGone" from meant m
    where m.still is null or (m.lead_id is null and (m.kind = 'position' or not exists (
      with recursive below (id) as (
        select m.id union select c.id from below b join org_draft_chart c on c.parent_id = b.id
      ) select from below b where exists (select from org_draft_people p where p.element_id = b.id)
        or exists (select from org_draft_chart c where c.id = b.id and c.lead_id is not null))))
    order by lower(m.name), m.id, m.process, m.lane limit 200`.execute(db)
  return rows
}
