-- What a group may be and hold, whichever way in: fixed kinds, roles of one, system groups of people within their
-- licences, app groups that stay in their app; and the rules of the System supervisor that were only in code.

alter table apps add unique (id, workspace_id);
alter table groups add foreign key (app_id, workspace_id) references apps (id, workspace_id);
create index groups_place on groups (workspace_id, app_id) where workspace_id is not null;

-- "ＡＤＭＩＮＳ" and "admins" are one name (AT-077).
drop index groups_name;
create unique index groups_name on groups (scope, coalesce(app_id, workspace_id, '00000000-0000-0000-0000-000000000000'),
  lower(normalize(btrim(name), nfkc))) where deleted_at is null;
create index groups_list on groups (lower(name), id);

create function refuse_group_kind_change() returns trigger language plpgsql as $$
begin
  raise exception 'Group "%" keeps its type and its place from its making on', old.name
    using errcode = 'check_violation', constraint = 'group_kind_fixed';
end $$;
create trigger groups_kind_fixed before update on groups for each row
  when (old.scope <> 'system' and (old.scope, old.type, old.workspace_id, old.app_id, old.membership)
    is distinct from (new.scope, new.type, new.workspace_id, new.app_id, new.membership))
  execute function refuse_group_kind_change();

-- The row of the group is locked where something is counted, so that two at once do not each count without the other.
create or replace function refuse_computed_members() returns trigger language plpgsql as $$
declare held groups; member_kind text; inner_app uuid;
begin
  select * into held from groups where id = coalesce(new.group_id, old.group_id);
  if held.scope = 'system' and held.membership = 'computed' then
    raise exception 'Members of this system group are computed, not entered' using errcode = 'check_violation', constraint = 'group_members_computed';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  -- The closure follows what stands in group_members; computed members of a member would count for nothing.
  if exists (select from groups where id = new.member_id and scope = 'system' and membership = 'computed') then
    raise exception 'A computed system group cannot be a member of another group' using errcode = 'check_violation', constraint = 'group_member_computed';
  end if;
  select kind into member_kind from principals where id = new.member_id;
  -- Whoever may fill a group inside would decide who administers, or take a licence nobody counted.
  if held.scope = 'system' and member_kind <> 'user' then
    raise exception 'A system group holds people, one by one' using errcode = 'check_violation', constraint = 'system_group_holds_people';
  end if;
  if held.type = 'role' then
    if member_kind not in ('user', 'org_element') then
      raise exception 'A role holds a user or an org element' using errcode = 'check_violation', constraint = 'role_holds_person';
    end if;
    perform from groups where id = held.id for update;
    if exists (select from group_members where group_id = held.id and member_id <> new.member_id) then
      raise exception 'A role holds exactly one member' using errcode = 'check_violation', constraint = 'role_holds_one';
    end if;
  end if;
  -- What an app's own people keep must not reach further than the app (a workspace's access, another app).
  select app_id into inner_app from groups where id = new.member_id and scope = 'app';
  if inner_app is distinct from held.app_id and inner_app is not null then
    raise exception 'A group of an app stays in its app' using errcode = 'check_violation', constraint = 'app_group_in_its_app';
  end if;
  return new;
end $$;

create view licensed_groups as
  select g.id as group_id, kinds.kind from groups g
    join (values ('privileged_users', 'named'), ('crm_users', 'solution:crm'), ('projects_users', 'solution:projects'))
      kinds (code, kind) on g.scope = 'system' and g.code = kinds.code;
comment on view licensed_groups is 'Groups whose members each take a licence, and of which kind. Nobody enters beyond what there is (seat_totals, migration 0026); when a pack ends nobody is thrown out';

create function refuse_beyond_licences() returns trigger language plpgsql as $$
declare allowed bigint;
begin
  if not exists (select from new_rows where group_id in (select group_id from licensed_groups)) then return null; end if;
  perform from groups where id in (select group_id from new_rows) order by id for update;
  select t.seat_limit into allowed from licensed_groups l join seat_totals t on t.kind = l.kind
    where l.group_id in (select group_id from new_rows)
      and (select count(*) from group_members m where m.group_id = l.group_id) > t.seat_limit limit 1;
  if found then
    raise exception 'The group has more members than licences' using errcode = 'check_violation',
      constraint = 'group_members_licensed', detail = allowed::text;
  end if;
  return null;
end $$;
create trigger group_members_licensed after insert on group_members referencing new table as new_rows
  for each statement execute function refuse_beyond_licences();

create function refuse_app_group_for_workspace() returns trigger language plpgsql as $$
begin
  if exists (select from groups where id = new.principal_id and scope = 'app') then
    raise exception 'A group of an app gives no access to a workspace' using errcode = 'check_violation', constraint = 'app_group_in_its_app';
  end if;
  return new;
end $$;
create trigger visibility_without_app_groups before insert or update on visibility for each row
  when (new.resource_kind = 'workspace') execute function refuse_app_group_for_workspace();
create trigger grants_without_app_groups before insert or update on grants for each row
  when (new.resource_kind = 'workspace') execute function refuse_app_group_for_workspace();

-- A deleted account keeps its status, so the foreign key of company does not see it. The row is locked: whoever deletes
-- it at this moment waits, and is refused by users_supervisor_kept.
create function refuse_deleted_supervisor() returns trigger language plpgsql as $$
begin
  perform from users where id = new.supervisor_id and deleted_at is null for no key update;
  if not found then
    raise exception 'The System supervisor cannot be an account that is not there' using errcode = 'check_violation', constraint = 'supervisor_kept';
  end if;
  return new;
end $$;
create trigger company_supervisor_is_there before insert or update of supervisor_id on company for each row
  when (new.supervisor_id is not null) execute function refuse_deleted_supervisor();

-- The org chart is structure that many people stand in: it waits for everybody who changes memberships (lock_closure).
create function lock_closure_for_org_chart() returns trigger language plpgsql as $$
begin
  perform lock_closure('{}', true);
  return null;
end $$;
create trigger org_elements_in_turn before insert or update or delete on org_elements
  for each statement execute function lock_closure_for_org_chart();
create trigger org_members_in_turn before insert or update or delete on org_members
  for each statement execute function lock_closure_for_org_chart();
