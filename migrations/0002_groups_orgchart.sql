-- Groups, org chart and the closure of who counts as whom.

create table groups (
  id uuid primary key,
  audience text not null check (audience in ('employees', 'external')),
  scope text not null check (scope in ('system', 'company', 'workspace', 'app')),
  type text not null default 'group' check (type in ('group', 'role')),
  code text not null check (code ~ '^[a-z][a-z0-9_]{0,59}$'),
  name text not null check (length(btrim(name)) between 1 and 120),
  description text not null default '' check (length(description) <= 1000),
  workspace_id uuid,
  app_id uuid,
  membership text not null default 'by_hand' check (membership in ('by_hand', 'computed')),
  created_at timestamptz not null default now(),
  created_by uuid references users (id),
  deleted_at timestamptz,
  version integer not null default 1,
  unique (id, audience),
  foreign key (id, audience) references principals (id, audience),
  check ((scope in ('workspace', 'app')) = (workspace_id is not null)),
  check ((scope = 'app') = (app_id is not null))
);
comment on table groups is 'Named sets of users, other groups and org elements; roles hold exactly one member';
comment on column groups.membership is 'computed: the product itself says who is in (All users, External users, System supervisor, users of a portal)';
create unique index groups_name on groups (scope, coalesce(app_id, workspace_id, '00000000-0000-0000-0000-000000000000'), lower(name)) where deleted_at is null;
create unique index groups_code on groups (scope, coalesce(app_id, workspace_id, '00000000-0000-0000-0000-000000000000'), code);

create function refuse_system_group_change() returns trigger language plpgsql as $$
begin
  raise exception 'The system group "%" cannot be deleted, renamed or re-typed', old.name
    using errcode = 'check_violation', constraint = 'system_group_fixed';
end $$;
create trigger system_groups_kept before delete on groups for each row when (old.scope = 'system')
  execute function refuse_system_group_change();
create trigger system_groups_fixed before update on groups for each row
  when (old.scope = 'system' and (old.id, old.audience, old.scope, old.type, old.code, old.name, old.membership, old.deleted_at)
    is distinct from (new.id, new.audience, new.scope, new.type, new.code, new.name, new.membership, new.deleted_at))
  execute function refuse_system_group_change();
create function refuse_audience_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audience of group "%" is fixed at creation', old.name using errcode = 'check_violation', constraint = 'group_audience_fixed';
end $$;
create trigger groups_audience_fixed before update of audience on groups for each row when (old.audience <> new.audience)
  execute function refuse_audience_change();

create table group_members (
  group_id uuid not null,
  member_id uuid not null,
  audience text not null,
  added_at timestamptz not null default now(),
  added_by uuid references users (id),
  primary key (group_id, member_id),
  foreign key (group_id, audience) references groups (id, audience),
  foreign key (member_id, audience) references principals (id, audience),
  check (group_id <> member_id)
);
comment on table group_members is 'Direct members. Both foreign keys carry the same audience: an employee cannot enter a group of outsiders, nor the other way round';
create index group_members_member on group_members (member_id);

create table org_elements (
  id uuid primary key,
  audience text not null default 'employees' check (audience = 'employees'),
  kind text not null check (kind in ('department', 'position', 'employee_group')),
  name text not null check (length(btrim(name)) between 1 and 200),
  parent_id uuid references org_elements (id),
  lead_id uuid references users (id),
  lead_kind text not null default 'employee' check (lead_kind = 'employee'),
  sort integer not null default 0,
  version integer not null default 1,
  foreign key (id, audience) references principals (id, audience),
  foreign key (lead_id, lead_kind) references users (id, kind),
  check (kind <> 'employee_group' or lead_id is null)
);
comment on table org_elements is 'Nodes of the org chart';
comment on column org_elements.lead_id is 'department: its head; position: its holder';
create index org_elements_parent on org_elements (parent_id);
create index org_elements_lead on org_elements (lead_id);

create table org_members (
  element_id uuid not null references org_elements (id),
  user_id uuid not null,
  user_kind text not null default 'employee' check (user_kind = 'employee'),
  primary key (element_id, user_id),
  foreign key (user_id, user_kind) references users (id, kind)
);
comment on table org_members is 'People of a department or an employee group, beside the head';
create index org_members_user on org_members (user_id);

create table user_principals (
  user_id uuid not null references users (id),
  principal_id uuid not null references principals (id),
  primary key (user_id, principal_id)
);
comment on table user_principals is 'Closure: every principal a user counts as, herself included; kept by triggers in the transaction that changes a membership. Computed system groups are added by the view actor_principals';
create index user_principals_principal on user_principals (principal_id, user_id);

-- Recomputes the closure of the given users: herself, her organization, her org elements with everything above them,
-- and every group that holds one of these, directly or through groups. UNION (not ALL) ends on cycles.
create function refresh_user_principals(changed uuid[]) returns void language sql as $$
  with recursive counts_as (user_id, principal_id) as (
    select id, id from users where id = any (changed)
    union
    select counts_as.user_id, next.principal_id
    from counts_as
    cross join lateral (
      select organization_id as principal_id from users where id = counts_as.principal_id and organization_id is not null
      union all select id from org_elements where lead_id = counts_as.principal_id
      union all select element_id from org_members where user_id = counts_as.principal_id
      union all select parent_id from org_elements where id = counts_as.principal_id and parent_id is not null
      union all select group_id from group_members where member_id = counts_as.principal_id
    ) next
  ), gone as (
    delete from user_principals u where u.user_id = any (changed)
      and not exists (select from counts_as c where c.user_id = u.user_id and c.principal_id = u.principal_id)
  )
  insert into user_principals select user_id, principal_id from counts_as on conflict do nothing
