import { sql } from 'kysely'
import type { GroupId, PrincipalId, UserId } from '../base/ids.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'
import type { GroupShape, MemberShape } from './contract.ts'
import type { Group } from './group.ts'

const columns = sql`target.id, target.name, target.code, target.description, target.scope, target.type, target.audience,
  target.membership, target.version,
  case target.code when 'all_users' then (select count(*) from users where kind = 'employee' and status = 'active' and deleted_at is null)
    when 'external_users' then (select count(*) from users where kind = 'external' and status = 'active' and deleted_at is null)
    when 'system_supervisor' then 1
    else (select count(*) from group_members m where m.group_id = target.id) end as members`

export type GroupRow = Omit<GroupShape, 'can'>

export async function listGroups(
  db: Db,
  visible: Sql<boolean>,
  { search, after, limit }: { search: string | undefined; after: [string, string] | undefined; limit: number },
): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select ${columns} from groups target
    where target.deleted_at is null and ${visible}
      and ${search ? sql`(target.name ilike ${`%${likeText(search)}%`} or target.description ilike ${`%${likeText(search)}%`})` : sql`true`}
      and ${after ? sql`(lower(target.name), target.id) > (${after[0]}, ${after[1]}::uuid)` : sql`true`}
    order by lower(target.name), target.id limit ${limit}`.execute(db)
  return rows
}

/** Takes the signs with a meaning in LIKE as themselves. */
const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

export async function findGroup(db: Db, id: GroupId): Promise<GroupRow | undefined> {
  const { rows } =
    await sql<GroupRow>`select ${columns} from groups target where target.id = ${id} and target.deleted_at is null`.execute(
      db,
    )
  return rows[0]
}

export async function lockGroup(tx: Tx, id: GroupId): Promise<Group> {
  const { rows } = await sql<Group>`
    select id, name, description, scope, type, audience, membership, version from groups where id = ${id} for update`.execute(
    tx,
  )
  return rows[0]!
}

export async function listMembers(db: Db, id: GroupId): Promise<MemberShape[]> {
  const { rows } = await sql<MemberShape>`
    select p.id, p.kind, coalesce(u.full_name, g.name, o.name, c.name) as name,
      coalesce(u.email, g.type, o.kind, '') as detail
    from group_members m join principals p on p.id = m.member_id
      left join users u on u.id = p.id left join groups g on g.id = p.id
      left join org_elements o on o.id = p.id left join organizations c on c.id = p.id
    where m.group_id = ${id} order by name, p.id limit 1000`.execute(db)
  return rows
}

export async function insertGroup(
  tx: Tx,
  group: Omit<Group, 'version'> & { code: string },
  by: UserId | null,
): Promise<void> {
  await sql`with principal as (insert into principals (id, kind, audience) values (${group.id}, 'group', ${group.audience}))
    insert into groups (id, audience, scope, type, code, name, description, membership, created_by)
    values (${group.id}, ${group.audience}, ${group.scope}, ${group.type}, ${group.code}, ${group.name}, ${group.description},
      ${group.membership}, ${by})`.execute(tx)
}

export async function saveGroup(tx: Tx, group: Group): Promise<void> {
  await sql`update groups set name = ${group.name}, description = ${group.description}, version = ${group.version}
    where id = ${group.id}`.execute(tx)
}

export async function markGroupDeleted(tx: Tx, id: GroupId): Promise<void> {
  await sql`update groups set deleted_at = now(), version = version + 1 where id = ${id}`.execute(tx)
}

export async function insertMember(tx: Tx, group: Group, member: PrincipalId, by: UserId | null): Promise<void> {
  await sql`insert into group_members (group_id, member_id, audience, added_by)
    values (${group.id}, ${member}, ${group.audience}, ${by}) on conflict do nothing`.execute(tx)
}

export async function deleteMember(tx: Tx, group: GroupId, member: PrincipalId): Promise<boolean> {
  const gone = await sql`delete from group_members where group_id = ${group} and member_id = ${member}`.execute(tx)
  return Number(gone.numAffectedRows ?? 0) > 0
}

/** A member that is there and not deleted; the foreign key would take a deleted one. */
export async function principalExists(tx: Tx, id: PrincipalId): Promise<boolean> {
  const { rows } = await sql`select from principals p left join users u on u.id = p.id left join groups g on g.id = p.id
    where p.id = ${id} and u.deleted_at is null and g.deleted_at is null`.execute(tx)
  return rows.length > 0
}
