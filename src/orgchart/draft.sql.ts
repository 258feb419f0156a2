import { sql } from 'kysely'
import type { OrgElementId, UserId } from '../base/ids.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { DraftElementShape, DraftShape } from './contract-draft.ts'
import { leadOf } from './org-element.sql.ts'

/**
 * Who joins or leaves something of the chart or the draft. The people of a new element that was taken out again stay
 * noted for whoever brings it back by *Undo*, and count for nothing meanwhile.
 */
export const draftMembers = sql`(select m.* from org_draft_members m where exists (select from org_draft_elements d where d.element_id = m.element_id)
  or exists (select from org_elements e where e.id = m.element_id and e.deleted_at is null))`

export async function findDraft(db: Db): Promise<DraftShape | null> {
  const { rows } = await sql<DraftShape>`
    select d.version, d.started_at as "startedAt", d.changed_at as "changedAt", d.restores,
      (select full_name from users where id = d.started_by) as "startedBy",
      (select full_name from users where id = d.changed_by) as "changedBy",
      (select count(*) from (select element_id from org_draft_elements union select element_id from ${draftMembers} m) c) as changes
    from org_drafts d`.execute(db)
  return rows[0] ?? null
}

/** Siblings in their order. A draft may hold circles, so nobody walks it here. */
export async function readDraftChart(db: Db): Promise<DraftElementShape[]> {
  const { rows } = await sql<DraftElementShape>`
    with counted as (select element_id, count(*) as people from org_draft_people group by element_id)
    select e.id, e.kind, e.name, e.parent_id as parent, e.sort, ${leadOf}, coalesce(c.people, 0) as people,
      case when e.state = 'same' and m.element_id is not null then 'changed' else e.state end as state,
      (select full_name from users where id = coalesce(e.changed_by, m.changed_by)) as "changedBy"
    from org_draft_chart e left join counted c on c.element_id = e.id left join users lead on lead.id = e.lead_id
      left join (select distinct on (element_id) element_id, changed_by from org_draft_members order by element_id, changed_at desc) m
        on m.element_id = e.id
    order by e.sort, e.name, e.id`.execute(db)
  return rows
}

export type LockedDraft = { version: number; changedBy: string; restores: number | null }

export async function lockDraft(tx: Tx): Promise<LockedDraft | undefined> {
  const { rows } = await sql<LockedDraft>`
    select version, restores, (select full_name from users where id = changed_by) as "changedBy" from org_drafts for update`.execute(
    tx,
  )
  return rows[0]
}

/** Undefined when somebody has begun one at this very moment. */
export async function beginDraft(tx: Tx, by: UserId, restores: number | null = null): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    insert into org_drafts (started_by, changed_by, restores) values (${by}, ${by}, ${restores})
    on conflict do nothing returning version`.execute(tx)
  return rows[0]?.version
}

export async function touchDraft(tx: Tx, by: UserId): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update org_drafts set version = version + 1, changed_at = now(), changed_by = ${by} returning version`.execute(tx)
  return rows[0]!.version
}

export async function deleteDraft(tx: Tx): Promise<void> {
  await sql`delete from org_drafts`.execute(tx)
}

export type PutElement = {
  id: OrgElementId
  kind: string
  name: string
  parent: OrgElementId | null
  lead: UserId | null
  sort: number
}

/** The kind of an element that is there is its own, whatever was sent. */
export async function putElements(tx: Tx, by: UserId, elements: readonly PutElement[]): Promise<void> {
  if (elements.length === 0) return
  await sql`
    insert into org_draft_elements (element_id, kind, name, parent_id, lead_id, sort, changed_by)
    select p.id, coalesce(e.kind, p.kind), p.name, p.parent, p.lead, p.sort, ${by}
    from jsonb_to_recordset(${JSON.stringify(elements)}::jsonb)
      as p (id uuid, kind text, name text, parent uuid, lead uuid, sort integer) left join org_elements e on e.id = p.id
    on conflict (element_id) do update set name = excluded.name, parent_id = excluded.parent_id, lead_id = excluded.lead_id,
      sort = excluded.sort, removed = false, changed_by = excluded.changed_by, changed_at = now()`.execute(tx)
}

export async function removeElements(tx: Tx, by: UserId, ids: readonly OrgElementId[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    insert into org_draft_elements (element_id, kind, name, parent_id, lead_id, sort, removed, changed_by)
    select e.id, e.kind, e.name, e.parent_id, e.lead_id, e.sort, true, ${by} from org_elements e
    where e.id = any (${ids}::uuid[]) and e.deleted_at is null
    on conflict (element_id) do update set removed = true, changed_by = excluded.changed_by, changed_at = now()`.execute(
    tx,
  )
  await sql`delete from org_draft_elements d where element_id = any (${ids}::uuid[])
    and not exists (select from org_elements e where e.id = d.element_id and e.deleted_at is null)`.execute(tx)
}

export type PutMember = { id: OrgElementId; user: UserId; member: boolean }

export async function putMembers(tx: Tx, by: UserId, members: readonly PutMember[]): Promise<void> {
  if (members.length === 0) return
  await sql`
    insert into org_draft_members (element_id, user_id, is_member, changed_by)
    select id, "user", member, ${by} from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as p (id uuid, "user" uuid, member boolean)
    on conflict (element_id, user_id) do update set is_member = excluded.is_member, changed_by = excluded.changed_by, changed_at = now()`.execute(
    tx,
  )
}

/** What says the same as the published chart is no change. */
export async function dropSameness(tx: Tx): Promise<void> {
  await sql`delete from org_draft_elements d using org_elements e where e.id = d.element_id and e.deleted_at is null and not d.removed
    and (d.name, d.parent_id, d.lead_id, d.sort) is not distinct from (e.name, e.parent_id, e.lead_id, e.sort)`.execute(
    tx,
  )
  await sql`delete from org_draft_members d where is_member
    = exists (select from org_members m where m.element_id = d.element_id and m.user_id = d.user_id)`.execute(tx)
}

/** Of these people, those who cannot be given a place: outsiders, the deleted, and who never was. */
export async function findUnplaceable(tx: Tx, people: readonly UserId[]): Promise<UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    select asked.id from unnest(${people}::uuid[]) as asked (id)
    where not exists (select from users u where u.id = asked.id and u.kind = 'employee' and u.deleted_at is null)`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** Ids that mean something else already, and so can never be an element. */
export async function findForeign(tx: Tx, ids: readonly OrgElementId[]): Promise<OrgElementId[]> {
  const { rows } = await sql<{ id: OrgElementId }>`
    select id from principals where id = any (${ids}::uuid[]) and kind <> 'org_element'`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Of these, the elements that take people beside a lead. */
export async function findTakers(tx: Tx, ids: readonly OrgElementId[]): Promise<OrgElementId[]> {
  const { rows } = await sql<{ id: OrgElementId }>`
    select id from org_draft_chart where id = any (${ids}::uuid[]) and kind <> 'position'`.execute(tx)
  return rows.map(({ id }) => id)
}

export async function countDraftElements(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from org_draft_chart`.execute(tx)
  return rows[0]!.n
}
