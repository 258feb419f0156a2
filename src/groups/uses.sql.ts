import { sql } from 'kysely'
import type { GroupId } from '../base/ids.ts'
import type { Db } from '../sql/database.ts'
import type { GroupUse } from './contract.ts'

/**
 * Where a group is used, in one statement over what can name a principal. Lanes name groups by id or code inside the
 * published drawing, where the app's group comes before the workspace's and the company's (tasks/executor.sql.ts).
 */
export async function listUses(db: Db, id: GroupId): Promise<GroupUse[]> {
  const { rows } = await sql<GroupUse>`
    with me as (select id, code, scope, workspace_id, app_id from groups where id = ${id})
    select * from (
      select 'portal' as kind, 'portal' as "on", o.id::text, o.workspace_id::text as workspace, o.name, '{}'::text[] as detail
      from portals o where o.group_id = ${id}
      union all
      select 'group', 'group', g.id::text, null, g.name, case when g.deleted_at is null then '{}' else '{deleted}'::text[] end
      from group_members m join groups g on g.id = m.group_id where m.member_id = ${id}
      union all
      select 'grant', g.resource_kind, g.resource_id::text, coalesce(a.workspace_id, p.workspace_id, o.workspace_id)::text,
        coalesce(w.name, d.name, a.name, p.name, o.name, f.name, ''), g.rights
      from grants g left join workspaces w on g.resource_kind = 'workspace' and w.id = g.resource_id
        left join apps a on (g.resource_kind = 'app' and a.id = g.resource_id) or (g.resource_kind in ('item', 'folder') and a.id = g.app_id)
        left join processes p on g.resource_kind = 'process' and p.id = g.resource_id
        left join portals o on g.resource_kind = 'portal' and o.id = g.resource_id
        left join files f on g.resource_kind = 'file' and f.id = g.resource_id
        left join folders d on g.resource_kind = 'folder' and d.id = g.resource_id
      where g.principal_id = ${id} and g.revoked_at is null and (g.expires_at is null or g.expires_at > now())
      union all
      select 'visibility', v.resource_kind, v.resource_id::text, coalesce(a.workspace_id, w.id)::text, coalesce(a.name, w.name, ''), '{}'
      from visibility v left join apps a on v.resource_kind = 'app' and a.id = v.resource_id
        left join workspaces w on v.resource_kind = 'workspace' and w.id = v.resource_id
      where v.principal_id = ${id}
      union all
      select 'lane', 'process', p.id::text, p.workspace_id::text, p.name, array_agg(distinct coalesce(lane ->> 'name', '') order by coalesce(lane ->> 'name', ''))
      from processes p join process_versions v on v.id = p.current_version_id cross join me
        cross join lateral jsonb_path_query(v.definition, '$.** ? (@.executor.kind == "group")') lane
      where p.deleted_at is null and (lane -> 'executor' ->> 'ref' = me.id::text or (lane -> 'executor' ->> 'ref' = me.code
        and (me.workspace_id is null or me.workspace_id = p.workspace_id) and (me.app_id is null or me.app_id = v.app_id)))
      group by p.id
      union all
      select 'tasks', 'task', ${id}::text, null, '', array[count(*)::text]
      from task_candidates c where c.principal_id = ${id} and c.open having count(*) > 0
    ) uses order by array_position(array['portal', 'lane', 'tasks', 'visibility', 'grant', 'group'], kind), lower(name), id
    limit 500`.execute(db)
  return rows
}
