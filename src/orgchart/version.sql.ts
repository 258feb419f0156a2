import { sql } from 'kysely'
import type { UserId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import { draftMembers } from './draft.sql.ts'
import type { OrgChangeShape } from './contract-draft.ts'

export type VersionRow = {
  number: number
  publishedAt: Date
  publishedBy: string
  note: string
  changes: number
  restores: number | null
}

export async function listVersions(db: Db, before: number | null, limit: number): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select v.number, v.published_at as "publishedAt", u.full_name as "publishedBy", v.note, v.restores,
      (select count(*) from org_chart_changes c where c.version = v.number) as changes
    from org_chart_versions v join users u on u.id = v.published_by
    where ${before === null ? sql`true` : sql`v.number < ${before}`} order by v.number desc limit ${limit}`.execute(db)
  return rows
}

export async function latestVersion(db: Db): Promise<number | null> {
  const { rows } = await sql<{ number: number | null }>`select max(number) as number from org_chart_versions`.execute(
    db,
  )
  return rows[0]!.number
}

const nameOfElement = (id: Sql) => sql`coalesce((select name from org_draft_elements where element_id = ${id}),
  (select name from org_elements where id = ${id}))`
const nameOfUser = (id: Sql) => sql`(select full_name from users where id = ${id})`

const side = (of: 'before' | 'after') => {
  const facts = sql.ref(`d.${of}`)
  return sql`case when ${facts} is not null then jsonb_build_object('name', ${facts} ->> 'name', 'sort', (${facts} ->> 'sort')::integer,
    'parent', ${nameOfElement(sql`(${facts} ->> 'parent')::uuid`)}, 'lead', ${nameOfUser(sql`(${facts} ->> 'lead')::uuid`)}) end`
}

const names = (of: 'joined' | 'left') =>
  sql`array(select full_name from users where id = any (${sql.ref(`d.${of}`)}) order by full_name limit 20)`

const most = 500

/** `difference`: rows of element_id, before, after, joined, "left", by. */
async function describeChanges(db: Db, difference: Sql): Promise<{ changes: OrgChangeShape[]; total: number }> {
  const { rows } = await sql<OrgChangeShape & { total: number }>`
    with d as (${difference}), total as (select count(*) as n from d),
    first as (select d.* from d order by (coalesce(after, before) ->> 'name'), element_id limit ${most})
    select d.element_id as element, coalesce(d.after, d.before) ->> 'kind' as kind, coalesce(d.after, d.before) ->> 'name' as name,
      ${side('before')} as before, ${side('after')} as after, ${names('joined')} as joined, ${names('left')} as "left",
      cardinality(d.joined) as "joinedCount", cardinality(d."left") as "leftCount",
      ${nameOfUser(sql`d.by`)} as by, total.n as total
    from first d cross join total`.execute(db)
  return { total: rows[0]?.total ?? 0, changes: rows }
}

export const describeVersion = (db: Db, number: number) =>
  describeChanges(
    db,
    sql`select element_id, before, after, joined, "left", null::uuid as by from org_chart_changes where version = ${number}`,
  )

const state = (row: 'e' | 'd') => {
  const of = (column: string) => sql.ref(`${row}.${column}`)
  return sql`jsonb_build_object('kind', ${of('kind')}, 'name', ${of('name')}, 'parent', ${of('parent_id')}, 'lead', ${of('lead_id')}, 'sort', ${of('sort')})`
}

export const describeDraft = (db: Db) =>
  describeChanges(
    db,
    sql`select coalesce(d.element_id, p.element_id) as element_id,
        case when e.id is not null and e.deleted_at is null then ${state('e')} end as before,
        case when d.element_id is null then ${state('e')} when not d.removed then ${state('d')} end as after,
        coalesce(p.joined, '{}') as joined, coalesce(p."left", '{}') as "left", coalesce(d.changed_by, p.by) as by
      from org_draft_elements d full join (
          select element_id, coalesce(array_agg(user_id) filter (where is_member), '{}') as joined,
            coalesce(array_agg(user_id) filter (where not is_member), '{}') as "left",
            (array_agg(changed_by order by changed_at desc))[1] as by
          from ${draftMembers} m group by element_id) p on p.element_id = d.element_id
        left join org_elements e on e.id = coalesce(d.element_id, p.element_id)`,
  )

export async function versionExists(tx: Tx, number: number): Promise<boolean> {
  const { rows } = await sql`select from org_chart_versions where number = ${number}`.execute(tx)
  return rows.length > 0
}

/**
 * Takes every later change back: of each element, and of each person in it, the earliest change after the version says
 * how it was. Whoever has been deleted meanwhile does not come back.
 */
export async function takeBackLater(tx: Tx, number: number, by: UserId): Promise<void> {
  const present = (id: Sql) => sql`(select u.id from users u where u.id = ${id} and u.deleted_at is null)`
  await sql`
    with earliest as (
      select distinct on (element_id) element_id, before, after from org_chart_changes
      where version > ${number} order by element_id, version
    )
    insert into org_draft_elements (element_id, kind, name, parent_id, lead_id, sort, removed, changed_by)
    select element_id, was ->> 'kind', was ->> 'name', (was ->> 'parent')::uuid, ${present(sql`(was ->> 'lead')::uuid`)},
      (was ->> 'sort')::integer, before is null, ${by}
    from earliest cross join lateral (select coalesce(before, after) as was) facts
      join org_elements e on e.id = element_id
    where before is not null or e.deleted_at is null`.execute(tx)
  await sql`
    insert into org_draft_members (element_id, user_id, is_member, changed_by)
    select distinct on (c.element_id, m.user_id) c.element_id, m.user_id, not m.joins, ${by} from org_chart_changes c
      cross join lateral (select unnest(c.joined) as user_id, true as joins union all select unnest(c."left"), false) m
    where c.version > ${number} and ${present(sql`m.user_id`)} is not null
    order by c.element_id, m.user_id, c.version`.execute(tx)
}