$$;

create function group_members_changed() returns trigger language plpgsql as $$
declare moved uuid[]; cycle text;
begin
  if tg_op = 'INSERT' then
    select g.name into cycle from new_rows n join groups g on g.id = n.group_id
      where exists (
        with recursive above (id) as (
          select n.group_id union select m.group_id from group_members m join above on m.member_id = above.id
        ) select from above where id = n.member_id) limit 1;
    if cycle is not null then
      raise exception 'Group "%" would contain itself', cycle using errcode = 'check_violation', constraint = 'group_members_acyclic';
    end if;
    select array_agg(distinct u.user_id) into moved from user_principals u join new_rows n on n.member_id = u.principal_id;
  else
    select array_agg(distinct u.user_id) into moved from user_principals u join old_rows o on o.member_id = u.principal_id;
  end if;
  if moved is not null then perform refresh_user_principals(moved); end if;
  return null;
end $$;
create trigger group_members_added after insert on group_members referencing new table as new_rows
  for each statement execute function group_members_changed();
create trigger group_members_removed after delete on group_members referencing old table as old_rows
  for each statement execute function group_members_changed();

create function refuse_computed_members() returns trigger language plpgsql as $$
begin
  if exists (select from groups where id = coalesce(new.group_id, old.group_id) and scope = 'system' and membership = 'computed') then
    raise exception 'Members of this system group are computed, not entered' using errcode = 'check_violation', constraint = 'group_members_computed';
  end if;
  -- The closure follows what stands in group_members; computed members of a member would count for nothing.
  if tg_op = 'INSERT' and exists (select from groups where id = new.member_id and scope = 'system' and membership = 'computed') then
    raise exception 'A computed system group cannot be a member of another group' using errcode = 'check_violation', constraint = 'group_member_computed';
  end if;
  if tg_op = 'INSERT' and exists (select from groups g where g.id = new.group_id and g.type = 'role')
     and exists (select from group_members where group_id = new.group_id) then
    raise exception 'A role holds exactly one member' using errcode = 'check_violation', constraint = 'role_holds_one';
  end if;
  return coalesce(new, old);
end $$;
create trigger group_members_by_hand before insert or delete on group_members for each row execute function refuse_computed_members();

create function users_closure() returns trigger language plpgsql as $$
begin
  perform refresh_user_principals(array[new.id]);
  return null;
end $$;
create trigger users_closure_made after insert on users for each row execute function users_closure();
create trigger users_closure_moved after update of organization_id on users for each row
  when (old.organization_id is distinct from new.organization_id) execute function users_closure();

create function org_closure() returns trigger language plpgsql as $$
declare moved uuid[];
begin
  if tg_table_name = 'org_members' then
    perform refresh_user_principals(array[coalesce(new.user_id, old.user_id)]);
  else
    select array_agg(distinct user_id) into moved from (
      select user_id from user_principals where principal_id = coalesce(new.id, old.id)
      union select new.lead_id where new.lead_id is not null) affected;
    if moved is not null then perform refresh_user_principals(moved); end if;
  end if;
  return null;
end $$;
create trigger org_elements_closure after insert or update of parent_id, lead_id on org_elements for each row execute function org_closure();
create trigger org_members_closure after insert or delete on org_members for each row execute function org_closure();

-- The seven system groups have fixed ids, so that rules and views can name them without a look-up.
with system_groups (id, audience, type, code, name, membership) as (values
  ('00000000-0000-7000-8000-000000000001'::uuid, 'employees', 'group', 'administrators', 'Administrators', 'by_hand'),
  ('00000000-0000-7000-8000-000000000002'::uuid, 'employees', 'group', 'all_users', 'All users', 'computed'),
  ('00000000-0000-7000-8000-000000000003'::uuid, 'external', 'group', 'external_users', 'External users', 'computed'),
  ('00000000-0000-7000-8000-000000000004'::uuid, 'employees', 'group', 'privileged_users', 'Privileged users', 'by_hand'),
  ('00000000-0000-7000-8000-000000000005'::uuid, 'employees', 'group', 'crm_users', 'CRM solution users', 'by_hand'),
  ('00000000-0000-7000-8000-000000000006'::uuid, 'employees', 'group', 'projects_users', 'Projects solution users', 'by_hand'),
  ('00000000-0000-7000-8000-000000000007'::uuid, 'employees', 'role', 'system_supervisor', 'System supervisor', 'computed')
), made as (
  insert into principals (id, kind, audience) select id, 'group', audience from system_groups
)
insert into groups (id, audience, scope, type, code, name, membership)
  select id, audience, 'system', type, code, name, membership from system_groups;

create view actor_principals as
  select user_id, principal_id from user_principals
  union all
  select id, case kind when 'employee' then '00000000-0000-7000-8000-000000000002'::uuid
                       else '00000000-0000-7000-8000-000000000003'::uuid end
  from users where status = 'active' and deleted_at is null
  union all
  select supervisor_id, '00000000-0000-7000-8000-000000000007'::uuid from company;
comment on view actor_principals is 'Whom a user counts as, computed system groups included. The only way access reads groups, org chart and organizations';
