import { sql } from 'kysely'
import type { GroupId, UserId } from '../base/ids.ts'
import type { Tx } from '../sql/database.ts'

/** Ends every direct membership of a person that is being deleted, and keeps which they were. */
export async function keepAndEndMemberships(tx: Tx, user: UserId): Promise<number> {
  const ended = await sql`
    with ended as (delete from group_members where member_id = ${user} returning group_id)
    insert into memberships_of_deleted (user_id, group_id) select ${user}, group_id from ended on conflict do nothing`.execute(
    tx,
  )
  return Number(ended.numAffectedRows ?? 0)
}

export type KeptMembership = { group: GroupId; name: string; isSystem: boolean }

/** Takes what was kept; a group that was deleted meanwhile is among it with its name. */
export async function takeKeptMemberships(tx: Tx, user: UserId): Promise<KeptMembership[]> {
  const { rows } = await sql<KeptMembership>`
    with taken as (delete from memberships_of_deleted where user_id = ${user} returning group_id)
    select g.id as group, g.name, g.scope = 'system' as "isSystem" from taken join groups g on g.id = taken.group_id
    order by g.name, g.id`.execute(tx)
  return rows
}

/** Also where members come by themselves (a portal's users): what was ended there is given back. */
export async function bringBackMembership(tx: Tx, user: UserId, group: GroupId, by: UserId | null): Promise<void> {
  await sql`insert into group_members (group_id, member_id, audience, added_by)
    select id, ${user}, audience, ${by} from groups where id = ${group} on conflict do nothing`.execute(tx)
}
