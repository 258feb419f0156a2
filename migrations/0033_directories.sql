-- Directories (LDAP) people come from: connections, who belongs to which entry, groups kept in step, and runs.

-- Whoever signs in elsewhere has no password here.
alter table users drop constraint users_check4;
alter table users add constraint users_registered check (status not in ('active', 'locked')
  or (registered_at is not null and (password_hash is not null or source in ('provider', 'directory'))));

create table directories (
  id uuid primary key,
  name text not null check (length(btrim(name)) between 1 and 120),
  url text not null check (length(url) <= 300 and url ~ '^ldaps?://'),
  start_tls boolean not null default false,
  is_plain_allowed boolean not null default false,
  certificate text check (length(certificate) <= 60000),
  bind_dn text not null check (length(bind_dn) between 1 and 1000),
  password_sealed bytea not null,
  base_dn text not null check (length(base_dn) between 1 and 1000),
  user_filter text not null check (length(user_filter) <= 2000),
  group_base_dn text check (length(group_base_dn) <= 1000),
  group_filter text not null check (length(group_filter) <= 2000),
  preset text not null check (preset in ('active_directory', 'openldap', 'freeipa')),
  attributes jsonb not null check (jsonb_typeof(attributes) = 'object'),
  sign_in text not null default 'directory' check (sign_in in ('directory', 'local')),
  links_by_email boolean not null default false,
  on_gone text not null default 'lock' check (on_gone in ('lock', 'leave')),
  most_leaving integer not null default 20 check (most_leaving between 1 and 100),
  schedule text not null default 'off' check (schedule in ('off', 'hourly', 'daily')),
  daily_hour integer not null default 3 check (daily_hour between 0 and 23),
  enabled_at timestamptz,
  away_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  changed_by uuid references users (id),
  changed_at timestamptz not null default now(),
  check (url like 'ldap://%' or not start_tls)
);
create unique index directories_name on directories (lower(name));
comment on table directories is 'Connections to directories (LDAP) people are taken from';
comment on column directories.certificate is 'PEM of the authority the server is believed by, where it is not one of the public ones';
comment on column directories.is_plain_allowed is 'Somebody said that passwords may travel in the open to another machine';
comment on column directories.password_sealed is 'Of the account that reads, sealed under the key of the installation (base/secret-box.ts)';
comment on column directories.attributes is 'Which attribute says what; the keys are those of the contract';
comment on column directories.sign_in is 'directory: its people sign in with the password they have there; local: they are invited and have one here';
comment on column directories.on_gone is 'What becomes of people the directory does not know any more or has locked';
comment on column directories.most_leaving is 'A run that would lock more than so many percent of its people, or take as many out of groups, stops and asks';
comment on column directories.daily_hour is 'In the time zone of the company';
comment on column directories.enabled_at is 'null: off, which means neither runs nor sign-in';
comment on column directories.away_at is 'Last time it could not be reached when somebody signed in; emptied by the next answer';

create table directory_people (
  user_id uuid primary key,
  user_kind text not null default 'employee' check (user_kind = 'employee'),
  directory_id uuid not null references directories (id) on delete cascade,
  external_id text not null check (length(external_id) between 1 and 200),
  dn text not null,
  position_name text,
  department text,
  locked_at timestamptz,
  seen_at timestamptz not null default now(),
  unique (directory_id, external_id),
  foreign key (user_id, user_kind) references users (id, kind)
);
comment on table directory_people is 'Which entry of which directory an employee is; never somebody from outside, never the System supervisor';
comment on column directory_people.external_id is 'What never changes of the entry (objectGUID, entryUUID, ipaUniqueID)';
comment on column directory_people.dn is 'Where the entry was last seen; shown only, nothing is looked up by it';
comment on column directory_people.locked_at is 'The lock is the directory''s; whoever unlocks takes it away';

alter table users add column directory_fields text[];
comment on column users.directory_fields is 'What a directory keeps of this person, under the names of the contract: nobody changes it by hand';
create function forget_directory_fields() returns trigger language plpgsql as $$
begin
  update users set directory_fields = null where id = old.user_id;
  return null;
end $$;
create trigger directory_people_let_go after delete on directory_people
  for each row execute function forget_directory_fields();

-- The supervisor keeps a password of her own, so that somebody comes in when the directory is away.
create function refuse_supervisor_in_directory() returns trigger language plpgsql as $$
begin
  if exists (select from company c join directory_people p on p.user_id = c.supervisor_id) then
    raise exception 'The System supervisor signs in here, not by a directory' using errcode = 'P0001', constraint = 'supervisor_is_local';
  end if;
  return null;
end $$;
create constraint trigger directory_people_no_supervisor after insert or update of user_id on directory_people
  for each row execute function refuse_supervisor_in_directory();
create constraint trigger company_supervisor_is_local after update of supervisor_id on company
  for each row execute function refuse_supervisor_in_directory();

create function forget_directory_lock() returns trigger language plpgsql as $$
begin
  update directory_people set locked_at = null where user_id = new.id and locked_at is not null;
  return null;
end $$;
create trigger users_directory_lock_forgotten after update of status on users for each row
  when (old.status = 'locked' and new.status <> 'locked') execute function forget_directory_lock();

