-- Business calendars: when a company works, by week and by day, and whose calendar is which.

create table calendars (
  id uuid primary key,
  name text not null check (length(btrim(name)) between 1 and 120),
  time_zone text,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  created_by uuid references users (id),
  deleted_at timestamptz,
  version integer not null default 1,
  check (not is_default or deleted_at is null)
);
comment on table calendars is 'Working hours of a week, with days that differ';
comment on column calendars.time_zone is 'null: the time zone of the company';
create unique index calendars_name on calendars (lower(name)) where deleted_at is null;
create unique index calendars_default on calendars (is_default) where is_default;

create table calendar_weekdays (
  calendar_id uuid not null references calendars (id),
  weekday integer not null check (weekday between 1 and 7),
  hours int4multirange not null default '{}' check (hours <@ '{[0,1440)}'::int4multirange),
  primary key (calendar_id, weekday)
);
comment on table calendar_weekdays is 'Working hours of each day of the week, Monday is 1';
comment on column calendar_weekdays.hours is 'Minutes of the day by the clock on the wall; a multirange cannot overlap itself';

create table calendar_exceptions (
  calendar_id uuid not null references calendars (id),
  day date not null,
  name text not null default '' check (length(name) <= 120),
  hours int4multirange not null default '{}' check (hours <@ '{[0,1440)}'::int4multirange),
  primary key (calendar_id, day)
);
comment on table calendar_exceptions is 'Days that differ from their week: holidays, with no hours, and days worked otherwise';

create table user_calendars (
  user_id uuid not null references users (id),
  from_day date not null,
  calendar_id uuid not null references calendars (id),
  primary key (user_id, from_day)
);
comment on table user_calendars is 'Whose calendar is not the default one, and from which day: a planned change is a row of a later day';
create index user_calendars_calendar on user_calendars (calendar_id);

create function calendar_today(calendar uuid) returns date language sql stable
  return (select (now() at time zone coalesce(c.time_zone, (select time_zone from company), 'UTC'))::date from calendars c where c.id = calendar);
comment on function calendar_today(uuid) is 'Which day it is where this calendar is kept';

-- What has been counted stays as it was counted.
create function refuse_past_exception() returns trigger language plpgsql as $$
begin
  if coalesce(least(new.day, old.day), new.day, old.day) < calendar_today(coalesce(new.calendar_id, old.calendar_id)) then
    raise exception 'A day that has passed cannot be changed' using errcode = 'check_violation', constraint = 'calendar_exceptions_past';
  end if;
  return coalesce(new, old);
end $$;
create trigger calendar_exceptions_past before insert or update or delete on calendar_exceptions
  for each row execute function refuse_past_exception();

-- Every installation has one from the start.
with made as (
  insert into calendars (id, name, is_default) values (uuid7(), 'Standard week', true) returning id
)
insert into calendar_weekdays (calendar_id, weekday, hours)
  select id, day, case when day <= 5 then '{[540,780),[840,1080)}'::int4multirange else '{}'::int4multirange end
  from made, generate_series(1, 7) day;

create function calendar_of(person uuid) returns uuid language sql stable
  return coalesce((select u.calendar_id from user_calendars u where u.user_id = person and u.from_day <= calendar_today(u.calendar_id)
      order by u.from_day desc limit 1),
    (select id from calendars where is_default));
comment on function calendar_of(uuid) is 'The calendar a user works by today';
