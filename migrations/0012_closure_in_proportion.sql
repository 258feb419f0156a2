-- The closure of who counts as whom, kept in proportion to a change, right when changes meet, and able to tell what a
-- change would do before it is saved. Default groups, which every new user joins.

-- Who changes one person's memberships waits for whoever changes that person's; who changes the structure that many
-- people stand in (a group, org element or organization as member, an edge of the org chart) waits for everybody.
-- Without it two changes at once each miss the path that only both together make, and each takes the other's for gone.
-- Called by triggers before they read; what they read after it includes whatever those before them have committed.
create function lock_closure(people uuid[], is_structure boolean) returns void language plpgsql as $$
begin
  if is_structure then
    perform pg_advisory_xact_lock(7206, 1);
  else
    perform pg_advisory_xact_lock_shared(7206, 1);
    perform from users where id = any (people) order by id for no key update;
  end if;
end $$;
comment on function lock_closure(uuid[], boolean) is 'Every trigger that changes user_principals calls it first: with the people whose own edges change, or as a change of the structure between people and groups';

drop trigger group_members_added on group_members;
drop trigger group_members_removed on group_members;
drop function group_members_changed();

-- What is added: whoever counts as the new member counts as the group and as every group above it. Written are only
-- the rows that are new, however many people the group has already.
create function group_members_added() returns trigger language plpgsql set plan_cache_mode = 'force_custom_plan' as $$
declare cycle text;
begin
  perform lock_closure(array(select member_id from new_rows n join users u on u.id = n.member_id),
    exists (select from new_rows n where not exists (select from users u where u.id = n.member_id)));
  with recursive above (start, id) as (
    select distinct group_id, group_id from new_rows n where exists (select from groups g where g.id = n.member_id)
    union
    select a.start, m.group_id from above a join group_members m on m.member_id = a.id
  )
  select g.name into cycle from new_rows n join above a on a.start = n.group_id and a.id = n.member_id
    join groups g on g.id = n.group_id limit 1;
  if cycle is not null then
    raise exception 'Group "%" would contain itself', cycle using errcode = 'check_violation', constraint = 'group_members_acyclic';
  end if;
  insert into user_principals
    with recursive above (start, id) as (
      select distinct group_id, group_id from new_rows
      union
      select a.start, m.group_id from above a join group_members m on m.member_id = a.id
    )
    select distinct u.user_id, a.id from new_rows n join above a on a.start = n.group_id
      join user_principals u on u.principal_id = n.member_id
    on conflict do nothing;
  return null;
end $$;
create trigger group_members_added after insert on group_members referencing new table as new_rows
  for each statement execute function group_members_added();

-- What is taken out: only people reached through it (moved) and only the groups above it can be lost, and of those each
-- keeps what another way still leads to (held).
create function group_members_removed() returns trigger language plpgsql set plan_cache_mode = 'force_custom_plan' as $$
begin
  perform lock_closure(array(select member_id from old_rows o join users u on u.id = o.member_id),
    exists (select from old_rows o where not exists (select from users u where u.id = o.member_id)));
  with recursive above (id) as (
    select group_id from old_rows
    union
    select next.group_id from above a cross join lateral (
      select group_id from group_members where member_id = a.id
      union all select group_id from old_rows where member_id = a.id) next
  ), moved as (
    select distinct u.user_id from old_rows o join user_principals u on u.principal_id = o.member_id
  ), held (user_id, principal_id) as (
    select u.user_id, m.group_id from moved join user_principals u on u.user_id = moved.user_id
      join group_members m on m.member_id = u.principal_id
    where m.group_id in (select id from above) and u.principal_id not in (select id from above)
    union
    select h.user_id, m.group_id from held h join group_members m on m.member_id = h.principal_id
  )
  delete from user_principals u using moved
    where u.user_id = moved.user_id and u.principal_id in (select id from above)
      and not exists (select from held h where h.user_id = u.user_id and h.principal_id = u.principal_id);
  return null;
end $$;
create trigger group_members_removed after delete on group_members referencing old table as old_rows
  for each statement execute function group_members_removed();

alter table groups add column is_default boolean not null default false check (not is_default or (scope = 'company' and type = 'group'));
comment on column groups.is_default is 'Every new user of its audience joins it, whichever way in; those who are there already do not';

-- New people: their own rows, all of a statement at once, and the default groups.
drop trigger users_closure_made on users;
create function users_added() returns trigger language plpgsql set plan_cache_mode = 'force_custom_plan' as $$
begin
  perform lock_closure('{}', false);
  perform refresh_user_principals(array(select id from new_rows));
  insert into group_members (group_id, member_id, audience)
    select g.id, n.id, g.audience from groups g join new_rows n
      on g.audience = case n.kind when 'employee' then 'employees' else 'external' end
    where g.is_default and g.deleted_at is null;
  return null;
end $$;
create trigger users_added after insert on users referencing new table as new_rows
  for each statement execute function users_added();

create or replace function users_closure() returns trigger language plpgsql as $$
begin
  perform lock_closure('{}', false);
  perform refresh_user_principals(array[new.id]);
  return null;
end $$;

create or replace function org_closure() returns trigger language plpgsql as $$
declare moved uuid[];
begin
  if tg_table_name = 'org_members' then
    perform lock_closure(array[coalesce(new.user_id, old.user_id)], false);
    perform refresh_user_principals(array[coalesce(new.user_id, old.user_id)]);
  else
    perform lock_closure('{}', true);
    select array_agg(distinct user_id) into moved from (
      select user_id from user_principals where principal_id = coalesce(new.id, old.id)
      union select new.lead_id where new.lead_id is not null) affected;
    if moved is not null then perform refresh_user_principals(moved); end if;
  end if;
  return null;
end $$;

-- The difference before it is saved (src/access/difference.ts): the change is made in a transaction that is undone, and
-- what it wrote to the closure is noted on the way, whoever wrote it. So a difference costs what the change costs.
create unlogged table closure_changes (
  user_id uuid not null,
  principal_id uuid not null,
  step integer not null check (step in (-1, 1))
);
comment on table closure_changes is 'What a change that is only tried has done to user_principals. Always empty for everybody else: its rows are never committed';

create function note_closure_changes() returns trigger language plpgsql as $$
begin
  insert into closure_changes select user_id, principal_id, case tg_op when 'INSERT' then 1 else -1 end from changed_rows;
  return null;
end $$;
create trigger user_principals_gained after insert on user_principals referencing new table as changed_rows
  for each statement when (current_setting('portico.difference', true) = 'on') execute function note_closure_changes();
create trigger user_principals_lost after delete on user_principals referencing old table as changed_rows
  for each statement when (current_setting('portico.difference', true) = 'on') execute function note_closure_changes();