-- Whatever way in: a directory never locks the last administrator beside the supervisor.
create function refuse_last_administrator_lock() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('administrators', 0));
  if exists (select from user_principals where user_id = new.user_id and principal_id = '00000000-0000-7000-8000-000000000001')
    and not exists (select from user_principals p join users u on u.id = p.user_id
      where p.principal_id = '00000000-0000-7000-8000-000000000001' and u.status = 'active' and u.deleted_at is null) then
    raise exception 'A directory does not lock the last administrator' using errcode = 'P0001', constraint = 'administrator_is_kept';
  end if;
  return null;
end $$;
create constraint trigger directory_people_keep_administrator after update of locked_at on directory_people
  for each row when (new.locked_at is not null and old.locked_at is null) execute function refuse_last_administrator_lock();

create table directory_groups (
  directory_id uuid not null references directories (id) on delete cascade,
  dn_key text not null,
  dn text not null check (length(dn) between 1 and 1000),
  group_id uuid not null,
  audience text not null default 'employees' check (audience = 'employees'),
  primary key (directory_id, dn_key, group_id),
  foreign key (group_id, audience) references groups (id, audience)
);
create index directory_groups_group on directory_groups (group_id);
comment on table directory_groups is 'Members of which group of a directory are in which company group';
comment on column directory_groups.dn_key is 'The name as it is compared: small letters, no spaces around its signs';

create function refuse_other_than_company_group() returns trigger language plpgsql as $$
begin
  if not exists (select from groups where id = new.group_id and scope = 'company' and type = 'group' and membership = 'by_hand' and deleted_at is null) then
    raise exception 'A directory fills company groups only' using errcode = 'P0001', constraint = 'directory_fills_company_groups';
  end if;
  return null;
end $$;
create constraint trigger directory_groups_company_only after insert or update on directory_groups
  for each row execute function refuse_other_than_company_group();

create table directory_members (
  group_id uuid not null,
  member_id uuid not null,
  directory_id uuid not null references directories (id) on delete cascade,
  primary key (group_id, member_id),
  foreign key (group_id, member_id) references group_members (group_id, member_id) on delete cascade
);
create index directory_members_directory on directory_members (directory_id);
comment on table directory_members is 'Members a directory has put into a group; only these it takes out again';

create table directory_runs (
  id uuid primary key,
  directory_id uuid not null references directories (id) on delete cascade,
  origin text not null check (origin in ('preview', 'by_hand', 'schedule')),
  state text not null check (state in ('reading', 'ready', 'asks', 'applying', 'done', 'failed', 'cancelled')),
  made_by uuid references users (id),
  created_at timestamptz not null default now(),
  applied_at timestamptz,
  ended_at timestamptz,
  entries integer not null default 0,
  unchanged integer not null default 0,
  total integer not null default 0,
  done integer not null default 0,
  refused integer not null default 0,
  code text,
  message text,
  check ((state in ('done', 'failed', 'cancelled')) = (ended_at is not null))
);
create index directory_runs_list on directory_runs (directory_id, id);
create unique index directory_runs_one on directory_runs (directory_id) where ended_at is null;
comment on table directory_runs is 'Comparisons of a directory with the people here, and what was done of them';
comment on column directory_runs.state is 'ready: compared, to be looked at; asks: too many would leave, somebody has to say yes';
comment on column directory_runs.made_by is 'null: by its schedule';
comment on column directory_runs.total is 'Rows that would change something or were refused';

create table directory_entries (
  run_id uuid not null references directory_runs (id) on delete cascade,
  number integer not null,
  external_id text,
  dn text not null,
  dn_key text not null,
  login text,
  email text,
  email_canonical text,
  full_name text,
  phone text,
  work_phone text,
  position_name text,
  department text,
  is_locked boolean not null,
  issue text,
  message text,
  primary key (run_id, number)
);
create index directory_entries_id on directory_entries (run_id, external_id);
create index directory_entries_email on directory_entries (run_id, email_canonical);
create index directory_entries_dn on directory_entries (run_id, dn_key);
comment on table directory_entries is 'What a run has read; gone when it has ended';

create table directory_group_entries (
  run_id uuid not null references directory_runs (id) on delete cascade,
  dn_key text not null,
  member_key text not null
);
create index directory_group_entries_group on directory_group_entries (run_id, dn_key);
comment on table directory_group_entries is 'Members of groups as a run has read them: names as they are compared, or logins; gone when it has ended';

create table directory_rows (
  run_id uuid not null references directory_runs (id) on delete cascade,
  number integer generated always as identity,
  deed text not null check (deed in ('lock', 'unlock', 'link', 'change', 'create', 'join', 'leave', 'refuse')),
  state text not null check (state in ('waiting', 'done', 'refused')),
  entry integer,
  user_id uuid references users (id),
  group_id uuid references groups (id),
  label text not null,
  detail text not null default '',
  changes jsonb,
  code text,
  message text,
  primary key (run_id, number)
);
create index directory_rows_waiting on directory_rows (run_id, deed, number) where state = 'waiting';
comment on table directory_rows is 'What a run would do with whom, and what became of it; people nothing changes for have no row';
comment on column directory_rows.changes is 'What changes of a person: {field: [before, after]}';

create view directory_sign_ins as
  select p.user_id, p.external_id, p.directory_id, d.enabled_at, d.away_at
  from directory_people p join directories d on d.id = p.directory_id where d.sign_in = 'directory';
comment on view directory_sign_ins is 'Employees whose password is kept by a directory';
