-- What is known of a person beyond the account, how users are found among 100,000, and how they are deleted and restored.

-- Search by any part of name, e-mail or phone. Without trigrams each search read all users: 120 ms of 100,000.
create extension if not exists pg_trgm;

alter table users
  add column work_phone text check (length(work_phone) <= 40),
  add column birth_date date check (birth_date > '1900-01-01'),
  add column hire_date date check (hire_date > '1900-01-01'),
  add column source text not null default 'invited' check (source in ('set_up', 'invited', 'imported', 'provider', 'directory')),
  add column displayed_position_id uuid references org_elements (id) on delete set null,
  add column deleted_by uuid references users (id),
  add constraint users_deleted_by_whom check (deleted_by is null or deleted_at is not null);
comment on column users.phone is 'Mobile';
comment on column users.source is 'Where the account comes from: set_up the first visit, invited by hand, imported from a file, provider at the first sign-in through one, directory synchronized';
comment on column users.displayed_position_id is 'Which of several positions is shown beside the name; one that is not held any more counts for nothing';
comment on column users.deleted_at is 'Deleted: found nowhere, login and seat free, memberships and positions ended. Status and name stay, for history and for restoring';
update users set source = 'set_up' where id in (select supervisor_id from company);
-- An account of an employee dates from the invitation; nothing better is known of those that are there already.
update users set hire_date = created_at::date where kind = 'employee';

create table memberships_of_deleted (
  user_id uuid not null references users (id),
  group_id uuid not null references groups (id),
  primary key (user_id, group_id)
);
comment on table memberships_of_deleted is 'Groups a deleted person was in directly, for restoring. They are no members meanwhile';

create table list_columns (
  user_id uuid not null references users (id),
  list text not null check (length(list) <= 40),
  columns text[] not null check (cardinality(columns) between 1 and 40),
  primary key (user_id, list)
);
comment on table list_columns is 'Which columns of a list a person wants to see, in their order';

create index users_search on users using gin ((full_name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(work_phone, '')) gin_trgm_ops);
create index users_by_email on users (kind, (coalesce(email, '')), id) where deleted_at is null;
create index users_by_creation on users (kind, created_at, id) where deleted_at is null;
create index users_by_registration on users (kind, (coalesce(registered_at, '-infinity'::timestamptz)), id) where deleted_at is null;
create index users_by_hire on users (kind, (coalesce(hire_date, '-infinity'::date)), id) where deleted_at is null;
create index users_deleted on users (kind, full_name, id) where deleted_at is not null;

-- Neither column changes while a session lives, so that noting when it was last seen touches no index.
create index sessions_latest on sessions (user_id, created_at desc);
create index sessions_living on sessions (expires_at) where ended_at is null;
