import { sql } from 'kysely'
import type { Sql } from '../sql/database.ts'

/** Deeper than any sensible nesting; the schema refuses circles, so this ends in any case. */
const deepest = 20

/**
 * Every group that `target` is in, each with the shortest way that leads there: names of groups and places between the
 * person and the group, none for a direct member.
 */
export const groupsOfTarget: Sql = sql`coalesce((
  with recursive up (id, name, through, depth) as (
    select target.id, '', '{}'::text[], 0
    union all
    select next.id, next.name, case up.depth when 0 then up.through else up.through || up.name end, up.depth + 1
    from up cross join lateral (
      select g.id, g.name from group_members m join groups g on g.id = m.group_id where m.member_id = up.id
      union all select e.id, e.name from org_elements e where e.lead_id = up.id
      union all select e.id, e.name from org_members m join org_elements e on e.id = m.element_id where m.user_id = up.id
      union all select e.id, e.name from org_elements below join org_elements e on e.id = below.parent_id where below.id = up.id
    ) next
    where up.depth < ${sql.lit(deepest)}
  ), nearest as (
    select distinct on (g.id) g.id, g.name, up.through from up join groups g on g.id = up.id and g.deleted_at is null
    order by g.id, up.depth
  )
  select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'through', through) order by cardinality(through), name, id)
  from nearest), '[]')`
