-- Seals of the audit: afterwards, by one worker at a time, never in the transaction of a deed (decision 0023).

create function audit_turn_offset() returns bigint language sql immutable parallel safe return 0::bigint;
comment on function audit_turn_offset() is 'Added to the transaction number to make a turn. Replaced at the start of Portico when a database was moved to a cluster whose transactions count from a lower number';

create function audit_turn() returns bigint language sql stable parallel safe
  return pg_current_xact_id()::text::bigint + audit_turn_offset();

alter table audit_events add column turn bigint not null default audit_turn();
comment on column audit_events.turn is 'Number of the transaction that wrote it: all rows below the oldest transaction still open are there for good, so they can be sealed in this order';
-- Rows arrive nearly in this order, so a summary of each 32 pages serves as well as a tree and costs a deed nothing.
create index audit_events_turn on audit_events using brin (turn) with (pages_per_range = 32, autosummarize = on);

create table audit_seals (
  number bigint primary key check (number > 0),
  before bigint generated always as (nullif(number - 1, 0)) stored,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  events integer not null check (events > 0),
  last_turn bigint not null,
  last_id uuid not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  root bytea not null check (length(root) = 32),
  leaves bytea check (length(leaves) = 48 * events),
  sealed_at timestamptz not null default clock_timestamp(),
  unique (number, hash),
  unique (last_turn, last_id),
  foreign key (before, previous) references audit_seals (number, hash),
  check (number > 1 or previous = decode(repeat('00', 32), 'hex'))
);
comment on table audit_seals is 'The chain over audit_events: each seal covers the rows after the one before it, in the order (turn, id), and names the hash of the one before. Heads are also written outside the database';
comment on column audit_seals.hash is 'SHA-256 over previous, number, events, last_turn, last_id and root';
comment on column audit_seals.root is 'SHA-256 of leaves';
comment on column audit_seals.leaves is 'For each row its id (16 bytes) and the SHA-256 of its text (32): they name the row that was altered. Null once the rows are archived';

create table audit_archives (
  id uuid primary key,
  first_seal bigint not null unique references audit_seals (number),
  last_seal bigint not null unique references audit_seals (number),
  events integer not null check (events > 0),
  first_at timestamptz not null,
  last_at timestamptz not null,
  storage_key text not null unique,
  size bigint not null,
  sha256 bytea not null,
  made_at timestamptz not null default now(),
  check (first_seal <= last_seal)
);
comment on table audit_archives is 'Files that old rows of the audit were moved into, with their seals, before they were taken out of the table';

create view blobs_in_use as
  select storage_key as key from files union all select storage_key from audit_archives;
comment on view blobs_in_use is 'Keys of contents that a row names; what is not in here is swept away after a day';

create table audit_checks (
  id uuid primary key,
  at timestamptz not null default now(),
  seals bigint not null,
  events bigint not null,
  finding jsonb
);
comment on table audit_checks is 'What the nightly check of the chain found; null: everything is as it was sealed';
create index audit_checks_time on audit_checks (at desc);

create table audit_exports (
  id uuid primary key,
  made_by uuid not null references users (id),
  asked jsonb not null,
  format text not null check (format in ('csv', 'json')),
  up_to timestamptz not null default clock_timestamp(),
  made_at timestamptz not null default now()
);
comment on table audit_exports is 'Exports somebody asked for: the deed is audited, and the download that follows within minutes gives exactly what was filtered then';

-- A row leaves the audit only into an archive; a seal only loses the leaves that the archive holds.
create or replace function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'audit_events' then
    if exists (select from audit_archives a join audit_seals s on s.number = a.last_seal
      where (old.turn, old.id) <= (s.last_turn, s.last_id)) then
      return old;
    end if;
  end if;
  raise exception 'The audit is append-only' using errcode = 'insufficient_privilege';
end $$;

create function refuse_seal_change() returns trigger language plpgsql as $$
begin
  -- What is generated is not there yet when this runs.
  if new.leaves is null and to_jsonb(new) - '{leaves,before}'::text[] = to_jsonb(old) - '{leaves,before}'::text[]
    and exists (select from audit_archives where old.number between first_seal and last_seal) then
    return new;
  end if;
  raise exception 'Seals of the audit are append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_seals_kept before update on audit_seals for each row execute function refuse_seal_change();
create trigger audit_seals_append_only before delete on audit_seals for each row execute function refuse_audit_change();
create trigger audit_seals_whole before truncate on audit_seals for each statement execute function refuse_audit_change();
create trigger audit_archives_append_only before update or delete on audit_archives for each row execute function refuse_audit_change();
create trigger audit_archives_whole before truncate on audit_archives for each statement execute function refuse_audit_change();

alter table company
  add column audit_keep_months integer check (audit_keep_months between 3 and 240),
  add column auditors_id uuid,
  add column auditors_audience text not null default 'employees' check (auditors_audience = 'employees'),
  add foreign key (auditors_id, auditors_audience) references groups (id, audience);
comment on column company.audit_keep_months is 'Rows of the audit older than this are moved into archive files; null: never';
comment on column company.auditors_id is 'Group whose members read the audit without being administrators; of employees only (the external wall)';
