-- Who needs which seat: named ones, or named for a few and concurrent ones shared by the rest; seats of solutions by
-- membership; idle seats; and what files take of the plan's storage.

alter table license_settings add column shares boolean not null default false;
comment on column license_settings.shares is 'false: every employee holds a named seat from the invitation on; true: Privileged users hold named ones, all others share the concurrent ones while they are signed in';

create function seat_kind_of(asked_group uuid) returns text language sql immutable as $$
  select case asked_group when '00000000-0000-7000-8000-000000000004' then 'named'
    when '00000000-0000-7000-8000-000000000005' then 'solution:crm'
    when '00000000-0000-7000-8000-000000000006' then 'solution:projects' end
$$;
comment on function seat_kind_of(uuid) is 'The kind of seat that membership in one of the system groups Privileged users, CRM solution users, Projects solution users goes with';

create function has_own_seat(person uuid) returns boolean language sql stable as $$
  select not s.shares
    or exists (select from group_members where group_id = '00000000-0000-7000-8000-000000000004' and member_id = person)
    or exists (select from company where supervisor_id = person)
  from license_settings s
$$;
comment on function has_own_seat(uuid) is 'Whether an employee is one who holds a named seat; the System supervisor always is';

create function take_named_seat(person uuid) returns text language sql as $$
  select take_seat('named', person, exists (select from company where supervisor_id = person))
$$;

-- From the invitation on: the named seat, and those of the solutions whose groups the person is in.
create function take_employee_seats(person uuid, out seat_kind text, out outcome text) language plpgsql as $$
declare one text;
begin
  outcome := 'held';
  if has_own_seat(person) then
    seat_kind := 'named';
    outcome := take_named_seat(person);
    if outcome = 'none_free' then return; end if;
  end if;
  for seat_kind in select seat_kind_of(group_id) as kind from group_members
    where member_id = person and seat_kind_of(group_id) like 'solution:%' order by kind
  loop
    one := take_seat(seat_kind, person);
    if one <> 'held' then outcome := one; end if;
    if one = 'none_free' then return; end if;
  end loop;
end $$;

-- Sessions that nobody has used for a while give their seat back. A person is idle when all of her devices are. Rows
-- that somebody is about to use are left out: whoever comes back in this moment keeps the seat.
create function free_idle_seats() returns integer language plpgsql as $$
declare ended integer;
begin
  perform from seat_pools where kind = 'concurrent' for update;
  update sessions set ended_at = now(), end_reason = 'seat_withdrawn' where id in (
    select s.id from seats c join sessions s on s.user_id = c.user_id and s.side = 'employee' and s.ended_at is null
    where c.kind = 'concurrent' and c.freed_at is null
      and not exists (select from sessions o cross join license_settings l
        where o.user_id = c.user_id and o.side = 'employee' and o.ended_at is null and o.expires_at > now()
          and o.last_seen_at >= now() - make_interval(mins => l.idle_minutes))
    for update of s skip locked);
  get diagnostics ended = row_count;
  -- After a restored backup there are seats without sessions.
  update seats c set freed_at = now(), free_reason = 'idle' where c.kind = 'concurrent' and c.freed_at is null
    and not exists (select from sessions s where s.user_id = c.user_id and s.side = 'employee' and s.ended_at is null);
  return ended;
end $$;
comment on function free_idle_seats() is 'Ends the sessions of people who hold a concurrent seat and have done nothing for license_settings.idle_minutes';

-- At every sign-in. The second device of a person takes no second seat.
create function take_working_seat(person uuid, out seat_kind text, out outcome text) language plpgsql as $$
begin
  seat_kind := 'named';
  outcome := 'held';
  if exists (select from seats where kind = 'named' and user_id = person and freed_at is null) then return; end if;
  if has_own_seat(person) then
    outcome := take_named_seat(person);
    return;
  end if;
  seat_kind := 'concurrent';
  outcome := take_seat('concurrent', person);
  if outcome = 'none_free' then
    perform free_idle_seats();
    outcome := take_seat('concurrent', person);
  end if;
end $$;

create function free_seat_of_ended_session() returns trigger language plpgsql as $$
begin
  if not exists (select from seats where kind = 'concurrent' and user_id = new.user_id and freed_at is null) then return null; end if;
  -- A sign-in of the same person on another device holds this lock until its session is there to be seen.
  perform from seat_pools where kind = 'concurrent' for update;
  update seats set freed_at = now(),
      free_reason = case new.end_reason when 'seat_withdrawn' then 'idle' when 'locked' then 'locked' else 'signed_out' end
    where kind = 'concurrent' and user_id = new.user_id and freed_at is null
      and not exists (select from sessions where user_id = new.user_id and side = 'employee' and ended_at is null and expires_at > now());
  return null;
