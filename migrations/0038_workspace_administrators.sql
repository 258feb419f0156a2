-- Who administers one workspace is a grant on it with one right of its own (docs/decisions/0027). The external wall
-- holds as it stands: `administer` is not among what people from outside can have.

alter table grants drop constraint grants_rights_check1;
alter table grants add constraint grants_known_rights check (rights <@ array['view', 'create', 'edit', 'delete', 'assign',
  'manage_processes', 'export', 'import', 'full', 'start', 'administer']);
alter table grants add constraint grants_administer_workspaces check (
  case resource_kind when 'workspace' then rights = '{administer}' else not 'administer' = any (rights) end);
comment on column grants.rights is 'start is the right to start a process, administer the only one on a workspace; the others are the nine rights of an app';

create function workspace_of(kind text, resource uuid, app uuid) returns uuid language sql stable as $$
  select case kind when 'workspace' then resource
    when 'app' then (select workspace_id from apps where id = resource)
    when 'item' then (select workspace_id from apps where id = app)
    when 'portal' then (select workspace_id from portals where id = resource)
    when 'process' then (select workspace_id from processes where id = resource)
    when 'file' then (select a.workspace_id from files f join apps a on a.id = f.app_id where f.id = resource) end
$$;
comment on function workspace_of is 'The workspace a granted thing belongs to; null where there is none';

-- Nobody gives what they do not hold (access.md rule 7). Whoever fills a group gives what hangs on it and on every group
-- around it, so somebody who administers one workspace fills only groups that give nothing beyond.
create function gives_beyond(filled uuid, filling uuid) returns boolean language sql stable as $$
  with recursive around (id) as (
    select filled
    union select m.group_id from around a join group_members m on m.member_id = a.id
  ), place as (select workspace_id as id from groups where id = filled)
  select exists (select from around a join groups g on g.id = a.id where g.workspace_id is distinct from (select id from place))
    or exists (select from company c join around a on a.id = c.auditors_id)
    or exists (select from visibility v join around a on a.id = v.principal_id
      where workspace_of(v.resource_kind, v.resource_id, null) is distinct from (select id from place))
    or exists (select from live_grants g join around a on a.id = g.principal_id
      where g.resource_kind = 'workspace'
        or not exists (select from apps where mode = 'open' and g.resource_kind in ('app', 'item') and id in (g.resource_id, g.app_id))
        and not exists (select from actor_grants h where h.actor_id = filling and h.narrowed_to in ('all', g.narrowed_to)
          and (h.resource_kind = g.resource_kind and h.resource_id = g.resource_id or h.resource_kind = 'app' and h.resource_id = g.app_id)
          and (h.rights @> g.rights or h.resource_kind in ('app', 'item') and 'full' = any (h.rights))))
$$;
comment on function gives_beyond is 'Whether whoever fills the group would give what the one who fills does not hold, or what lies outside of the workspace of the group';
