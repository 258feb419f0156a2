-- What everything else stands on: principals and the external wall, the company, users, organizations, audit,
-- idempotency, live notifications.

create schema if not exists app_data;
comment on schema app_data is 'One table per app, made and altered by publishing the app';

create function uuid7() returns uuid language sql volatile parallel safe
  return encode(
    set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing
      substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid;
comment on function uuid7() is 'UUID version 7 (RFC 9562 5.7) with 74 random bits; the twin of newId() for set-based statements';

create table principals (
  id uuid primary key,
  kind text not null check (kind in ('user', 'group', 'org_element', 'organization')),
  audience text not null check (audience in ('employees', 'external')),
  unique (id, audience),
  unique (id, kind)
);
comment on table principals is 'Whom a grant can name. Members and grants repeat the audience in their foreign keys, so that the database itself refuses to mix employees and outsiders (the external wall)';

create table organizations (
  id uuid primary key,
  audience text not null default 'external' check (audience = 'external'),
  name text not null check (length(btrim(name)) between 1 and 200),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  foreign key (id, audience) references principals (id, audience)
);
comment on table organizations is 'Client companies that external users belong to';
create unique index organizations_name on organizations (lower(name));

create table users (
  id uuid primary key,
  kind text not null check (kind in ('employee', 'external')),
  audience text not null generated always as (case kind when 'employee' then 'employees' else 'external' end) stored,
  status text not null check (status in ('invited', 'not_registered', 'active', 'locked', 'rejected', 'cancelled')),
  full_name text not null check (length(btrim(full_name)) between 1 and 200),
  email text check (length(email) <= 320),
  email_canonical text,
  phone text check (length(phone) <= 40),
  organization_id uuid references organizations (id),
  password_hash text,
  language text not null default 'en' check (language in ('en', 'ru')),
  time_zone text not null default 'UTC',
  sign_in_paused_until timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid references users (id),
  registered_at timestamptz,
  locked_at timestamptz,
  locked_by uuid references users (id),
  deleted_at timestamptz,
  version integer not null default 1,
  unique (id, kind, status),
  unique (id, kind),
  foreign key (id, audience) references principals (id, audience),
  check ((email is null) = (email_canonical is null)),
  check (kind = 'external' or status in ('invited', 'active', 'locked', 'rejected', 'cancelled')),
  check (kind = 'employee' or status in ('not_registered', 'active', 'locked')),
  check (kind = 'external' or organization_id is null),
  check (status not in ('active', 'locked') or (registered_at is not null and password_hash is not null)),
  check ((status = 'locked') = (locked_at is not null))
);
comment on table users is 'People with an account: employees and external users';
comment on column users.status is 'employee: invited, active, locked, rejected, cancelled; external: not_registered, active, locked';
comment on column users.email_canonical is 'NFKC, lower case, no trailing dot: accounts are told apart by it';
comment on column users.password_hash is 'Argon2id in PHC form, parameters included';
comment on column users.sign_in_paused_until is 'Too many wrong passwords: the status stays active, sign-in waits until then or until an administrator clears it';
create unique index users_email on users (email_canonical) where deleted_at is null;
create index users_list on users (kind, full_name, id) where deleted_at is null;
create index users_organization on users (organization_id) where organization_id is not null;

create function refuse_kind_change() returns trigger language plpgsql as $$
begin
  raise exception 'The kind of user % is fixed at creation', old.id using errcode = 'check_violation', constraint = 'users_kind_fixed';
end $$;
create trigger users_kind_fixed before update of kind on users for each row when (old.kind is distinct from new.kind)
  execute function refuse_kind_change();

create table company (
  id boolean primary key default true check (id),
  name text not null check (length(btrim(name)) between 1 and 200),
  supervisor_id uuid not null,
  supervisor_kind text not null default 'employee' check (supervisor_kind = 'employee'),
  supervisor_status text not null default 'active' check (supervisor_status = 'active'),
  language text not null default 'en' check (language in ('en', 'ru')),
  time_zone text not null default 'UTC',
  set_up_at timestamptz not null default now(),
  version integer not null default 1,
  foreign key (supervisor_id, supervisor_kind, supervisor_status) references users (id, kind, status)
);
comment on table company is 'The one company of this installation: exactly one row, made by the first visit and never deleted';
comment on column company.supervisor_id is 'The System supervisor. The foreign key names kind and status too: whoever holds the role cannot be locked, deleted or replaced by an outsider, whichever way in';

create function refuse_company_delete() returns trigger language plpgsql as $$
begin
  raise exception 'The company cannot be deleted: set-up happens once' using errcode = 'check_violation', constraint = 'company_kept';
end $$;
create trigger company_kept before delete on company for each row execute function refuse_company_delete();
create trigger company_kept_whole before truncate on company for each statement execute function refuse_company_delete();

create function refuse_supervisor_delete() returns trigger language plpgsql as $$
begin
  if exists (select from company where supervisor_id = new.id) then
    raise exception 'The System supervisor cannot be deleted' using errcode = 'check_violation', constraint = 'supervisor_kept';
  end if;
  return new;
end $$;
create trigger users_supervisor_kept before update of deleted_at on users for each row when (new.deleted_at is not null)
  execute function refuse_supervisor_delete();

create table audit_events (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  actor_kind text not null check (actor_kind in ('user', 'system', 'process', 'anonymous')),
  actor_id uuid,
  for_user_id uuid,
  operation text not null,
  outcome text not null check (outcome in ('done', 'refused')),
  code text,
  resource_kind text,
  resource_id text,
  facts jsonb not null default '{}',
  request_id text,
  address text
);
comment on table audit_events is 'What was done and what was refused; written in the transaction of the deed. Append-only';
comment on column audit_events.actor_id is 'user: the user; process: the process instance';
comment on column audit_events.for_user_id is 'On whose behalf a process or the system acted';
create index audit_events_time on audit_events (at desc, id desc);
create index audit_events_resource on audit_events (resource_kind, resource_id, at desc);
create index audit_events_actor on audit_events (actor_id, operation, at desc);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_events_append_only before update or delete on audit_events for each row execute function refuse_audit_change();
create trigger audit_events_kept before truncate on audit_events for each statement execute function refuse_audit_change();

create table idempotency_keys (
  actor_id uuid not null,
  key text not null check (length(key) between 8 and 100),
  operation text not null,
  input_hash text not null,
  answer jsonb,
  at timestamptz not null default now(),
  primary key (actor_id, key)
);
comment on table idempotency_keys is 'First answers of commands sent with an Idempotency-Key, written in the transaction of the deed; a repeat gets the same answer and no second effect. Kept 24 hours';
create index idempotency_keys_age on idempotency_keys (at);

create function notify_changed(message jsonb) returns void language sql
  return pg_notify('portico_live', message::text);
comment on function notify_changed(jsonb) is 'Tells every process, at commit, that something changed: {topics, users?, employees?}; never carries content';