end $$;
create trigger sessions_ended_free_seat after update of ended_at on sessions for each row
  when (old.ended_at is null and new.ended_at is not null and new.side = 'employee') execute function free_seat_of_ended_session();

-- Brings one person's named seat in line with the rule after it has changed for her.
create function settle_seat(person uuid) returns text language plpgsql as $$
declare outcome text := 'held';
begin
  if not exists (select from users where id = person and kind = 'employee' and status in ('invited', 'active') and deleted_at is null) then
    return outcome;
  end if;
  if has_own_seat(person) then
    outcome := take_named_seat(person);
    if outcome = 'taken' then
      update seats set freed_at = now(), free_reason = 'privileged' where kind = 'concurrent' and user_id = person and freed_at is null;
    end if;
    return outcome;
  end if;
  update seats set freed_at = now(), free_reason = 'shared' where kind = 'named' and user_id = person and freed_at is null;
  if found and exists (select from sessions where user_id = person and side = 'employee' and ended_at is null and expires_at > now())
    and take_seat('concurrent', person) = 'none_free' then
    update sessions set ended_at = now(), end_reason = 'seat_withdrawn' where user_id = person and side = 'employee' and ended_at is null;
  end if;
  return outcome;
end $$;

-- The groups that seats go with. That nobody enters beyond the licences is said of the groups themselves, too.
create function seat_of_member() returns trigger language plpgsql as $$
declare asked text := seat_kind_of(coalesce(new.group_id, old.group_id)); outcome text;
begin
  if tg_op = 'DELETE' then
    if asked = 'named' then perform settle_seat(old.member_id);
    else update seats set freed_at = now(), free_reason = 'left_group' where kind = asked and user_id = old.member_id and freed_at is null;
    end if;
    return null;
  end if;
  if asked = 'named' then outcome := settle_seat(new.member_id);
  elsif exists (select from users where id = new.member_id and status in ('invited', 'active') and deleted_at is null) then
    outcome := take_seat(asked, new.member_id);
  end if;
  if outcome = 'none_free' then
    raise exception 'The group has more members than licences' using errcode = 'check_violation', constraint = 'group_members_licensed',
      detail = (select seat_limit::text from seat_totals where kind = asked);
  end if;
  return null;
end $$;
create trigger group_members_take_seat after insert on group_members for each row
  when (seat_kind_of(new.group_id) is not null) execute function seat_of_member();
create trigger group_members_free_seat after delete on group_members for each row
  when (seat_kind_of(old.group_id) is not null) execute function seat_of_member();

create function settle_supervisors() returns trigger language plpgsql as $$
begin
  perform settle_seat(new.supervisor_id);
  perform settle_seat(old.supervisor_id);
  return null;
end $$;
create trigger company_supervisors_seats after update of supervisor_id on company for each row
  when (old.supervisor_id <> new.supervisor_id) execute function settle_supervisors();

create table storage_use (
  shard integer primary key check (shard between 0 and 15),
  bytes bigint not null
);
comment on table storage_use is 'Bytes of all files, in parts: each connection of the database keeps its own, so that uploads do not wait for each other. Only the sum means something';
insert into storage_use select n, case n when 0 then (select coalesce(sum(size), 0) from files) else 0 end from generate_series(0, 15) n;

create view storage_plan as
  select (select sum(bytes)::bigint from storage_use) as used,
    coalesce((select sum(storage_gigabytes) from license_packs, (select license_now() as now) clock
      where valid_from <= clock.now and (valid_to is null or valid_to > clock.now)), s.storage_gigabytes)::bigint * 1073741824 as bytes,
    coalesce((select plan from license_packs, (select license_now() as now) clock
      where plan is not null and valid_from <= clock.now and (valid_to is null or valid_to > clock.now) order by activated_at desc limit 1), 'Starter') as plan
  from license_settings s;
comment on view storage_plan is 'Bytes of files in use, bytes of the plan (null: no limit), name of the plan';

create function count_storage() returns trigger language plpgsql as $$
declare moved bigint; plan storage_plan;
begin
  if tg_op = 'INSERT' then select sum(size) into moved from new_rows;
  else select -sum(size) into moved from old_rows;
  end if;
  if coalesce(moved, 0) = 0 then return null; end if;
  update storage_use set bytes = bytes + moved where shard = pg_backend_pid() % 16;
  if moved < 0 then return null; end if;
  select * into plan from storage_plan;
  if plan.used > plan.bytes then
    raise exception 'The storage of the plan is used up' using errcode = 'check_violation', constraint = 'storage_within_plan';
  end if;
  return null;
end $$;
create trigger files_counted_in after insert on files referencing new table as new_rows
  for each statement execute function count_storage();
create trigger files_counted_out after delete on files referencing old table as old_rows
  for each statement execute function count_storage();
