-- More kinds of license packs, pools that know how many of their seats are held, the rules of licensing.

alter table seat_pools drop constraint seat_pools_kind_check;
alter table seat_pools
  add constraint seat_pools_kind_check check (kind in ('named', 'concurrent', 'external', 'solution:crm', 'solution:projects')),
  add column occupied integer not null default 0 check (occupied >= 0),
  add column grace_began_at timestamptz;
comment on column seat_pools.occupied is 'Seats held now; kept by triggers on seats, so that taking the last of 100,000 counts nothing';
comment on column seat_pools.grace_began_at is 'When the first seat above the packs was given under the rule grace; a new grace begins 90 days after the last one began';
insert into seat_pools (kind) values ('concurrent'), ('solution:crm'), ('solution:projects');
update seat_pools p set occupied = (select count(*) from seats s where s.kind = p.kind and s.freed_at is null);

alter table license_packs drop constraint license_packs_kind_check;
alter table license_packs
  add foreign key (kind) references seat_pools (kind),
  add column plan text check (length(btrim(plan)) between 1 and 100),
  add column storage_gigabytes integer check (storage_gigabytes > 0);
comment on column license_packs.plan is 'Name of the service plan that was bought with this pack';
comment on column license_packs.storage_gigabytes is 'Disk for files that was bought with this pack';

-- The kind of person follows from the kind of seat; PostgreSQL 15 cannot alter the expression of a column.
alter table seats drop column user_kind;
alter table seats
  add column user_kind text not null generated always as (case kind when 'external' then 'external' else 'employee' end) stored,
  add foreign key (user_id, user_kind) references users (id, kind);
alter table seats drop constraint seats_free_reason_check;
alter table seats add constraint seats_free_reason_check
  check (free_reason in ('locked', 'cancelled', 'declined', 'deleted', 'signed_out', 'idle', 'left_group', 'shared', 'privileged'));
comment on column seats.free_reason is 'signed_out, idle: a concurrent seat; left_group: a solution''s seat; shared, privileged: the person went from a named seat to the concurrent ones, or back';
create index seats_by_kind on seats (kind, id);
create index seats_held_by_kind on seats (kind, id) where freed_at is null;
create index seats_freed on seats (kind, freed_at) where freed_at is not null;
drop index seats_history;

create table license_settings (
  id boolean primary key default true check (id),
  installation_id uuid not null default gen_random_uuid(),
  idle_minutes integer not null default 60 check (idle_minutes between 5 and 1440),
  at_limit text not null default 'refuse' check (at_limit in ('refuse', 'grace')),
  grace_days integer not null default 7 check (grace_days between 1 and 30),
  sales_link text not null default '' check (length(sales_link) <= 500),
  storage_gigabytes integer check (storage_gigabytes > 0),
  version integer not null default 1
);
comment on table license_settings is 'One row: the rules of licensing, kept by the System supervisor';
comment on column license_settings.installation_id is 'What a license key can be bound to. Goes with a backup';
comment on column license_settings.idle_minutes is 'After so many minutes without a request a concurrent seat is free for somebody else';
comment on column license_settings.at_limit is 'refuse: nobody more when all seats are held; grace: for grace_days a tenth more than there are seats, and packs that ended count on';
comment on column license_settings.storage_gigabytes is 'Disk planned for files where no pack says how much was bought; null: no limit';
insert into license_settings default values;

create function license_now() returns timestamptz language sql stable as $$
  select greatest(now(), (select max(at) from audit_events))
$$;
comment on function license_now() is 'The clock of packs: never earlier than the latest deed, so that a clock set back makes no pack longer (AT-122)';

create view seat_totals as
  select p.kind, p.occupied, sums.total, p.grace_began_at, rule.at_limit, rule.grace_days,
    sums.total + sums.lapsed as granted,
    sums.total + sums.lapsed + case when rule.may_grace then ceil((sums.total + sums.lapsed) / 10.0)::integer else 0 end as seat_limit
  from seat_pools p
  cross join license_settings s
  cross join lateral (select license_now() as now) clock
  cross join lateral (select s.at_limit, s.grace_days,
    s.at_limit = 'grace' and (p.grace_began_at is null or clock.now < p.grace_began_at + make_interval(days => s.grace_days)
      or clock.now >= p.grace_began_at + interval '90 days') as may_grace) rule
  cross join lateral (select
    coalesce(sum(k.seats) filter (where k.valid_to is null or k.valid_to > clock.now), 0)::integer as total,
    coalesce(sum(k.seats) filter (where s.at_limit = 'grace' and k.valid_to <= clock.now
      and k.valid_to > clock.now - make_interval(days => s.grace_days)), 0)::integer as lapsed
    from license_packs k where k.kind = p.kind and k.valid_from <= clock.now) sums;
comment on view seat_totals is 'Per kind: seats of the packs that are valid now (total), with those that ended within the grace (granted), and how many may be held at most (seat_limit)';

create function count_seats() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform move_occupied(array(select kind from new_rows where freed_at is null), '{}');
  elsif tg_op = 'DELETE' then
    perform move_occupied('{}', array(select kind from old_rows where freed_at is null));
  else
    perform move_occupied(array(select kind from new_rows where freed_at is null), array(select kind from old_rows where freed_at is null));
  end if;
  return null;
end $$;
create function move_occupied(taken text[], freed text[]) returns void language plpgsql as $$
declare moved record;
begin
  -- One pool after the other in one order, so that two who free seats of several kinds never wait for each other.
  for moved in
    select kind, sum(n)::integer as n from (select kind, 1 as n from unnest(taken) kind union all select kind, -1 from unnest(freed) kind) changes
    group by kind having sum(n) <> 0 order by kind
  loop
    update seat_pools set occupied = occupied + moved.n where kind = moved.kind;
  end loop;
end $$;
create trigger seats_counted_in after insert on seats referencing new table as new_rows
  for each statement execute function count_seats();
create trigger seats_counted after update on seats referencing old table as old_rows new table as new_rows
  for each statement execute function count_seats();
create trigger seats_counted_out after delete on seats referencing old table as old_rows
  for each statement execute function count_seats();

create function take_seat(asked text, taker uuid, never_refused boolean default false) returns text language plpgsql as $$
declare pool seat_totals;
begin
  -- Whoever takes one waits here for those before, so the last seat is taken once (AT-120).
  perform from seat_pools where kind = asked for update;
  if exists (select from seats where kind = asked and user_id = taker and freed_at is null) then return 'held'; end if;
  select * into pool from seat_totals where kind = asked;
  if pool.occupied >= pool.seat_limit and not never_refused then return 'none_free'; end if;
  if pool.occupied >= pool.granted and pool.at_limit = 'grace' then
    update seat_pools set grace_began_at = now() where kind = asked
      and (grace_began_at is null or now() >= grace_began_at + interval '90 days');
  end if;
  insert into seats (id, kind, user_id) values (uuid7(), asked, taker);
  return 'taken';
end $$;
comment on function take_seat(text, uuid, boolean) is 'Takes a seat of a kind for a person: taken, held (she has one), none_free. The only way a seat is taken';
